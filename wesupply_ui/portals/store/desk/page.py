"""Draws the desk: the names, the PIN, what waits to be picked up, and the tablets."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.store.desk.rows import NameRow, PickupRow, TabletRow
from wesupply_ui.portals.store.desk.state import DeskState as S


def desk() -> rx.Component:
    """The whole screen."""
    waiting = rx.el.div(kit.card(kit.skeleton(lines=4)), class_name="account")
    return kit.open_shell(
        rx.el.link(rel="stylesheet", href="/account.css", custom_attrs={"precedence": "default"}),
        rx.el.script(src="/desk.js", custom_attrs={"async": True}),
        kit.speaking(S.language),
        rx.match(S.mode, ("locked", _locked()), ("open", _open()), ("tablets", _tablets()), waiting),
    )


def _locked() -> rx.Component:
    names = rx.el.div(
        rx.el.h1(t("Who works here now?"), class_name="text-title font-semibold"),
        rx.el.ul(rx.foreach(S.names, _name), role="list", class_name="desk-names"),
        rx.cond(
            S.names,
            rx.fragment(),
            kit.empty_state(t("Nobody works at this store yet"), t("Invite people with a role of this store."), sign="users"),
        ),
        class_name="flex flex-col gap-4",
    )
    return rx.el.div(rx.cond(S.chosen, _prove(), names), class_name="account", data_testid="desk-locked")


def _name(row: rx.Var[NameRow]) -> rx.Component:
    return rx.el.li(
        rx.el.button(kit.avatar(row.initials), rx.el.span(row.name), type="button", class_name="desk-name", on_click=S.choose(row.id))
    )


def _prove() -> rx.Component:
    def pin(label: Any, **props: Any) -> rx.Component:
        return kit.text_field(
            label, "pin", kind="password", required=True, input_mode="numeric", max_length=6, auto_complete="off", **props
        )

    password = kit.text_field(t("Your password"), "password", kind="password", required=True, auto_complete="off")
    known = kit.plain_form(
        _whose(), pin(t("PIN"), auto_focus=True), kit.button(t("Open"), look="primary", size="large", type="submit"),
        action="/api/store/unlock", class_name="flex flex-col gap-4",
    )  # fmt: skip
    first = kit.plain_form(
        rx.el.p(t("You have no PIN yet. Choose six digits; from now on they open this store's tablets."), class_name="text-soft"),
        _whose(), password, pin(t("New PIN")), kit.button(t("Open"), look="primary", size="large", type="submit"),
        action="/api/store/first-pin", class_name="flex flex-col gap-4",
    )  # fmt: skip
    return rx.el.div(
        rx.el.h1(S.chosen_name, class_name="text-title font-semibold"),
        _trouble(),
        rx.cond(S.chosen_has_pin, known, first),
        rx.el.div(kit.button(t("Somebody else"), look="plain", sign="arrow_left", on_click=S.choose(""))),
        class_name="card flex flex-col gap-4 w-full max-w-[420px] mx-auto p-6",
    )


def _whose() -> rx.Component:
    return rx.el.input(type="hidden", name="person", value=S.chosen, read_only=True)


def _trouble() -> rx.Component:
    return rx.el.div(rx.cond(S.problem, kit.notice(S.problem, tone="problem"), rx.fragment()), role="alert", class_name="empty:-mb-4")


def _open() -> rx.Component:
    lock = kit.plain_form(
        kit.button(t("Lock"), sign="lock", type="submit"), action="/api/store/lock", id="desk-lock", data_idle=S.idle_minutes
    )
    out = kit.plain_form(kit.button(t("Sign out"), sign="log_out", type="submit"), action="/api/sign-out")
    account = rx.fragment(
        rx.cond(S.may_manage, kit.link_button(t("Tablets"), "/store?tablets=1", look="plain", sign="tablet", reload_document=True)),
        kit.link_button(t("Your account"), "/app/account", look="plain", sign="user_cog", reload_document=True),
        out,
    )
    nothing = kit.empty_state(t("Nothing waits to be picked up"), t("Orders for pick-up at this store stand here."), sign="package_check")
    pickups = kit.card(
        rx.cond(S.pickups, rx.el.ul(rx.foreach(S.pickups, _pickup), role="list", class_name="account-list"), nothing),
        title=t("Waiting to be picked up"),
    )
    return rx.el.div(
        kit.page_header(S.store, rx.cond(S.is_tablet, lock, account), about=t("{name} is working", name=S.person)),
        pickups,
        class_name="account",
        data_testid="desk-open",
    )


def _pickup(row: rx.Var[PickupRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(row.number, " · ", row.name, class_name="block"),
            rx.el.span(row.what, class_name="text-soft block"),
            class_name="min-w-0",
        ),
        rx.el.span(row.placed, class_name="text-soft text-small"),
    )


def _tablets() -> rx.Component:
    register = kit.plain_form(
        _trouble(),
        rx.el.p(t("This browser becomes the tablet of a store. You are signed out here, and its people open it with their PINs.")),
        kit.select_field(t("Store"), "location", S.stores, required=True),
        kit.text_field(t("Name of the tablet"), "name", hint=t("For example “Front desk”."), required=True, max_length=60),
        rx.el.div(kit.button(t("Register this tablet"), look="primary", type="submit")),
        action="/api/store/tablets",
        class_name="flex flex-col gap-4",
    )
    nowhere = kit.empty_state(t("There is no store yet"), t("Add a store to your locations first."), sign="store")
    idle = kit.card(
        kit.select_field(
            t("Tablets lock themselves after"), "minutes", S.idle_choices, value=S.idle_minutes, on_change=S.set_idle, required=True
        ),
        title=t("Locking"),
    )
    listed = kit.card(rx.el.ul(rx.foreach(S.tablets, _tablet), role="list", class_name="account-list"), title=t("Registered tablets"))
    return rx.el.div(
        kit.page_header(
            t("Store tablets"), kit.link_button(t("Back"), "/store", look="plain", sign="arrow_left", reload_document=True), about=S.store
        ),
        kit.card(rx.cond(S.stores, register, nowhere), title=t("Register this browser")),
        rx.cond(S.tablets, listed, rx.fragment()),
        rx.cond(S.sets_idle, idle, rx.fragment()),
        class_name="account",
    )


def _tablet(row: rx.Var[TabletRow]) -> rx.Component:
    end = kit.button(t("Remove"), look="plain", size="small", on_click=S.remove(row.id), aria_label=t("Remove {name}", name=row.name))
    return rx.el.li(rx.el.div(rx.el.strong(row.name, class_name="block"), rx.el.span(row.about, class_name="text-soft text-small")), end)
