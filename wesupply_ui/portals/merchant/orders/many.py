"""What staff do to many orders at once, each with its question."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.lists.bulk import Act, bulk_bar, to_whom, which_tag
from wesupply_ui.portals.merchant.lists.exporting import export_chosen
from wesupply_ui.portals.merchant.orders.state import OrdersState as S


def order_bar() -> rx.Component:
    """Assign, tag, ask carriers, take along."""
    note, tag = "orders.note", which_tag(S.tags)
    acts = [
        Act("assign", note, t("Assign"), "user_round", t("Assign these orders"), t("Assign"), to_whom(S.people)),
        Act("tag", note, t("Add a tag"), "tag", t("Add a tag to these orders"), t("Add the tag"), tag),
        Act("untag", note, t("Remove a tag"), "tags", t("Remove a tag from these orders"), t("Remove the tag"), tag),
        Act("ask", "tracking.poll", t("Ask carriers"), "refresh_cw", t("Ask the carriers now"), t("Ask")),
    ]
    return bulk_bar(acts, export_chosen("orders", S.export_query), label=t("Chosen orders"))
