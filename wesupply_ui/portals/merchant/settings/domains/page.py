"""Draws the hosts of a shop: those there are, and the two ways to one more."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.domains.rows import DomainRow
from wesupply_ui.portals.merchant.settings.domains.state import DomainsState as S
from wesupply_ui.portals.merchant.settings.frame import settings_frame
from wesupply_ui.portals.merchant.settings.waiting import waiting


def domains() -> rx.Component:
    """The whole screen."""
    forms = rx.fragment(rx.cond(S.under, _name(), rx.fragment()), _claim(), _embedding(), key=S.drawn.to_string())
    return settings_frame(rx.cond(S.loaded, rx.fragment(_hosts(), forms), waiting(kit.card(kit.skeleton(lines=6)))), name="domains")


def _may() -> rx.Var:
    return PersonState.permissions.contains("settings.write")


def _hosts() -> rx.Component:
    plain = rx.el.li(
        rx.el.div(
            kit.outside_link(S.plain_address, S.plain_address),
            rx.el.p(t("Always works."), class_name="text-soft text-small"),
            class_name="min-w-0",
        ),
        rx.cond(
            S.has_primary,
            rx.cond(_may(), kit.button(t("Use in mails"), size="small", on_click=S.use_none), rx.fragment()),
            kit.badge(t("In mails"), "quiet"),
        ),
        class_name="domain-head",
    )
    return kit.card(
        rx.el.ul(plain, rx.foreach(S.rows, _host), role="list", class_name="domain-list"),
        title=t("Addresses of the shop"),
    )


def _host(row: DomainRow) -> rx.Component:
    address = rx.cond(row.is_verified, kit.outside_link(row.host, row.url), rx.el.strong(row.host))
    head = rx.el.div(
        rx.el.div(
            rx.el.bdi(address, class_name="break-all"),
            rx.cond(row.spelled, rx.el.span(" (", rx.el.bdi(row.spelled), ")", class_name="text-soft"), ""),
            rx.el.p(row.about, class_name="text-soft text-small"),
            class_name="min-w-0",
        ),
        rx.el.div(kit.badge(row.word, row.tone), rx.cond(row.is_primary, kit.badge(t("In mails"), "quiet"), ""), class_name="actions"),
        class_name="domain-head",
    )
    return rx.el.li(head, rx.cond(row.record, _proof(row), ""), rx.cond(_may(), _deeds(row), ""), key=row.id)


def _proof(row: DomainRow) -> rx.Component:
    def line(name: Any, value: rx.Var | str) -> rx.Component:
        copy = kit.copy_button(value, label=t("Copy"))
        return rx.el.div(rx.el.dt(name), rx.el.dd(rx.el.code(value, class_name="break-all"), copy, class_name="actions"))

    records = rx.el.dl(
        line(t("TXT record"), row.record), line(t("Its value"), row.value), line(t("CNAME to"), S.own), class_name="domain-proof"
    )
    return rx.cond(
        row.is_verified,
        rx.el.details(rx.el.summary(t("Records"), class_name="text-small text-soft"), records),
        records,
    )


def _deeds(row: DomainRow) -> rx.Component:
    sure = kit.closing(kit.button(t("Remove"), look="danger", on_click=S.remove(row.id)))
    stay = kit.closing(kit.button(t("Keep it")))
    removing = kit.dialog_with_trigger(
        kit.button(t("Remove"), size="small", look="plain"),
        rx.el.p(t("Links that name {host} will lead nowhere, also those in mails that were sent.", host=row.host)),
        title=t("Remove this domain?"),
        foot=(stay, sure),
    )
    return rx.el.div(
        rx.cond(row.record, kit.button(t("Check now"), size="small", on_click=S.check(row.id)), ""),
        rx.cond(
            row.is_verified & ~row.is_primary, kit.button(t("Use in mails"), size="small", on_click=S.make_primary(row.id)), rx.fragment()
        ),
        removing,
        class_name="actions",
    )


def _name() -> rx.Component:
    field = kit.text_field(
        t("Name"),
        "label",
        hint=t("It is followed by .{domain} and works at once.", domain=S.under),
        error=S.errors["label"],
        required=True,
        max_length=40,
        placeholder=S.suggested,
        auto_capitalize="none",
        spell_check=False,
        auto_complete="off",
    )
    return kit.section(t("A name of this installation"), field, name="name", on_submit=S.take_name, may=_may(), save=t("Take it"))


def _claim() -> rx.Component:
    field = kit.text_field(
        t("Domain"),
        "host",
        hint=t("For example track.example.com. Ask whoever runs this installation to serve it with a certificate."),
        error=S.errors["host"],
        required=True,
        max_length=253,
        auto_capitalize="none",
        spell_check=False,
        auto_complete="off",
        input_mode="url",
    )
    about = t("You prove that it is yours by a TXT record in its DNS, which has to stay there.")
    return kit.section(t("A domain of your own"), field, about=about, name="claim", on_submit=S.claim, may=_may(), save=t("Add"))


def _embedding() -> rx.Component:
    field = kit.text_area(
        t("Sites"),
        "sites",
        rows=3,
        hint=t("One per line, like https://www.example.com. Leave it empty for none."),
        error=S.errors["sites"],
        default_value=S.sites,
        max_length=4000,
        auto_capitalize="none",
        spell_check=False,
    )
    about = t("Sites that may show the look-up and the tracking pages within a page of theirs.")
    return kit.section(t("Shown within other sites"), field, about=about, name="embedding", on_submit=S.let_embed, may=_may())
