"""What UPS Mail Innovations codes mean (last part by a post office; also parcels of other countries' carriers).

Source of every code: UPS, "API Codes", appendix Tracking, table "Mail Innovations", 2026. The code PX stands there twice with one meaning.
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

MAIL: dict[str, Meaning] = table(
    (
        # Order information, electronic shipment information, package details received; acceptance pending.
        (LABEL, "ML MP 2N PF Q0"),
        # Tendered, shipped, accepted, received, in the post office's hands, postage paid.
        (ACCEPTED, "MQ MV VS XA 2O EN PA Q1 ZS"),
        # Arrived, departed, sorted, processed, transferred, forwarded, cleared, at the pickup point's post office.
        (
            MOVING,
            "1B DQ DR DS DY DZ MR MU MW MX MY MZ OF P2 P3 P5 P7 P8 PB Q2 Q3 Q4 Q7 YG YH YI ZN ZR ZT ZU ZV ZW ZX ZY ZZ S4 S5 S6 S7 S8",
        ),
        (OUT, "1A EL P9 RB RE RC RD"),
        # Waits at a post office, an Access Point or another pickup point.
        (READY, "1C 1D AU ED P0 PC PE RP SO YD R1"),
        # Delivered; picked up by an agent or the addressee.
        (DELIVERED, "1E 1G DL F4 P1 PP RQ YC"),
        # Attempted: nobody there, notice left, no access, animal, no safe place, refused, damaged, to pay.
        (attempt("nobody_home"), "DX EM P6 QS QT QU R2 RF RI SR DN"),
        (attempt("no_access"), "DO DU DV DW EC ZM"),
        (attempt("refused"), "PG PL PU QX YE"),
        (attempt("shopper_asked"), "QW R6"),
        (attempt("bad_address"), "EE EG EH PI PN RH RJ RK RM RR YF YJ R0 R5"),
        (attempt("moved"), "EF YK QZ"),
        (attempt("prohibited"), "RL"),
        (attempt("disaster"), "RG"),
        # Rescheduled; reminders.
        (delayed("shopper_asked"), "DM EB MT"),
        # Late, wrongly sent.
        (delayed("carrier_delay"), "00 PM"),
        (delayed("weather"), "EA PY"),
        (delayed("missorted"), "RN SN"),
        # Held.
        (held("other"), "QY"),
        (held("disaster"), "R4"),
        (held("customs_duties"), "R7"),
        (held("prohibited"), "R8 Q5"),
        # At a border.
        (customs("customs_inspection"), "MS P4 PD PK Q6 QM QN QQ"),
        (customs("customs_documents"), "PO QA QB QC QD QE QF QG QH QI QJ QK QL QP Q9"),
        (customs("import_refused"), "Q8"),
        # Damaged.
        (damaged(), "PX QR QV R3"),
        # Lost, disposed of, destroyed.
        (lost("lost"), "R9 YM"),
        (lost("destroyed"), "RS RT RU RV RW RX RY RZ S0 S1 S2 S3 YL"),
        # On its way back, and why.
        (returning(), "EJ EK PV PW S9 SL SM SP XO SD"),
        (returning("unclaimed"), "EI KP PJ SJ RA"),
        (returning("bad_address"), "PS SE SF SK"),
        (returning("undeliverable"), "1F PT"),
        (returning("customs_documents"), "PQ"),
        (returning("prohibited"), "PR SI"),
        (returning("moved"), "SA"),
        (returning("nobody_home"), "SB"),
        (returning("customs_duties"), "SC"),
        (returning("damaged"), "SG XD PH"),
        (returning("refused"), "SH"),
        (RETURNED, "SQ"),
        # A reminder to arrange another delivery.
        (NOTE, "DP"),
    )
)
