"""Draws the boxes that belong to no return yet."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame, not_allowed
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.returns.address import BOXES, LIST
from wesupply_ui.portals.merchant.returns.words import DISPOSITIONS
from wesupply_ui.portals.merchant.stray_boxes.state import BoxesState as S


def stray_boxes() -> rx.Component:
    """The whole screen."""
    may = (PersonState.merchant == "") | PersonState.permissions.contains("returns.read")
    none = kit.empty_state(t("No box waits"), t("A box that nobody announced is kept at the bench, and waits here."), sign="archive")
    list_ = rx.el.ul(rx.foreach(S.rows, _box), class_name="flex flex-col gap-4")
    more = rx.cond(S.has_more, rx.el.p(t("There are more; these are the oldest."), class_name="text-soft"), rx.fragment())
    shown = rx.cond(S.loaded, rx.cond(S.rows.length() > 0, rx.fragment(list_, more), kit.card(none)), kit.card(kit.skeleton(6)))
    return frame(
        rx.el.link(rel="stylesheet", href="/returns.css", custom_attrs={"precedence": "default"}),
        rx.el.link(rel="stylesheet", href="/receiving.css", custom_attrs={"precedence": "default"}),
        kit.page_header(
            t("Unmatched boxes"), back=(t("Returns"), LIST), about=t("Boxes that nobody announced, until it is known whose they are.")
        ),
        rx.cond(may, shown, not_allowed(t("Your role does not let you see returns"))),
        current=BOXES,
    )


def _box(row: Any) -> rx.Component:
    facts = rx.el.dl(
        _fact(t("Number on the box"), row.carrier_number),
        _fact(t("Sender"), row.sender),
        _fact(t("Lies at"), row.where),
        _fact(t("Note for staff"), row.note),
        class_name="facts",
    )
    wrong = rx.cond((S.at == row.id) & (S.problem != ""), kit.notice(S.problem, tone="problem"), rx.fragment())
    acts = rx.cond(PersonState.permissions.contains("returns.receive"), _acts(row), rx.fragment())
    return rx.el.li(
        rx.el.h2(row.number, " ", rx.el.span(row.since, class_name="text-small text-faint"), class_name="bench-number"),
        rx.el.p(row.what, dir="auto"),
        facts,
        rx.el.div(wrong, role="alert"),
        acts,
        key=row.id,
        class_name="card bench-box",
        data_testid="stray-box",
    )


def _fact(name: Any, value: Any) -> rx.Component:
    return rx.cond(value, rx.fragment(rx.el.dt(name), rx.el.dd(value, dir="auto")), rx.fragment())


def _acts(row: Any) -> rx.Component:
    make = rx.cond(
        PersonState.permissions.contains("returns.decide"), kit.link_button(t("Make a return of it"), row.make_href), rx.fragment()
    )
    match = rx.el.form(
        rx.el.input(type="hidden", name="box", value=row.id),
        rx.el.input(name="return", class_name="control", aria_label=t("Return number"), placeholder="R-1001", auto_complete="off"),
        kit.button(t("Match it"), type="submit"),
        on_submit=S.match,
        class_name="bench-row",
    )
    outcomes = [("sent_back", t("Sent back")), *((key, t(words)) for key, words in DISPOSITIONS.items())]
    options = (rx.el.option(words, value=value) for value, words in outcomes)
    select = rx.el.div(
        rx.el.select(*options, name="outcome", class_name="control", aria_label=t("What becomes of it")),
        kit.icon("chevron_down"),
        class_name="select",
    )
    said = t("Note for staff")
    dispose = rx.el.details(
        rx.el.summary(t("It is nobody's")),
        rx.el.form(
            rx.el.input(type="hidden", name="box", value=row.id),
            select,
            rx.el.input(name="note", class_name="control", aria_label=said, placeholder=said, max_length=2000),
            kit.button(t("Close the box"), type="submit", look="danger"),
            on_submit=S.dispose,
            class_name="bench-row bench-wrap",
        ),
        class_name="bench-amiss",
    )
    return rx.el.div(rx.el.div(match, make, class_name="actions bench-foot"), dispose)
