"""Draws the security page: the rule for signing in, and who was kept out."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import not_allowed
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.frame import settings_frame
from wesupply_ui.portals.merchant.settings.security.rows import BlockRow
from wesupply_ui.portals.merchant.settings.security.state import BlocksState as S
from wesupply_ui.portals.merchant.settings.security.two_factor import two_factor_card


def security() -> rx.Component:
    """The whole screen."""
    may = (PersonState.merchant == "") | PersonState.permissions.contains("security.manage")
    return settings_frame(
        rx.el.link(rel="stylesheet", href="/security.css", custom_attrs={"precedence": "default"}),
        rx.cond(
            may,
            rx.fragment(two_factor_card(), _blocks(), _by_hand()),
            not_allowed(t("Your role does not let you change security settings")),
        ),
        name="security",
    )


def _blocks() -> rx.Component:
    about = t("Addresses that tried too often to guess orders or passwords are kept out for a while, longer each time.")
    none = rx.el.p(t("Nobody was kept out in the last 30 days."), class_name="text-soft")
    some = rx.el.ul(rx.foreach(S.rows, _block), class_name="blocks", role="list")
    return kit.card(
        rx.el.p(about, class_name="section-about"),
        rx.cond(S.loaded, rx.cond(S.rows.length() > 0, some, none), kit.skeleton(3)),  # type: ignore[attr-defined]
        title=t("Kept out"),
    )


def _block(row: BlockRow) -> rx.Component:
    letting = kit.button(
        t("Let in again"), size="small", on_click=S.let_in(row.id), aria_label=t("Let {address} in again", address=row.address)
    )
    words = rx.el.div(
        rx.el.bdi(row.address, class_name="font-semibold tabular-nums break-all"),
        rx.el.p(row.why),
        rx.el.p(row.since, " · ", row.until, class_name="text-soft"),
        class_name="min-w-0",
    )
    state = rx.cond(row.holds, kit.badge(t("Kept out"), "attention"), kit.badge(t("Over"), "quiet"))
    deeds = rx.el.div(state, rx.cond(row.holds, letting, rx.fragment()), class_name="flex flex-wrap gap-2 items-center")
    return rx.el.li(words, deeds, class_name="client-head", data_testid="block-" + row.address)


def _by_hand() -> rx.Component:
    form = rx.el.form(
        kit.text_field(
            t("Network address"), "address", error=S.errors["address"], required=True, max_length=60, auto_complete="off",
            spell_check=False, hint=t("It can no longer look up orders by their number. Links that shoppers have keep working for it."),
            key=S.field_key,
        ),
        rx.el.div(kit.button(t("Keep it out"), type="submit")),
        on_submit=S.block,
        no_validate=True,
        class_name="flex flex-col gap-3",
    )  # fmt: skip
    return kit.card(form, title=t("Keep an address out"))
