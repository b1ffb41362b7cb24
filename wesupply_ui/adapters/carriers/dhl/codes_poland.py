"""What do the codes of DHL Parcel Poland (service "parcel-pl") say on our axes?

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
    RETURNED,
    VOIDED,
    attempt,
    delayed,
    held,
    returning,
    table,
)

PARCEL_PL = table(
    (
        (LABEL, "EDWP"),
        (VOIDED, "SP_CN"),
        (ACCEPTED, "DWP SP_DWP SP_PU"),  # accepted at a terminal, dropped off at a point, taken from the point by a courier
        (MOVING, "LP LW LW_PL SORT WEJPL WYJPL SP_DW"),
        (MOVING, "EDB EDC EXA EXC SEC"),  # customs: import begun, cleared; export begun, released; in clearance
        (OUT, "LK KWC TRM2"),
        (READY, "DOR_POC DOR_SP OWL OWL_KP OWL_ONO OWL_PS_KP OWL_PS_ONO OWL_SP_KP OWL_SP_ONO SP_DSP SP_KP SP_PA"),
        (DELIVERED, "DOR DOR_LOK DOR_OTH DOR_OWL DOR_RDZ DOR_SAS PPDOR SP_DOR"),
        # "Ready to be delivered on the next working day"
        (delayed(), "BCZ LIK SP_ATDSP TRM TRM_X WER ZID ZMA ZOS ZWW_KRYZ ZWW_NSP"),
        (delayed("shopper_asked"), "PNPT SOB"),
        (held("other"), "CC SP_ZAM"),
        (held("payment_due"), "BRG"),
        (held("waiting_for_others"), "PNK"),
        (attempt("nobody_home"), "AWI AWI_DP2 AWI_NSP AWI_SAS"),
        (attempt("signature_needed"), "AWI_ONU"),
        (attempt("no_access"), "AWI_OZ"),
        (attempt("volume"), "AWI_SPCAP SP_CAP"),
        (attempt("bad_address"), "AN AN_BO AN_RA AN_SAS"),
        (attempt("payment_due"), "BRG_SAS"),
        (attempt("other"), "AWI_ROD"),
        (attempt(None), "ZWW"),
        (
            attempt("refused"),
            """OP OP_BWER OP_COD OP_DUB OP_OTH OP_PLA OP_PNK OP_REZ OP_ROD OP_SAS OP_TNZ OP_UMO OP_USK OP_USP""",
        ),
        (returning("nobody_home"), "AWI_CZAS"),
        (returning("code_needed"), "OP_DO OP_DOK"),
        (returning("refused"), "SP_OP SP_ZWR ZWR_OP"),
        (returning("unclaimed"), "SP_KZW SP_TO ZWR_ZB ZWR_ZT"),
        (returning("shopper_asked"), "REZ"),
        (returning("bad_address"), "ZWR_AN"),
        (returning(), "ZWR ZWR_WER"),
        (RETURNED, "ZWN"),
        (NOTE, "PO18 POW PSHOP SAS ZA ZAIT"),  # the recipient was told, or chose other hours, a point, a neighbour, an address
    )
)
