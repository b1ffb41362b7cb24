"""What every page of settings stands in: the list of subjects that this person may see, and the page beside it.

What is typed on a page of settings goes into sections, each saved by itself; leaving one with unsaved changes asks first:

    rx.cond(S.loaded, kit.section(t("Names"), kit.text_field(t("Name"), "name", default_value=S.row.name, error=S.errors["name"]), …,
                                  name="names", on_submit=S.save_names, may=PersonState.permissions.contains("settings.write")), …)

    async def save_names(self, form: dict[str, Any]):            # fields by name, from a stranger: parse in the domain
        self.errors = {}
        try:
            async with work(self) as (db, scope): …
        except Invalid as problem:
            self.errors = field_errors(problem)
            return kit.toast(problem.message, tone="problem")
        return kit.saved("names")
"""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx

from wesupply_ui.domain.accounts import permissions as p
from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame
from wesupply_ui.portals.merchant.person import PersonState

SETTINGS = "/app/settings"


@dataclass(frozen=True, slots=True)
class Subject:
    """One page of settings. `may`: the permission that shows it. `about`: what it changes and where that is seen, in one sentence."""

    name: str
    sign: str
    label: str
    about: str
    may: str
    group: str

    @property
    def href(self) -> str:
        return f"{SETTINGS}/{self.name}"


SUBJECTS = (
    Subject("profile", "building_2", "Profile", "Name, country, currency and time zone of the shop.", p.SETTINGS_READ, "Shop"),
    Subject("branding", "palette", "Branding", "Logo, colours and words on shoppers' pages and in mail.", p.SETTINGS_READ, "Shop"),
    Subject("domains", "globe", "Domains", "The addresses under which shoppers find their orders.", p.SETTINGS_READ, "Shop"),
    Subject("locations", "store", "Locations", "Stores, warehouses, return centres and vendors.", p.SETTINGS_READ, "Shop"),
    Subject("fields", "list_plus", "Custom fields", "What else is kept with an order, shown and searched.", p.SETTINGS_READ, "Shop"),
    Subject("carriers", "truck", "Carrier accounts", "Whose account asks the carriers for news.", p.SETTINGS_READ, "Connections"),
    Subject("api", "plug", "API clients", "Machines that send and read orders.", p.API_MANAGE, "Connections"),
    Subject("staff", "users", "Staff", "Who works here, and what they may do.", p.STAFF_READ, "People"),
    Subject("roles", "shield", "Roles", "What each role allows.", p.STAFF_READ, "People"),
    Subject("security", "lock", "Security", "Rules for signing in, and who was kept out.", p.SECURITY_MANAGE, "People"),
    Subject("audit", "scroll_text", "Audit log", "Every action of staff and machines.", p.AUDIT_READ, "People"),
)
BY_NAME = {each.name: each for each in SUBJECTS}


def settings_frame(*children: rx.Component, name: str, actions: tuple[rx.Component, ...] = (), wide: bool = False) -> rx.Component:
    """A page of settings. `name`: its subject's; heading and sentence come from there. `wide`: it takes the whole width."""
    subject = BY_NAME[name]
    room = "settings-page is-wide" if wide else "settings-page"
    return frame(
        rx.el.link(rel="stylesheet", href="/settings.css", custom_attrs={"precedence": "default"}),
        rx.el.script(src="/settings.js", custom_attrs={"async": True}),
        rx.el.div(
            rx.el.nav(*_list(name), aria_label=t("Settings"), class_name="settings-list"),
            rx.el.div(
                kit.page_header(t(subject.label), *actions, about=t(subject.about)),
                *children,
                class_name=room,
            ),
            class_name="settings",
        ),
        current=SETTINGS,
    )


def _list(current: str) -> list[rx.Component]:
    drawn: list[rx.Component] = []
    for group in dict.fromkeys(each.group for each in SUBJECTS):
        drawn.append(rx.el.p(t(group), class_name="nav-heading"))
        drawn += [_entry(each, current) for each in SUBJECTS if each.group == group]
    return drawn


def _entry(subject: Subject, current: str) -> rx.Component:
    here = {"aria_current": "page"} if subject.name == current else {}
    entry = kit.link(
        rx.fragment(kit.icon(subject.sign), rx.el.span(t(subject.label), class_name="truncate")),
        subject.href,
        class_name="nav-link",
        **here,
    )
    return rx.cond(PersonState.permissions.contains(subject.may), entry, rx.fragment())
