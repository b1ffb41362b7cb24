"""Draws the exceptions screen."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.merchant.exceptions.state import ExceptionsState as S
from wesupply_ui.portals.merchant.frame import frame

_TABS = (
    kit.Tab("/app/exceptions", "All"),
    kit.Tab("/app/exceptions?kind=exception", "Exceptions"),
    kit.Tab("/app/exceptions?kind=attempt_failed", "Failed attempts"),
    kit.Tab("/app/exceptions?kind=silent", "No news"),
    kit.Tab("/app/exceptions?kind=late", "Late"),
)


def exceptions() -> rx.Component:
    """The whole screen."""
    words = "Parcels that are late, lost, held, silent or could not be delivered show up here."
    calm = kit.card(kit.empty_state("Nothing to look at", words, sign="circle_check"))
    groups = rx.el.div(rx.foreach(S.groups, _group), class_name="flex flex-col gap-6", data_rows="")
    return frame(
        kit.page_header("Exceptions", about="Parcels that will not arrive as promised unless somebody acts."),
        kit.link_tabs(_TABS, current=S.current, label="Kinds"),
        rx.cond(S.loaded, rx.cond(S.groups.length() > 0, groups, calm), kit.card(kit.skeleton(8, height=24))),
        current="/app/exceptions",
    )


def _group(group: Any) -> rx.Component:
    about = rx.el.p(group.about, class_name="text-soft")
    return rx.el.section(
        rx.el.div(rx.el.h2(group.heading, class_name="card-title"), kit.count(group.count), about, class_name="actions pb-2"),
        rx.el.ul(rx.foreach(group.cases, _case), class_name="card case-list"),
        rx.cond(group.more, rx.el.p(group.more, class_name="text-small text-faint pt-2"), rx.fragment()),
        key=group.kind,
        data_testid=f"cases-{group.kind}",
    )


def _case(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(kit.link(row.title, row.href, class_name="row-link"), rx.el.span(" ", row.about, class_name="number")),
            rx.el.p(rx.cond(row.words, rx.el.span(row.words, ". "), rx.fragment()), rx.el.span(row.advice), class_name="text-soft"),
            class_name="min-w-0",
        ),
        rx.el.span(kit.badge(row.status, row.tone), rx.el.span(row.age, class_name="age"), class_name="status"),
        class_name="case",
        key=row.id,
    )
