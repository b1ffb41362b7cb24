"""What staff do to many parcels at once, each with its question."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.exceptions.words import REASONS
from wesupply_ui.portals.merchant.lists.bulk import Act, bulk_bar, to_whom, why
from wesupply_ui.portals.merchant.lists.exporting import export_chosen
from wesupply_ui.portals.merchant.shipments.state import ShipmentsState as S


def parcel_bar() -> rx.Component:
    """Ask carriers or no longer, give cases to somebody or close them, take along."""
    poll, work = "tracking.poll", "exceptions.work"
    stop = t("Ask for these parcels no longer")
    acts = [
        Act("ask_parcels", poll, t("Ask carriers"), "refresh_cw", t("Ask the carriers now"), t("Ask")),
        Act("assign_cases", work, t("Assign cases"), "user_round", t("Assign the cases of these parcels"), t("Assign"), to_whom(S.people)),
        Act("resolve_cases", work, t("Resolve cases"), "check", t("Resolve the cases of these parcels"), t("Resolve"), why(REASONS)),
        Act("stop_asking", poll, t("Stop asking"), "circle_stop", stop, t("Stop asking")),
    ]
    return bulk_bar(acts, export_chosen("shipments", S.export_query), label=t("Chosen shipments"))
