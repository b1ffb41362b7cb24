"""What UPS's exception codes (activity type X) mean.

Source of every code: UPS, "API Codes", appendix Tracking, table "Exception codes" (687 codes, as published in 2026); the comments
above the rows retell its texts. UPS prints the text itself in each activity, so only the meaning is kept here.
A code about something other than where the parcel is or how it goes (claims, refunds, cooling, changed wishes) is a note.
"""

from __future__ import annotations

from wesupply_ui.adapters.carriers.meanings import (
    ACCEPTED,
    DELIVERED,
    LABEL,
    MOVING,
    NOT_HANDED_OVER,
    NOTE,
    OUT,
    READY,
    RECALLED,
    VOIDED,
    attempt,
    customs,
    damaged,
    delayed,
    held,
    lost,
    returned,
    returning,
    table,
)
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone

_BACK_AT_DEPOT = Milestone.IN_TRANSIT

EXCEPTIONS: dict[str, Meaning] = table(
    (
        # --- Late, nobody outside UPS at fault
        # Missed at the destination; will be rescheduled; processing error; did not arrive; late trailer; not dispatched in time; late or
        # rerouted flight; left on a plane or in a container; operating conditions; transit delays; one business day later.
        (
            delayed("carrier_delay"),
            "2 4 8 31 1V 2H 2Y 3A 3B 3C 7Y CC E3 NW UK 11 17 18 1K 19 S8 22 2Z 4K 9S 1A 1B 1L 1P 8R SX 1Q 1X HA HH 3T 7Z C6 4Y 6E 7G"
            " 7N 8C 8E 8F 8K 8L 8Y 8Z 9L 9M 9N 9O 9P 9Q 9R 9T 9U 9V 9X 9Y 9Z CD CK CM DC DU Q1 ED EH EN FG GC GV HG I8 J8 K1 NP OD P6 P7"
            " TH TI TN 87 14 O6 RO",
        ),
        # Missed the transfer, the connection or the departure.
        (delayed("missed_connection"), "1 3 CL MT XZ"),
        # Misrouted, wrongly sorted, sent to the wrong post office.
        (delayed("missorted"), "6 7 D1 34 8G YI"),
        # Train derailment, mechanical failure of a vehicle, plane or train.
        (delayed("mechanical"), "15 16 68 DR GH GI LE LF 23 1O CQ"),
        # Severe weather; recovering from it.
        (delayed("weather"), "2A 7X 3D 6D 7W DJ PZ"),
        # Emergency or disaster in the area; fire at the receiver's; civil demonstration; special event.
        (delayed("disaster"), "1E 7V C5 DF A5 DG H7"),
        # Strikes and labour disputes, also past ones.
        (delayed("strike"), "B1 RY Q0"),
        # Holidays and weekends of the country.
        (delayed("holiday"), "AZ VL"),
        # Security checks, x-ray, lack of a security pass.
        (delayed("security"), "7R 7S G6 G9 95"),
        # Remote area, not served daily; service not available there; Saturday not available.
        (delayed("remote_area"), "46 D4 DQ LH"),
        # Handed over after the day's last pickup.
        (delayed("handed_over_late"), "8A K2"),
        # --- Customs and other authorities
        # Pending release from a government agency or the clearing agency; sample taken; forwarded to an agency; awaiting final release.
        (
            customs("customs_inspection"),
            "5 1U 2N 2T B4 B8 BW BX CE DE E4 E8 E9 L3 OB R4 R5 RD RE RM RP RZ SF SS VK X2 X3 X7 XJ XK XL XY TG LV Y1 Y4 Z1 CN CP OI MI"
            " CF TE"
            # UPS prepares or reviews the clearance; resubmitted; documents came in and are worked on.
            " 4C 7M B3 B6 BV C3 D5 DB ER HW S4 S5 SI SY X4 7I TT Y5",
        ),
        # UPS asked receiver or importer, or the sender, for clearance information; invoice, power of attorney, labels or data missing;
        # no broker yet; held under the General Order.
        (
            customs("customs_documents"),
            "29 1W 2B 7U B5 BG BH BJ BK BP DY EU EV EW FE GF GZ OQ R7 RR RS S2 S3 SJ SL SP X6 XA XB 40 71 4T 7T AO BA BB BD BE CX DN FF L2"
            " L5 OT R6 RA S1 SN VP X5 X8 XC XG XN XO XV XW XE 43 B9 CT CZ D0 DT BT OM RX 7P X9 VQ VR"
            # Pending release from a broker who is not UPS.
            " R1 RJ RU SV T9 YA",
        ),
        # Import charges, cash on delivery of duties or value-of-goods charges are due.
        (customs("customs_duties"), "1C 7F EY D9"),
        # Entry rejected; embargo; contents that may not cross the border.
        (customs("import_refused"), "ES"),
        (returning("import_refused"), "90 7H"),
        # Cleared, released, broker assigned, on its way again; in free trade; import and export scans.
        (MOVING, "DA Z3 W8 XD YX IP X0 1M"),
        # --- Address
        # A part of the address is missing or wrong; phone number, directions or a name are needed; P.O. box, rural route, APO.
        (
            held("bad_address"),
            "A6 A8 A9 AA AB AC AD AE AF AG AK AL AV AW CW CY DS E1 FA H1 H2 H3 H4 H5 OJ PH TF",
        ),
        (held("moved"), "A7 C8 DW"),
        # Corrected: delivery follows.
        (NOTE, "9I 6G E0"),
        (delayed("bad_address"), "AH IJ"),
        # Sent back, or stuck at the post office, for the address.
        (returned("bad_address"), "TU"),
        (held("bad_address", _BACK_AT_DEPOT), "YF"),
        # --- At the door
        # Delivery attempted; nobody there; missed again; final attempt; on vacation; notice left; will be tried again.
        (attempt("nobody_home"), "48 49 C4 OH KX 7L AX HQ GB YD 5Z"),
        # The business was closed, also for the last time.
        (attempt("business_closed"), "55 AY G3 L1 ZM"),
        # An adult's signature was needed.
        (attempt("signature_needed"), "FM G7 G8"),
        # No valid PIN, release code or identification.
        (attempt("code_needed"), "IQ IR PI"),
        # Could not collect the money.
        (attempt("payment_due"), "51 52 KZ"),
        # Refused, for whatever reason.
        (attempt("refused"), "AM AN AP AQ AS KI KQ KR KS KT YE"),
        (returning("refused"), "8H"),
        # The receiver asked for another day, hours or place; appointments.
        (
            held("shopper_asked"),
            "AT OL UG MF Y7 LI S6 TB UD O1 O3 H6 G1 VD 4M",
        ),
        # Held until the shipment's other parcels are there.
        (held("waiting_for_others"), "72"),
        (held("appointment_needed"), "7Q 4P 4Q"),
        # Cash on delivery: label wrong, amount missing, over the limit.
        (held("payment_due"), "91 C7 6T"),
        # The receiver could not be reached, asked to call, has no answer.
        (held("undeliverable"), "BQ BR DD VI VJ Y2 Y3 D7 BF 5T 3P HK I2 47"),
        # --- Pickup by the receiver
        # Waits at a UPS facility, Access Point or locker for collection; last days; will-call.
        (READY, "54 5G 6B I5 8I ZP UE VB E2 VE LZ XS HO"),
        # Will be held for collection, as the receiver or the sender asked; same-day will-calls.
        (held("waiting_for_collection"), "39 O5 O8 S7 TO UZ VN O9"),
        # On the way to an Access Point, because delivery failed or was so wished; not there yet.
        (Meaning(Milestone.IN_TRANSIT, Condition.ATTEMPT_FAILED, "nobody_home"), "89 2X 5R 6R"),
        (MOVING, "3S 3V 5S 6H 6J 6K 7C 7D RI ZD ZL"),
        # The Access Point was closed, full, changed or wrong; the parcel does not fit the locker.
        (held("carrier_delay"), "3J 3L 5U 5V 5W 6L 6Z 7E 84"),
        # Not collected: goes back.
        (returning("unclaimed"), "3N 6C ZO"),
        # --- Back to the sender
        (returning(), "DL KP O4 UF RV H8 4R O0 PP XU"),
        (returning("recalled"), "CS I1"),
        (returned(None), "4S UA"),
        # The post office could not deliver and sent it back.
        (returning("undeliverable"), "YJ YK"),
        # --- Stopped, held by the sender's wish
        (RECALLED, "37 JA JC K8"),
        (VOIDED, "5D"),
        (held("recalled"), "T3"),
        # --- Damage and loss
        # Damaged or contents missing, also when what is left is delivered or returned.
        (damaged(), "13 25 45 64 65 66 67 A1 A3 A4 24 27 AJ HD HE HR TV HN"),
        # Everything discarded; destroyed at an authority's or the sender's word; undeliverable and disposed of.
        (lost("destroyed"), "26 A2 1F 8D BZ NI YL"),
        (lost("seized"), "IY J0"),
        # Location being verified; lost and found; mail recovery.
        (lost("lost"), "S9 TJ YM"),
        (held("investigation"), "F8 UP UO UX UW TC"),
        # UPS talks with the sender, or asks to be called.
        (held("other"), "63 TK 99"),
        # --- What is inside, and how it is packed
        (
            held("prohibited"),
            "60 73 1G 1H 9F DP OR OS TX U0 U3 UN UR US H9 D2",
        ),
        (held("oversize"), "C9 CA CV EX"),
        (held("label_problem"), "CH CJ YV 33 YU 4Z"),
        # --- Moving, or arriving somewhere
        (
            MOVING,
            "4F 6P 2O F0 F3 GD HL PG RB HM UI 77 VZ 4J LX LY 4B 4H 2V 2S RC ZK ZN ZV ZW VX OA Y9 YG YR YT EO F7 76 ZX ZY ZZ VG VA",
        ),
        (ACCEPTED, "Z5 P4 HF"),
        (OUT, "RK RL ZS"),
        (DELIVERED, "F4 FN FT K7 KM KN 56 59"),
        # --- The return's own label and collection
        (LABEL, "1T 9C 9D 9J 9K"),
        (NOT_HANDED_OVER, "G4 G5 KY TR YW"),
        # --- Notes: wishes taken, upgrades, claims, refunds, cooling, inspections
        (
            NOTE,
            "30 4I 5A O7 RW 3U 78 79 LU 92 93 1D 2E 2G 2R 2U 8M 3Q 3R 3W 3Z 4L 4N 5B 6I 6W 6X CG E7 F5 FW GN GO GQ GR HJ I3 I9 IB J9 JB JH"
            " JI JJ K5"
            " K6 KO L0 L8 R3 R8 S0 SO SU LN LO LQ O2 RF RG RH T4 T5 T6 T7 T8 TA TL TS UL UT V9 VF VH VM VU VV VW YS Z7 Z8 ZA ZB ZC ZU",
        ),
    )
)
# UPS's own specification shows SR, "released by the customs agency", which its table lacks.
EXCEPTIONS["SR"] = MOVING
