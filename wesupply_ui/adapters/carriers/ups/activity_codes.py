"""What UPS's codes for deliveries (type D), movements (type I), manifests (M, MV) and updates (U) mean.

Source of every code: UPS, "API Codes", appendix Tracking, the tables named below, as published in 2026.
"""

from __future__ import annotations

from wesupply_ui.adapters.carriers.meanings import (
    ACCEPTED,
    DELIVERED,
    LABEL,
    MOVING,
    NOTE,
    OUT,
    READY,
    RETURNED,
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

# Table "ULD codes".
MOVEMENTS: dict[str, Meaning] = table(
    (
        # Shipper created a label; scheduled for pickup today.
        (LABEL, "OC PL SP"),
        # Origin scan, pickup by car or trailer, pickup scan, drop-off at a store.
        (ACCEPTED, "OR PC PT PU XD"),
        # Arrival, departure, air transit, hub, unload, location, destination, export, import, warehouse; to or at the post office.
        (MOVING, "AG AR AT CL DP DS EP HU IP LC LM UA UD UL WH XA XR YH YM YN"),
        # "Preparing for delivery", "loaded on delivery vehicle", "driver load": perhaps today, UPS says itself that it may be next week.
        (MOVING, "YP OD DL"),
        # Out for delivery, also with USPS and to an Access Point.
        (OUT, "OF OT YF YI"),
        # An arrival or departure was reported in error.
        (NOTE, "CA CD"),
        # The pickup was voided.
        (VOIDED, "VP"),
    )
)

# Table "Manifest codes".
MANIFESTS: dict[str, Meaning] = table(
    (
        # Manifest processed; billing information received; label made for Roadie.
        (LABEL, "DP MP RD"),
        # Manifest cancelled and shipment voided.
        (VOIDED, "VP"),
    )
)

# Table "Updates codes" (webhooks only): delivery photo, new delivery date, new delivery time.
UPDATES: dict[str, Meaning] = table(((NOTE, "PX UP UT"),))

# Table "DIALS codes": what the driver keyed in at the stop. Most say where it was left; some, why it was not.
DELIVERIES: dict[str, Meaning] = table(
    (
        # Left with a person: individual, neighbour, front desk, reception, mail room, office, receiver, guard, concierge …
        # Left at a place: dock, door, garage, porch, deck, patio, mailbox, carport, shed, meter box, bag, locker of a house …
        # UPS also lists residential, commercial, inside delivery, gate and security codes used, premier, the local post office.
        (
            DELIVERED,
            "3F 3G 3H 8N 8O 8Q 9E A0 AI FV M1 M2 M3 M4 M5 M6 M7 M8 M9 MA MB MC MD ME MG MH MJ MK ML MM MN MP MQ MR MS MU MW MX MY NL NS NT"
            " NX OE OO OZ P5 PF UC YC ZE ZF ZG ZH",
        ),
        # The receiver fetched it at the Access Point.
        (DELIVERED, "2W"),
        # Lies at an Access Point, a public locker, a shop or a post office for collection.
        (READY, "2Q 1N EP ZI ZQ AU"),
        # Back with the original sender; not collected; sent on its way back.
        (RETURNED, "B0"),
        (returning("unclaimed"), "5F"),
        # To another facility, carrier or agent for the last part; tendered; arrival, departure; cleared customs.
        (MOVING, "4X 7A 83 85 86 BN EC EZ F0 F3 F7 2D 2J YH EQ FB HI 98"),
        (ACCEPTED, "VS"),
        (OUT, "2K 7K"),
        # Nobody there, office closed, closed early, missed.
        (attempt("nobody_home"), "CI EA"),
        (attempt("business_closed"), "BI FO"),
        # Not delivered: wrong address, room number, label, no money, refused, other.
        (attempt("bad_address"), "50 BO DZ MV"),
        (attempt("refused"), "53"),
        (attempt("payment_due"), "DI"),
        (attempt("undeliverable"), "DO"),
        (held("bad_address"), "F2 BS FC"),
        (held("label_problem"), "74 CU SB SE"),
        (held("oversize"), "BM"),
        (held("prohibited"), "61 62 BL RN"),
        (held("investigation"), "L6 KU"),
        (held("carrier_delay"), "7B TW"),
        # At a border.
        (customs("customs_inspection"), "70 B2 DK L4 RQ"),
        (customs("customs_documents"), "ET SG"),
        (customs("import_refused"), "ST"),
        # Late.
        (delayed("carrier_delay"), "0 9 12 32 41 42 44 57 CB EF EG EL EM FZ LM"),
        (delayed("mechanical"), "EI"),
        (delayed("missed_connection"), "EK"),
        (delayed("weather"), "CR EJ"),
        # Damaged, contents missing.
        (damaged(), "28 GK"),
        # Customer's wishes, earlier pickup, phone number obtained, internal, cancelled entry, delivery scheduled.
        (NOTE, "1Z 2C 38 EB EE F1 FD FI GW UJ"),
        # The sender's goods were not ready.
        (held("not_handed_over"), "CO"),
    )
)

# Table "Status codes": the three digits of `statusCode`, taken when the code of the activity itself is in no table.
STATUS_CODES: dict[str, Meaning] = table(
    (
        # Ready for UPS, on the way to UPS, pickup scheduled, order processed, ready for Roadie, package information unavailable.
        (LABEL, "3 44 45 77 79 80 157 166"),
        (VOIDED, "7 43"),
        # Pickup attempted, once, twice, finally.
        (held("not_handed_over"), "65 131 135"),
        # Picked up, dropped off.
        (ACCEPTED, "38 160 167 168 169"),
        # On the way, with partners, cleared, to an Access Point, service upgraded.
        (MOVING, "5 10 14 16 25 39 42 47 57 70 71 72 73 74 75 84 87 134 137 138 143 158 159 164 165"),
        (OUT, "6 21 37 78 89 91 146 162"),
        (READY, "17 40 144 161"),
        (DELIVERED, "11 26 156"),
        (RETURNED, "34 81"),
        (returning(), "35 36 118 119 33 117"),
        (returning("undeliverable"), "67"),
        # Delivery attempted.
        (attempt("nobody_home"), "22 23 24 60 66 145"),
        (attempt("signature_needed"), "61"),
        (attempt("payment_due"), "62"),
        (attempt("refused"), "64"),
        (attempt("undeliverable"), "69"),
        # Held.
        (held("shopper_asked"), "18 19 20 27 54 55 101 102 103 106 107 108 109 100 115 116 136"),
        (held("other"), "13 30 76 83 104 105"),
        (held("undeliverable"), "29"),
        (held("bad_address"), "50"),
        (held("payment_due"), "85"),
        (held("security"), "139"),
        (customs("customs_inspection"), "12 92 126"),
        (customs("customs_documents"), "58 123 124 125 141"),
        # Late.
        (delayed("carrier_delay"), "46 48 86 90"),
        (held("other"), "49"),
        (delayed("weather"), "32 52 53"),
        (delayed("disaster"), "51"),
        (delayed("security"), "132"),
        # Damage, loss.
        (damaged(), "59"),
        (held("investigation"), "129"),
        (lost("lost"), "68"),
        (lost("seized"), "147"),
        (lost("destroyed"), "149"),
        # No status, notes: wishes, upgrades, cooling, claims, investigations closed, photos, new dates, tests.
        (
            NOTE,
            "0 28 41 56 63 82 88 93 94 95 96 97 98 99 110 111 112 113 114 120 121 122 127 128 130 133 140 142 148 153 154 155 163",
        ),
    )
)
