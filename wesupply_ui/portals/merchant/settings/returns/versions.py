"""Draws the history of the policy: every version, what is different between two, and the way back."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.returns.parts import chosen, may_edit
from wesupply_ui.portals.merchant.settings.returns.publishing import change_list, which_orders
from wesupply_ui.portals.merchant.settings.returns.versions_state import VersionsState as V


def versions() -> rx.Component:
    """The newest first."""
    none = rx.el.p(t("Nothing is published yet."), class_name="text-soft")
    listed = rx.el.ol(rx.foreach(V.rows, _row), class_name="version-list", role="list", aria_label=t("Versions"))
    return rx.el.div(
        kit.card(rx.cond(V.rows.length() > 0, listed, none), title=t("Versions")),
        rx.cond(V.rows.length() > 1, _compared(), rx.fragment()),
        _question(),
        class_name="policy",
    )


def _row(row: Any) -> rx.Component:
    back = kit.button(
        t("Publish it again"), size="small", aria_label=t("Publish version {number} again", number=row.number), on_click=V.ask(row.number)
    )
    return rx.el.li(
        rx.el.div(
            rx.el.p(rx.el.strong(t("Version {number}", number=row.number)), " ", kit.badge(row.standing, row.tone), class_name="actions"),
            rx.el.p(row.name, dir="auto"),
            rx.el.p(row.when, " · ", row.about, class_name="text-small text-soft"),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(may_edit() & row.can_restore, back, rx.fragment()),
        key=row.number,
        data_testid="version-" + row.number,
    )


def _compared() -> rx.Component:
    def end(name: str, label: Any, value: Any) -> rx.Component:
        return chosen(V.options, label=label, value=value, on_change=lambda number: V.compare(name, number))

    same = rx.el.p(t("These two say the same."), class_name="text-soft")
    return kit.card(
        rx.el.div(
            end("before", t("Earlier version"), V.before),
            kit.icon("arrow_right"),
            end("after", t("Later version"), V.after),
            class_name="version-ends",
        ),
        rx.cond(V.is_compared, rx.cond(V.changes.length() > 0, change_list(V.changes), same), rx.fragment()),
        title=t("What is different"),
    )


def _question() -> rx.Component:
    return kit.dialog(
        which_orders(V.which, V.choose_which, "restore-which"),
        title=t("Publish version {number} again?", number=V.asking),
        about=t("It becomes a new version that holds at once. A draft stays as it is."),
        open=V.asking != "",
        on_open_change=V.set_asking,
        foot=(
            kit.closing(kit.button(t("Cancel"), look="plain")),
            kit.button(t("Publish it again"), look="primary", on_click=V.restore),
        ),
    )
