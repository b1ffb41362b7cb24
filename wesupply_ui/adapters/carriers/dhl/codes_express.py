"""What do the codes of DHL Express, Parcel Germany, Deutsche Post, Freight and Global Forwarding say on our axes?

Source: DHL's list of status codes for the unified tracking service (service, status, description). Each row gives the meaning first.
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
    RECALLED,
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

EXPRESS = table(
    (
        # On shipment level: the four headlines as numbers
        (LABEL, "104"),
        (MOVING, "102"),
        (DELIVERED, "101"),
        (held("other"), "103"),
        # Checkpoints
        (ACCEPTED, "PU SA"),  # picked up, accepted
        (MOVING, "AF AR DF PL FD TR TP SM"),  # arrived, departed, processed, forwarded, transferred, scheduled for movement
        (MOVING, "IC BR CR"),  # in clearance, released by the broker, cleared
        (customs("customs_inspection"), "CD UD"),
        (customs("customs_documents"), "BN"),  # the recipient's broker has been told
        (OUT, "WC"),
        (READY, "CC"),
        (DELIVERED, "OK"),
        (DELIVERED, "PD"),  # a part of the pieces: each piece has scans of its own
        (damaged(), "DD"),
        (lost("destroyed"), "DS"),
        (attempt("nobody_home"), "NH"),
        (attempt("business_closed"), "CA"),
        (attempt("refused"), "RD"),
        (attempt("moved"), "CM"),
        (attempt("bad_address"), "BA"),
        (attempt(None), "ND"),
        (delayed("missed_connection"), "MD"),
        (delayed("missorted"), "MC MS"),
        (held("payment_due"), "HP"),
        (held("other"), "OH"),
        (held("other"), "SS"),  # shipment stopped
        (held("shopper_asked"), "AD"),  # delivery agreed for another day
        (returning(), "RT"),
        (NOTE, "CS RR SC PY"),  # closed by DHL, an answer came in, service changed, payment
    )
)

PARCEL_DE = table(
    (
        (LABEL, "VA"),
        (ACCEPTED, "AE ES"),
        (held("not_handed_over"), "AN"),
        (MOVING, "AA EE NB ZO"),  # ZO: handed to customs, and cleared as well
        (OUT, "PO"),
        (READY, "LA ZF"),
        (DELIVERED, "ZU"),
        (attempt(None), "ZN"),
        (delayed("other"), "BV"),
        (NOTE, "DD GT"),  # the recipient chose a day; money was sent on
    )
)

# Parcel Germany has few codes, each for several things; DHL's English words tell them apart (in lower case; the first that fits counts).
PARCEL_DE_WORDS: dict[str, tuple[tuple[str, Meaning], ...]] = {
    "BV": (
        ("damage", damaged()),
        ("weather", delayed("weather")),
        ("strike", delayed("strike")),
        ("search", delayed("investigation")),
        ("missort", delayed("missorted")),
        ("returned to the sender", returning()),
        ("delay", delayed("carrier_delay")),
    ),
    "ZN": (
        ("refused", attempt("refused")),
        ("returned to the sender", returning("undeliverable")),
        ("address", attempt("bad_address")),
        ("not be reached", attempt("nobody_home")),
        ("not at home", attempt("nobody_home")),
        ("no one", attempt("nobody_home")),
        ("not available", attempt("nobody_home")),
        ("closed", attempt("business_closed")),
    ),
    "ZO": (
        ("document", customs("customs_documents")),
        ("duties are due", customs("customs_duties")),
        ("held", customs("customs_inspection")),
    ),
    "AN": (("cancel", VOIDED),),
}

# Deutsche Post, letters and small goods (service "svb", also answered as "post-de").
POST_DE = table(
    (
        (LABEL, "ANNOUNCED"),
        (ACCEPTED, "POSTED POSTED_ARRIVED POSTED_MAIL_TERMINAL"),
        (
            MOVING,
            """ARRIVAL_AT_OFFICE_OF_DELIVERY ARRIVED_IN_DESTINATION_COUNTRY ARRIVED_TRANSIT BZ BZA BZE DEPARTURE_FROM_INWARD_OE
               FORWARDED_ABROAD PASSED_LETTER_CENTER REDIRECTED TO_BE_SENT_ABROAD MARBURG""",
        ),
        (MOVING, "HANDOVER_CUSTOMS IP_CUSTOMS"),
        (customs("customs_inspection"), "HELD_BY_CUSTOMS"),
        (OUT, "IN_DELIVERY"),
        (READY, "NOTIFIED NOTIFIED_KEY_ACCOUNT NOTIFIED_PACKSTATION NOTIFIED_PO_BOX"),
        (attempt(None), "DELIVERY_ATTEMPTED"),
        (
            DELIVERED,
            """AMOUNT_TRANSFERRED CONFIRMATION_PENDING CONFIRMED CONFIRMED_BY_SENDER DELIVERED DELIVERED_ZU_NOT_OK DELIVERED_ZU_OK FETCHED
               FETCHED_KEY_ACCOUNT_PENDING_DELIVERY_CONFIRMATION FETCHED_NOTIFIED FETCHED_PACKSTATION
               FETCHED_PENDING_DELIVERY_CONFIRMATION FETCHED_PO_BOX_PENDING_DELIVERY_CONFIRMATION PAID_EPOS PAID_MAILMAN""",
        ),
        (returning(), "SENT_BACK SENT_BACK_ABROAD"),
        (RETURNED, "RETURNED_TO_SENDER"),
        (NOTE, "AMBIGUOUS NO_INFO ISSUE_OF_A_REPLACEMENT_CERTIFICATE_PZA"),
    )
)

FREIGHT = table(
    (
        (LABEL, "ACT-2 64-0 48-0 15-501 31-139"),  # created, collection arranged, loaded, out for collection, at the sender's gate
        (held("not_handed_over"), "55-211 55-68 55-21 55-126 55-240 55-241 55-265 55-294 55-20 55-266 55-234"),
        (ACCEPTED, "13-0 31-140"),
        (MOVING, "24-0 1-0 12-0 1-21 24-628"),
        (customs("customs_inspection"), "20-126"),
        (delayed("weather"), "20-266"),
        (delayed("holiday"), "20-354"),
        (delayed("strike"), "20-270"),
        (RECALLED, "7-0"),
        (returning("recalled"), "56-222"),
        (held("appointment_needed"), "20-208"),
        (held("shopper_asked"), "20-209"),  # an appointment has been made
        (READY, "20-13"),
        (held("payment_due"), "20-296"),
        (OUT, "24-501 361-139"),
        (attempt("business_closed"), "20-211"),
        (attempt("nobody_home"), "56-211"),
        (attempt("payment_due"), "56-292"),
        (attempt("refused"), "56-284 56-611 56-241"),
        (attempt("bad_address"), "20-234"),
        (DELIVERED, "24-600 21-234 21-23 21-600 21-0"),
        (NOTE, "361-140"),  # the truck left the recipient's gate
    )
)

FORWARDING = table(
    (
        (LABEL, "DATA_SUBMITTED"),
        (ACCEPTED, "PICKUP_SUCCESSFUL"),
        (
            MOVING,
            """ARRIVED_AT_ORIGIN_FACILITY PROCESSED_AT_ORIGIN_FACILITY DEPARTED_FROM_ORIGIN_FACILITY READY_FOR_DEPARTURE DEPARTED ARRIVED
               ARRIVED_AT_CUSTOMS CLEARED_BY_CUSTOMS ARRIVED_PROCESSED_AT_FACILITY""",
        ),
        (customs("customs_inspection"), "HELD_AT_CUSTOMS"),
        (OUT, "OUT_FOR_DELIVERY"),
        (DELIVERED, "DELIVERED"),
        (delayed("other"), "DELIVERY_EXCEPTION"),
    )
)
