"""Draws what staff do with an order: who takes care of it and its tags beside, and the notes above its story."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.order_desk.state import OrderDeskState as D
from wesupply_ui.portals.merchant.person import PersonState


def _may() -> rx.Var:
    return PersonState.permissions.contains("orders.note")


def care_card(page: Any) -> rx.Component:
    """Who takes care of it, and tags."""
    options = rx.el.select(
        rx.el.option(t("Nobody"), value=""),
        rx.foreach(page.people, lambda each: rx.el.option(each.name, value=each.value)),
        id="assigned-to",
        class_name="control",
        value=page.assigned_to,
        on_change=D.give,
    )
    choose = rx.el.div(
        rx.el.label(t("Assigned to"), html_for="assigned-to"),
        rx.el.div(options, kit.icon("chevron_down"), class_name="select"),
        rx.cond(
            page.is_mine, rx.fragment(), rx.el.div(kit.button(t("Take it myself"), size="small", sign="user_round", on_click=D.give("me")))
        ),
        class_name="field",
    )
    plain = rx.el.p(t("Assigned to"), ": ", rx.cond(page.assigned, page.assigned, t("Nobody")))
    return kit.card(rx.cond(_may(), choose, plain), _tags(page), title=t("Who takes care"), class_name="care")


def _tags(page: Any) -> rx.Component:
    shops = rx.foreach(page.tags, lambda tag: rx.el.span(tag, class_name="tag", title=t("From the shop")))
    wrong = rx.cond(D.errors["tag"], rx.el.span(kit.icon("circle_alert"), D.errors["tag"], class_name="error"), rx.fragment())
    field = rx.el.input(
        name="tag",
        class_name="control",
        aria_label=t("New tag"),
        placeholder=t("New tag"),
        max_length=40,
        auto_complete="off",
        key=D.tag_key,
    )
    add = rx.el.form(field, kit.button(t("Add"), size="small", type="submit"), on_submit=D.add_tag, class_name="tag-form")
    return rx.el.div(
        rx.el.h3(t("Tags"), class_name="beside-heading"),
        rx.el.p(shops, rx.foreach(page.own_tags, _own_tag), class_name="tags"),
        rx.cond(_may(), add, rx.fragment()),
        rx.el.div(wrong, role="alert", class_name="field"),
    )


def _own_tag(tag: Any) -> rx.Component:
    remove = rx.el.button(
        kit.icon("x"),
        type="button",
        class_name="tag-remove",
        aria_label=t("Remove tag {tag}", tag=tag),
        on_click=D.remove_tag(tag),
    )
    return rx.el.span(tag, rx.cond(_may(), remove, rx.fragment()), class_name="tag", key=tag)


def notes_card(page: Any) -> rx.Component:
    """Write a note; pinned ones stand here, all others in the story below."""
    undo = kit.notice(
        rx.el.div(t("The note is deleted."), kit.button(t("Undo"), size="small", on_click=D.restore), class_name="actions"), role="status"
    )
    write = rx.el.form(
        kit.text_area(
            rx.cond(D.editing, t("Change your note"), t("New note")),
            "note",
            rows=2,
            required=True,
            hint=t("Only staff see it. Name somebody with @ and they are told."),
            error=D.errors["note"],
            default_value=D.text,
            key=D.note_key,
            max_length=4000,
        ),
        rx.el.div(
            kit.button(rx.cond(D.editing, t("Save note"), t("Add note")), type="submit", size="small"),
            rx.cond(D.editing, kit.button(t("Cancel"), size="small", look="plain", on_click=D.leave), _mention(page)),
            class_name="actions",
        ),
        on_submit=D.write,
        no_validate=True,
        class_name="flex flex-col gap-3",
    )
    pinned = rx.el.ul(rx.foreach(page.pinned, _pinned), class_name="pinned")
    card = kit.card(
        rx.cond(page.pinned.length() > 0, pinned, rx.fragment()),
        rx.cond(D.gone != "", undo, rx.fragment()),
        rx.cond(_may(), write, rx.fragment()),
        title=t("Notes"),
        class_name="notes",
    )
    return rx.cond(_may() | (page.pinned.length() > 0), card, rx.fragment())


def _mention(page: Any) -> rx.Component:
    names = rx.foreach(
        page.people,
        lambda each: rx.el.button(
            each.name, type="button", class_name="button", data_look="plain", data_size="small", data_mention=each.name
        ),
    )
    return rx.el.details(
        rx.el.summary(
            kit.icon("at_sign", label=t("Name somebody")), class_name="button", data_square="", data_look="plain", data_size="small"
        ),
        rx.el.div(names, class_name="view-menu", role="group", aria_label=t("Name somebody")),
        class_name="menu",
    )


def _pinned(row: Any) -> rx.Component:
    return rx.el.li(
        kit.icon("pin", label=t("Pinned")),
        rx.el.div(
            rx.el.p(row.words, class_name="note-words", dir="auto"),
            rx.el.p(row.detail, class_name="text-small text-faint"),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(_may(), kit.button(t("Unpin"), size="small", look="plain", on_click=D.pin(row.note_id, False)), rx.fragment()),
        key=row.key,
    )


def note_actions(row: Any) -> rx.Component:
    """Below a note in the story."""
    own = rx.fragment(
        kit.button(t("Edit"), size="small", look="plain", on_click=D.edit(row.note_id)),
        kit.button(t("Delete"), size="small", look="plain", on_click=D.delete(row.note_id)),
    )
    pin = rx.cond(
        row.is_pinned,
        kit.button(t("Unpin"), size="small", look="plain", on_click=D.pin(row.note_id, False)),
        kit.button(t("Pin"), size="small", look="plain", on_click=D.pin(row.note_id, True)),
    )
    drawn = rx.el.div(rx.cond(row.is_mine, own, rx.fragment()), pin, class_name="note-actions")
    return rx.cond((row.note_id != "") & _may(), drawn, rx.fragment())
