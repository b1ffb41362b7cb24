"""Draws the bench: the scan field first, the box that is open below it, and beside them what this sitting has received."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame, not_allowed
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.receiving.count import box
from wesupply_ui.portals.merchant.receiving.state import ReceiveState as S
from wesupply_ui.portals.merchant.returns.address import LIST

RECEIVE = f"{LIST}/receive"


def receiving() -> rx.Component:
    """The whole screen."""
    may = (PersonState.merchant == "") | PersonState.permissions.contains("returns.receive")
    left = rx.el.div(_scan(), _told(), rx.cond(S.box.id != "", box(), _otherwise()), class_name="flex flex-col gap-4 min-w-0")
    bench = rx.el.div(left, _beside(), class_name="order-columns bench")
    return frame(
        rx.el.link(rel="stylesheet", href="/returns.css", custom_attrs={"precedence": "default"}),
        rx.el.link(rel="stylesheet", href="/receiving.css", custom_attrs={"precedence": "default"}),
        rx.el.script(src="/receiving.js", custom_attrs={"async": True}),
        kit.page_header(t("Receive returns"), back=(t("Returns"), LIST), about=t("Scan a box, count what is in it, go on to the next.")),
        rx.cond(may, bench, not_allowed(t("Your role does not let you receive returns"))),
        current=LIST,
    )


def _scan() -> rx.Component:
    field = rx.el.input(
        id="bench-scan",
        name="scan",
        class_name="control bench-scan",
        auto_complete="off",
        auto_capitalize="characters",
        spell_check=False,
        enter_key_hint="go",
        max_length=200,
        aria_describedby="bench-scan-hint",
        custom_attrs={"autoCorrect": "off"},
    )
    return rx.el.form(
        rx.el.label(t("Scan or type"), html_for="bench-scan", class_name="bench-label"),
        rx.el.div(field, kit.button(t("Find"), type="submit", sign="scan_barcode", look="primary"), class_name="bench-row"),
        rx.el.p(t("Packing slip, return number, tracking number, order number, name or e-mail"), id="bench-scan-hint", class_name="hint"),
        on_submit=S.scan,
        class_name="card bench-form",
    )


def _told() -> rx.Component:
    drawn = rx.el.p(kit.tone_icon(S.tone), S.told, class_name="bench-told toned", data_tone=S.tone)
    return rx.el.div(rx.cond(S.told != "", drawn, rx.fragment()), role="status", aria_live="polite", data_testid="bench-told")


def _otherwise() -> rx.Component:
    return rx.cond(
        S.is_keeping,
        _keep(),
        rx.cond(S.choices.length() > 0, _choices(), rx.cond(S.unknown != "", _nobody_knows(), _nothing_open())),
    )


def _choices() -> rx.Component:
    def draw(row: Any) -> rx.Component:
        words = rx.el.div(
            rx.el.strong(row.title),
            rx.cond(row.word, kit.badge(row.word, row.tone), rx.fragment()),
            rx.el.p(row.detail, class_name="text-soft", dir="auto"),
            class_name="min-w-0 flex-1",
        )
        act = rx.match(
            row.kind,
            ("return", kit.button(t("Open"), on_click=S.open(row.key), aria_label=t("Open {what}", what=row.title))),
            ("box", kit.link_button(t("Match it"), row.href)),
            rx.cond(PersonState.permissions.contains("returns.decide"), kit.link_button(t("Make a return of it"), row.href), rx.fragment()),
        )
        return rx.el.li(words, act, key=row.key, data_testid="bench-choice")

    return kit.card(rx.el.ul(rx.foreach(S.choices, draw), class_name="bench-choices"), _keep_button(), title=t("Which one is it?"))


def _nobody_knows() -> rx.Component:
    words = t("Search for the order's number, the name or the mail address. Or keep the box until somebody knows.")
    return kit.card(kit.empty_state(t("Nobody announced this box"), words, _keep_button(), sign="package_search"))


def _keep_button() -> rx.Component:
    return kit.button(t("Keep as unmatched box"), sign="archive", on_click=S.begin_to_keep)


def _nothing_open() -> rx.Component:
    words = t("The field above takes what a scanner reads. Everything received here is listed beside, and can be undone.")
    ready = kit.empty_state(t("Ready for the next box"), words, _keep_button(), sign="scan_barcode")
    return kit.card(rx.cond(S.loaded, ready, kit.skeleton(4)))


def _keep() -> rx.Component:
    form = rx.el.form(
        kit.text_field(t("Number on the box"), "carrier_number", default_value=S.unknown, error=S.errors["carrier_number"], max_length=100),
        kit.text_field(t("Sender"), "sender", error=S.errors["sender"], max_length=200, auto_complete="off"),
        kit.text_area(t("What is in it?"), "contents", rows=2, error=S.errors["contents"], max_length=2000),
        kit.text_field(t("Where does it lie?"), "place", error=S.errors["place"], max_length=200, hint=t("A shelf, or a bay")),
        kit.text_area(t("Note for staff"), "note", rows=2, error=S.errors["note"], max_length=2000),
        rx.el.div(rx.cond(S.problem, kit.notice(S.problem, tone="problem"), rx.fragment()), role="alert"),
        rx.el.div(kit.button(t("Keep it"), type="submit", look="primary"), kit.button(t("Cancel"), on_click=S.leave), class_name="actions"),
        on_submit=S.keep,
        key=S.form_key,
        no_validate=True,
        class_name="flex flex-col gap-3",
    )
    return kit.card(form, title=t("Keep as unmatched box"))


def _beside() -> rx.Component:
    return rx.el.div(_settings(), _sitting(), class_name="flex flex-col gap-4 min-w-0")


def _settings() -> rx.Component:
    place = kit.select_field(t("This bench is at"), "bench-place", S.places, value=S.place, on_change=S.set_place, required=True)
    routine = kit.select_field(
        t("“As expected” means"),
        "bench-routine",
        [("", t("Received, inspected later")), ("accept", t("Accepted as new, back to stock"))],
        value=S.routine,
        on_change=S.set_routine,
        required=True,
    )
    return kit.card(place, routine, title=t("At this bench"), class_name="bench-settings")


def _sitting() -> rx.Component:
    def draw(row: Any) -> rx.Component:
        undo = kit.button(t("Undo"), size="small", sign="undo_2", on_click=S.undo(row.id), aria_label=t("Undo {number}", number=row.number))
        return rx.el.li(
            rx.el.div(
                rx.el.p(kit.link(row.number, row.href), " ", rx.el.span(row.when, class_name="text-small text-faint")),
                rx.el.p(row.words, class_name="text-small text-soft"),
                class_name="min-w-0 flex-1",
            ),
            rx.cond(row.is_undone, rx.el.span(t("Undone"), class_name="text-small text-faint"), undo),
            key=row.id,
            data_testid="bench-receipt",
        )

    none = rx.el.p(t("Nothing yet."), class_name="text-soft")
    list_ = rx.el.ul(rx.foreach(S.sitting, draw), class_name="bench-sitting")
    return kit.card(rx.cond(S.sitting.length() > 0, list_, none), title=t("Received in this sitting"))
