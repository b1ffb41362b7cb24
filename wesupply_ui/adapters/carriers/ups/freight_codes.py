"""What UPS's freight codes mean: forwarding activities (three digits) and freight exceptions (two characters).

Source of every code: UPS, "API Codes", appendix Tracking, tables "Freight Forwarding Activity" and "Freight Exception Codes", 2026.
"""

from __future__ import annotations

from wesupply_ui.adapters.carriers.meanings import (
    ACCEPTED,
    DELIVERED,
    LABEL,
    MOVING,
    NOTE,
    OUT,
    RECALLED,
    VOIDED,
    attempt,
    customs,
    damaged,
    delayed,
    held,
    lost,
    returning,
    table,
)
from wesupply_ui.domain.tracking.status import Meaning

ACTIVITIES: dict[str, Meaning] = table(
    (
        # Information received, booking, collection order, file opened, documents from the shipper, planned pickup date, arrival for pickup.
        (LABEL, "001 037 038 039 045 059 061 072 074"),
        # Received into UPS's possession, origin, picked up, on hand at origin.
        (ACCEPTED, "002 015 017 046 051"),
        # Departures, arrivals, transfers, ports, service centres, warehouse, documents sent on, cleared customs, tendered.
        (
            MOVING,
            "005 007 009 010 016 022 027 028 029 030 031 032 040 041 042 044 047 048 049 052 057 060" + " 062 063 065 066 073 080",
        ),
        (OUT, "011"),
        (DELIVERED, "012 050"),
        (held("other"), "013"),
        (VOIDED, "014"),
        # In customs, registered with the clearing agency, borders.
        (customs("customs_inspection"), "043 056 067 068 069 070"),
        # The trailer stands at the consignee's, delivery not confirmed yet.
        (held("undeliverable"), "055"),
        # Shortages.
        (damaged(), "053 058"),
        # No data, planned dates, appointments made, filings.
        (NOTE, "000 003 004 006 020 033 034 035 036 054"),
    )
)

EXCEPTIONS: dict[str, Meaning] = table(
    (
        (delayed("mechanical"), "01 EF MB TM UM UQ 80"),
        (delayed("weather"), "05 BW"),
        (delayed("disaster"), "45 F3 40"),
        (delayed("holiday"), "55 DH HN IP 94"),
        (delayed("security"), "69 IT"),
        (delayed("missorted"), "96 MR"),
        (delayed("missed_connection"), "49 71 BL BM BP FX"),
        (delayed("volume"), "41 I6"),
        (delayed("remote_area"), "38 IA"),
        # Loss of sight, incidents, service centres, loads, airlines, ships, trucks, staff, computers, traffic, accidents.
        (
            delayed("carrier_delay"),
            "03 04 18 19 20 22 32 39 43 44 51 60 62 64 67 72 78 82 87 88 89 90 91 92 98 AR D3 GD HA HD IJ IK IL IM IN IO MS SA U4 UL UZ",
        ),
        # At the door.
        (attempt("nobody_home"), "02 IE"),
        (attempt("business_closed"), "UF"),
        (attempt("refused"), "D1 D4 D5 E7 RF UY II 54 DG"),
        # Appointments and attempts to make one.
        (held("appointment_needed"), "07 08 B3 B4 B6 B7 B8 B9 C0 UI UK"),
        (held("waiting_for_collection"), "09"),
        (held("shopper_asked"), "21 24 53 66 52 85"),
        (held("waiting_for_others"), "HU"),
        (held("undeliverable"), "33 F2 A5 95"),
        (held("bad_address"), "UG UN IG"),
        (held("payment_due"), "IH UH U6"),
        # Customs, documents, filings.
        (customs("customs_inspection"), "11 61 99 A1 A2 A3 EC HC C7 46 84 G5 HG IC"),
        (
            customs("customs_documents"),
            "25 26 47 48 56 57 70 73 74 75 DP HE I1 I2 I3 I4 I5 IF IQ LD 65 G3",
        ),
        (customs("customs_duties"), "58"),
        (lost("seized"), "35 HF"),
        (lost("lost"), "34 LC PS UX"),
        (damaged(), "06 12 14 15 16 17 27 31 36 97 E8 E9 TE TI UJ"),
        (held("investigation"), "81 U3"),
        (held("oversize"), "79 93 U2"),
        (returning("recalled"), "86"),
        (RECALLED, "SC"),
        (VOIDED, "50"),
        (held("not_handed_over"), "76 A4"),
        # On its way: released, corrected, delivered in part, to be delivered again.
        (MOVING, "68 E4 EX C3 E1 E2 E5 E6 83"),
        (DELIVERED, "10 63"),
        # Overages, changed dates, comments, filings accepted.
        (NOTE, "28 29 30 42 59 77 AS D2 DE DX F1 G1 G2 G4 IS"),
    )
)
