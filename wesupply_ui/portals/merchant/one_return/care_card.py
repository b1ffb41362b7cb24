"""Draws who looks after a return, and lets it be given to somebody."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.one_return.care_state import ReturnCareState as C
from wesupply_ui.portals.merchant.one_return.state import ReturnState as S
from wesupply_ui.portals.merchant.person import PersonState


def care_card() -> rx.Component:
    """One of the cards beside a return."""
    page = S.page
    options = rx.el.select(
        rx.el.option(t("Nobody"), value=""),
        rx.foreach(page.people, lambda each: rx.el.option(each.words, value=each.value)),
        id="assigned-to",
        class_name="control",
        value=page.assigned_to,
        on_change=C.give,
    )
    choose = rx.el.div(
        rx.el.label(t("Assigned to"), html_for="assigned-to"),
        rx.el.div(options, kit.icon("chevron_down"), class_name="select"),
        class_name="field",
    )
    plain = rx.el.p(t("Assigned to"), ": ", rx.cond(page.assigned, page.assigned, t("Nobody")))
    return kit.card(rx.cond(PersonState.permissions.contains("returns.settle"), choose, plain), title=t("Who takes care"))
