"""Draws the question before a draft is published: what changes, what is wrong, from when and for which orders."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.returns.publish_state import PublishState as P
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState as S


def publish_dialog() -> rx.Component:
    """Opened by the page's button."""
    has_faults = S.faults.length() > 0
    behind = kit.notice(
        t("Another version was published since this draft was begun. The changes below are against that one."), tone="attention"
    )
    form = rx.el.form(
        rx.cond(P.is_behind, behind, rx.fragment()),
        rx.cond(has_faults, _problems(t("This has to be mended first"), S.faults, "problem"), rx.fragment()),
        rx.cond(S.remarks.length() > 0, _problems(t("Have a look at this"), S.remarks, "attention"), rx.fragment()),
        rx.el.section(rx.el.h3(t("What changes"), class_name="font-semibold"), _changes(), class_name="publish-part"),
        _when(),
        which_orders(P.which, P.choose_which, "which"),
        rx.el.div(
            kit.closing(kit.button(t("Cancel"), look="plain")),
            kit.button(t("Publish"), look="primary", type="submit", disabled=has_faults),
            class_name="floating-foot",
        ),
        on_submit=P.publish,
        no_validate=True,
        class_name="flex flex-col gap-4",
    )
    return kit.dialog(form, title=t("Publish the return policy"), open=P.is_open, on_open_change=P.set_open)


def _problems(title: Any, rows: Any, tone: str) -> rx.Component:
    def problem(row: Any) -> rx.Component:
        go = rx.el.button(row.where, type="button", class_name="piece", on_click=P.mend(row.opens, row.place))
        return rx.el.li(rx.cond(row.opens != "", go, rx.el.strong(row.where)), rx.el.p(row.words), key=row.key)

    listed = rx.el.ul(rx.foreach(rows, problem), class_name="publish-problems", role="list")
    return kit.notice(rx.el.p(title, class_name="font-semibold"), listed, tone=tone)


def _changes() -> rx.Component:
    first = rx.el.p(t("This is the first version."), class_name="text-soft")
    none = rx.el.p(t("Nothing is different from the version before."), class_name="text-soft")
    return rx.cond(P.is_first, first, rx.cond(P.rows.length() > 0, change_list(P.rows), none))


def change_list(rows: Any) -> rx.Component:
    """Changes in words, one a line."""
    signs = rx.match

    def change(row: Any) -> rx.Component:
        sign = signs(
            row.sign, ("added", kit.icon("plus")), ("removed", kit.icon("minus")), ("moved", kit.icon("arrow_up_down")), kit.icon("pencil")
        )
        return rx.el.li(
            sign,
            rx.el.div(
                rx.el.p(row.about, class_name="font-semibold", dir="auto"),
                rx.cond(row.before, rx.el.p(rx.el.del_(row.before), dir="auto", class_name="text-soft"), rx.fragment()),
                rx.cond(row.after, rx.el.p(row.after, dir="auto"), rx.fragment()),
                class_name="min-w-0",
            ),
            key=row.key,
        )

    return rx.el.ul(rx.foreach(rows, change), class_name="change-list", role="list")


def _when() -> rx.Component:
    options = (("now", t("At once")), ("day", t("From the beginning of a day")))
    day = kit.text_field(t("First day"), "begins_on", kind="date", required=True, error=P.day_error)
    return rx.el.div(
        kit.choices(t("From when it holds"), "when", options, chosen=P.when, on_choose=P.choose_when),
        rx.cond(P.when == "day", day, rx.fragment()),
        class_name="publish-part",
    )


def which_orders(chosen: Any, on_choose: Any, name: str) -> rx.Component:
    """For orders from then on, or for all."""
    options = (
        ("new_orders", t("Orders placed from then on: who bought before keeps what they were promised")),
        ("all_orders", t("All orders, also those placed before")),
    )
    return kit.choices(t("For which orders"), name, options, chosen=chosen, on_choose=on_choose)
