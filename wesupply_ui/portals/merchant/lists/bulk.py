"""Draws what can be done with chosen orders: the bar from below, the dialog that says what will change, progress and the way back."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState as B
from wesupply_ui.portals.merchant.person import PersonState


def bulk_bar(people: Any, tags: Any, export: rx.Component) -> rx.Component:
    """Below the list, over it while something is chosen. `people` and `tags` are what can be chosen from."""
    return rx.fragment(rx.cond(B.count != "", _bar(export), rx.fragment()), _dialog(people, tags))


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


def _bar(export: rx.Component) -> rx.Component:
    def act(words: Any, sign: str, action: str) -> rx.Component:
        return kit.button(words, sign=sign, size="small", on_click=B.ask(action))

    everything = kit.button(t("Choose all {count} that match", count=B.all_count), size="small", look="plain", on_click=B.tick_all)
    orders = rx.fragment(
        act(t("Assign"), "user_round", "assign"), act(t("Add a tag"), "tag", "tag"), act(t("Remove a tag"), "tags", "untag")
    )
    return rx.el.div(
        rx.el.span(
            rx.el.strong(B.count, role="status"),
            rx.cond(B.is_page & ~B.is_all & B.can_have_all, everything, rx.fragment()),
            class_name="actions",
        ),
        rx.el.div(
            rx.cond(_may("orders.note"), orders, rx.fragment()),
            rx.cond(_may("tracking.poll"), act(t("Ask carriers"), "refresh_cw", "ask"), rx.fragment()),
            rx.cond(_may("orders.export"), export, rx.fragment()),
            kit.button(t("Choose none"), size="small", look="plain", on_click=B.clear),
            class_name="actions",
        ),
        class_name="bulk-bar",
        role="region",
        aria_label=t("Chosen orders"),
    )


def _dialog(people: Any, tags: Any) -> rx.Component:
    title = rx.match(
        B.action,
        ("assign", t("Assign these orders")),
        ("tag", t("Add a tag to these orders")),
        ("untag", t("Remove a tag from these orders")),
        t("Ask the carriers now"),
    )
    button = rx.match(B.action, ("assign", t("Assign")), ("tag", t("Add the tag")), ("untag", t("Remove the tag")), t("Ask"))
    asked = rx.match(B.action, ("assign", _to_whom(people)), ("tag", _which_tag(tags)), ("untag", _which_tag(tags)), rx.fragment())
    foot = [
        kit.button(t("Cancel"), on_click=B.set_asking(False)),
        kit.button(button, look="primary", on_click=B.begin, disabled=~B.preview.can_start),
    ]
    return kit.dialog(asked, _preview(), title=title, open=B.action != "", on_open_change=B.set_asking, foot=foot)


def _to_whom(people: Any) -> rx.Component:
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


def _which_tag(tags: Any) -> rx.Component:
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


def _preview() -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.strong(B.preview.words)),
        rx.foreach(B.preview.reasons, lambda words: rx.el.p(words, class_name="text-soft")),
        rx.cond(B.preview.warning, rx.el.p(B.preview.warning, class_name="text-soft"), rx.fragment()),
        role="status",
        class_name="bulk-preview",
        data_testid="bulk-preview",
    )
