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

from functools import reduce
from operator import or_

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.subjects import BY_NAME, SETTINGS, SUBJECTS, Subject


def settings_frame(*children: rx.Component, name: str, actions: tuple[rx.Component, ...] = (), wide: bool = False) -> rx.Component:
    """A page of settings. `name`: its subject's; heading and sentence come from there. `wide`: it takes the whole width."""
    subject = BY_NAME[name]
    room = "settings-page is-wide" if wide else "settings-page"
    return frame(
        rx.el.link(rel="stylesheet", href="/settings.css", custom_attrs={"precedence": "default"}),
        kit.guarded(),
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
        subjects = [each for each in SUBJECTS if each.group == group]
        may_any = [PersonState.permissions.contains(may) for may in dict.fromkeys(each.may for each in subjects)]
        drawn.append(rx.cond(reduce(or_, may_any), rx.el.p(t(group), class_name="nav-heading"), rx.fragment()))
        drawn += [_entry(each, current) for each in subjects]
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
