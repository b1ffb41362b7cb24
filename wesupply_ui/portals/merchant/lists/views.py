"""Draws the views of a list: tabs, what can be done with the open one, and the dialogs that name one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.lists.views_state import ViewsState as V
from wesupply_ui.portals.merchant.person import PersonState


def view_tabs(built_in: Sequence[tuple[str, Any, str]], *, current: Any) -> rx.Component:
    """Built-in views (key, words, address), then the saved ones. `current`: the key of the built-in view that is shown."""
    own = rx.foreach(V.tabs, _tab)
    tabs = (_built_in(key, words, href, current) for key, words, href in built_in)
    return rx.fragment(rx.el.nav(*tabs, own, class_name="tabs", aria_label=t("Views")), _gone(), _dialog())


def view_menu(can_save: Any) -> rx.Component:
    """Save what is shown, or work on the open view."""
    save = kit.button(t("Save view"), sign="bookmark_plus", on_click=V.ask("save"))
    return rx.cond(V.view.id != "", _open_view(), rx.cond(can_save, save, rx.fragment()))


def _built_in(key: str, words: Any, href: str, current: Any) -> rx.Component:
    here = rx.cond((current == key) & (V.view.id == ""), "page", "false")
    return kit.link(words, V.all_href if key == "all" else href, class_name="tab", aria_current=here)


def _tab(tab: Any) -> rx.Component:
    shared = rx.cond(tab.is_shared, kit.icon("users", label=t("shared")), rx.fragment())
    words = rx.el.span(tab.words, class_name="tab-words", dir="auto")
    return kit.link(
        rx.fragment(words, shared), tab.href, class_name="tab", aria_current=rx.cond(V.view.id == tab.id, "page", "false"), key=tab.id
    )


def _open_view() -> rx.Component:
    view = V.view
    update = kit.button(t("Save changes"), sign="save", on_click=V.update)
    first = rx.cond(
        view.is_first,
        kit.button(t("Open the list with everything"), look="plain", size="small", on_click=V.open_first(False)),
        kit.button(t("Open the list with this view"), look="plain", size="small", on_click=V.open_first(True)),
    )
    share = rx.cond(
        view.is_shared,
        kit.button(t("Keep to myself"), look="plain", size="small", on_click=V.share(False)),
        kit.button(t("Share with everybody"), look="plain", size="small", on_click=V.share(True)),
    )
    mine = rx.fragment(
        kit.button(t("Rename"), look="plain", size="small", on_click=V.ask("rename")),
        rx.cond(PersonState.permissions.contains("views.share"), share, rx.fragment()),
        kit.button(t("Delete"), look="plain", size="small", on_click=V.delete),
    )
    menu = rx.el.details(
        rx.el.summary(kit.icon("bookmark"), t("View"), class_name="button"),
        rx.el.div(
            first,
            rx.cond(view.may_change, mine, rx.fragment()),
            kit.button(t("Save as another view"), look="plain", size="small", on_click=V.ask("save")),
            class_name="view-menu",
            role="group",
            aria_label=t("View"),
        ),
        class_name="menu",
    )
    return rx.fragment(rx.cond(view.is_changed & view.may_change, update, rx.fragment()), menu)


def _gone() -> rx.Component:
    words = t("The view “{name}” is deleted.", name=V.gone_name)
    notice = kit.notice(
        rx.el.div(
            rx.el.span(words, dir="auto"),
            kit.button(t("Undo"), size="small", on_click=V.restore),
            kit.button(t("OK"), size="small", look="plain", on_click=V.forget_gone),
            class_name="actions",
        ),
        role="status",
        style={"margin_block_end": "12px"},
    )
    return rx.cond(V.gone_id != "", notice, rx.fragment())


def _dialog() -> rx.Component:
    is_new = V.asking == "save"
    share = rx.cond(
        is_new & PersonState.permissions.contains("views.share"),
        kit.checkbox(t("Everybody sees it"), name="is_shared", value="yes"),
        rx.fragment(),
    )
    form = rx.el.form(
        kit.text_field(
            t("Name"),
            "name",
            required=True,
            max_length=60,
            default_value=rx.cond(is_new, "", V.view.name),
            error=V.errors["name"],
            auto_focus=True,
            auto_complete="off",
        ),
        share,
        rx.el.div(kit.button(t("Save"), look="primary", type="submit"), class_name="floating-foot"),
        on_submit=V.save,
        class_name="flex flex-col gap-4",
        no_validate=True,
    )
    title = rx.cond(is_new, t("Save this view"), t("Rename this view"))
    about = t("It keeps search, filters, order and columns.")
    return kit.dialog(form, title=title, about=about, open=V.asking != "", on_open_change=V.set_asking)
