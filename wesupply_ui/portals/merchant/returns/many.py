"""What staff do to many returns at once, each with its question."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.lists.bulk import Act, bulk_bar, to_whom
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState as B
from wesupply_ui.portals.merchant.lists.exporting import export_chosen
from wesupply_ui.portals.merchant.returns.state import ReturnsState as S


def return_bar() -> rx.Component:
    """Approve, decline in words, remind, assign, take along."""
    may = "returns.decide"
    acts = [
        Act("approve_returns", may, t("Approve"), "check", t("Approve these returns"), t("Approve")),
        Act("decline_returns", may, t("Decline"), "x", t("Decline these returns"), t("Decline"), _why()),
        Act("remind_returns", may, t("Remind"), "bell", t("Remind these shoppers"), t("Remind")),
        Act("assign_returns", may, t("Assign"), "user_round", t("Assign these returns"), t("Assign"), to_whom(S.people)),
    ]
    return bulk_bar(acts, export_chosen("returns", S.export_query), label=t("Chosen returns"))


def _why() -> rx.Component:
    """The words that every one of the shoppers reads."""
    wrong = rx.cond(B.errors["reason"], rx.el.span(kit.icon("circle_alert"), B.errors["reason"], class_name="error"), rx.fragment())
    return rx.el.div(
        rx.el.label(t("Why?"), html_for="bulk-words"),
        rx.el.textarea(
            id="bulk-words",
            class_name="control",
            rows="3",
            max_length=1000,
            on_change=B.choose.debounce(250),
            aria_describedby="bulk-words-error",
        ),
        rx.el.p(t("The shopper reads this."), class_name="hint"),
        rx.el.div(wrong, id="bulk-words-error", role="alert"),
        class_name="field",
    )
