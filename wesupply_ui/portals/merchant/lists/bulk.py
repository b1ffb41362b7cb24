"""Draws what can be done with chosen rows: the bar from below, the dialog that says what will change, progress and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState as B
from wesupply_ui.portals.merchant.person import PersonState


@dataclass(frozen=True)
class Act:
    """Something that can be done to what is chosen: its button, and the dialog that asks for more and says what will change."""

    action: str
    permission: str
    words: Any
    sign: str
    title: Any
    button: Any
    field: rx.Component | None = None


def bulk_bar(acts: Sequence[Act], export: rx.Component, *, label: Any) -> rx.Component:
    """Below the list, over it while something is chosen."""
    return rx.fragment(rx.cond(B.count != "", _bar(acts, export, label), rx.fragment()), _dialog(acts))


def bulk_progress() -> rx.Component:
    """Above the list: the last change, how far it is, and how to take it back."""
    bar = rx.el.div(rx.el.span(style={"inline_size": B.job.share.to(str) + "%"}), class_name="progress bulk-progress", aria_hidden="true")
    words = rx.el.p(
        rx.el.strong(B.job.words),
        rx.cond(B.job.detail, rx.el.span(" ", B.job.detail, class_name="text-soft"), rx.fragment()),
        class_name="flex-1 min-w-0",
        role="status",
    )
    after = rx.fragment(
        rx.cond(B.job.can_undo, kit.button(t("Undo"), size="small", sign="undo_2", on_click=B.undo), rx.fragment()),
        kit.icon_button("x", t("Close"), size="small", on_click=B.put_aside),
    )
    drawn = rx.el.div(words, rx.cond(B.job.is_running, bar, after), class_name="bulk-job", data_testid="bulk-job")
    return rx.cond(B.job.id != "", drawn, rx.fragment())


def _may(permission: str) -> rx.Var:
    return PersonState.permissions.contains(permission)


def _bar(acts: Sequence[Act], export: rx.Component, label: Any) -> rx.Component:
    everything = kit.button(t("Choose all {count} that match", count=B.all_count), size="small", look="plain", on_click=B.tick_all)
    return rx.el.div(
        rx.el.span(
            rx.el.strong(B.count, role="status"),
            rx.cond(B.is_page & ~B.is_all & B.can_have_all, everything, rx.fragment()),
            class_name="actions",
        ),
        rx.el.div(
            *(rx.cond(_may(act.permission), _button(act), rx.fragment()) for act in acts),
            rx.cond(_may("orders.export"), export, rx.fragment()),
            kit.button(t("Choose none"), size="small", look="plain", on_click=B.clear),
            class_name="actions",
        ),
        class_name="bulk-bar",
        role="region",
        aria_label=label,
    )


def _button(act: Act) -> rx.Component:
    return kit.button(act.words, sign=act.sign, size="small", on_click=B.ask(act.action))


def _dialog(acts: Sequence[Act]) -> rx.Component:
    foot = [
        kit.button(t("Cancel"), on_click=B.set_asking(False)),
        kit.button(
            rx.match(B.action, *((act.action, act.button) for act in acts), ""), look="primary", on_click=B.begin,
            disabled=~B.preview.can_start,
        ),
    ]  # fmt: skip
    title = rx.match(B.action, *((act.action, act.title) for act in acts), "")
    asked = rx.match(B.action, *((act.action, act.field) for act in acts if act.field is not None), rx.fragment())
    return kit.dialog(asked, _preview(), title=title, open=B.action != "", on_open_change=B.set_asking, foot=foot)


def to_whom(people: Any) -> rx.Component:
    """The field that asks for a person."""
    options = rx.el.select(
        rx.el.option(t("Me"), value="me"),
        rx.el.option(t("Nobody"), value=""),
        rx.foreach(people, lambda each: rx.el.option(each.words, value=each.value)),
        id="bulk-person",
        class_name="control",
        value=B.value,
        on_change=B.choose,
    )
    return rx.el.div(
        rx.el.label(t("To whom"), html_for="bulk-person"),
        rx.el.div(options, kit.icon("chevron_down"), class_name="select"),
        class_name="field",
    )


def which_tag(tags: Any) -> rx.Component:
    """The field that asks for a tag."""
    wrong = rx.cond(B.errors["tag"], rx.el.span(kit.icon("circle_alert"), B.errors["tag"], class_name="error"), rx.fragment())
    return rx.el.div(
        rx.el.label(t("Tag"), html_for="bulk-tag"),
        rx.el.input(
            id="bulk-tag",
            class_name="control",
            max_length=40,
            auto_complete="off",
            list="bulk-tags",
            on_change=B.choose.debounce(250),
            aria_describedby="bulk-tag-error",
        ),
        rx.el.datalist(rx.foreach(tags, lambda each: rx.el.option(value=each)), id="bulk-tags"),
        rx.el.div(wrong, id="bulk-tag-error", role="alert"),
        class_name="field",
    )


def why(reasons: Mapping[str, str]) -> rx.Component:
    """The field that asks for a reason, out of words in English by their code."""
    options = rx.el.select(
        *(rx.el.option(t(words), value=code) for code, words in reasons.items()),
        id="bulk-reason",
        class_name="control",
        value=B.value,
        on_change=B.choose,
    )
    return rx.el.div(
        rx.el.label(t("Why"), html_for="bulk-reason"),
        rx.el.div(options, kit.icon("chevron_down"), class_name="select"),
        class_name="field",
    )


def _preview() -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.strong(B.preview.words)),
        rx.foreach(B.preview.reasons, lambda words: rx.el.p(words, class_name="text-soft")),
        rx.el.ul(rx.foreach(B.preview.left, lambda words: rx.el.li(words, class_name="text-small text-soft"))),
        rx.cond(B.preview.warning, rx.el.p(B.preview.warning, class_name="text-soft"), rx.fragment()),
        role="status",
        class_name="bulk-preview",
        data_testid="bulk-preview",
    )
