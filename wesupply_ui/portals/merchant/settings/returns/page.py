"""Draws the page of the return policy: what it is called, how the draft stands, and its four parts."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.returns.editing.templates import TEMPLATES
from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.frame import settings_frame
from wesupply_ui.portals.merchant.settings.returns.files import file_dialog, file_menu
from wesupply_ui.portals.merchant.settings.returns.parts import may_edit
from wesupply_ui.portals.merchant.settings.returns.publish_state import PublishState
from wesupply_ui.portals.merchant.settings.returns.publishing import publish_dialog
from wesupply_ui.portals.merchant.settings.returns.reasons import reasons
from wesupply_ui.portals.merchant.settings.returns.rule_list import default_card, rule_list
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState as S
from wesupply_ui.portals.merchant.settings.returns.time_machine import time_machine
from wesupply_ui.portals.merchant.settings.returns.trying import trying
from wesupply_ui.portals.merchant.settings.returns.versions import versions
from wesupply_ui.portals.merchant.settings.waiting import waiting


def return_policy() -> rx.Component:
    """The whole screen."""
    whole = rx.el.div(_head(), _moved(), _parts(), class_name="policy")
    return settings_frame(
        rx.el.link(rel="stylesheet", href="/rules.css", custom_attrs={"precedence": "default"}),
        rx.el.script(src="/rules.js", custom_attrs={"async": True}),
        rx.cond(S.loaded, rx.cond(S.is_blank, _blank(), whole), waiting(kit.card(kit.skeleton(lines=10)), may="returns.read")),
        rx.el.p(S.said, role="status", class_name="unseen"),
        rx.cond(may_edit(), rx.fragment(publish_dialog(), file_dialog()), rx.fragment()),
        name="returns",
        wide=True,
        actions=(rx.cond(S.loaded & ~S.is_blank, _actions(), rx.fragment()),),
    )


def _actions() -> rx.Component:
    publish = kit.button(t("Publish"), look="primary", disabled=~S.has_draft, on_click=PublishState.ask)
    return rx.fragment(file_menu(), rx.cond(may_edit(), publish, rx.fragment()))


def _head() -> rx.Component:
    field = rx.el.input(
        id="policy-name",
        default_value=S.name,
        max_length=200,
        class_name="control",
        data_commit="",
        on_blur=S.rename,
        aria_invalid=rx.cond(S.name_error, "true", "false"),
        aria_describedby="policy-name-error",
    )
    wrong = rx.cond(S.name_error, rx.el.span(kit.icon("circle_alert"), S.name_error, class_name="error"), rx.fragment())
    named = rx.el.div(
        rx.el.label(t("Name of the policy"), html_for="policy-name"),
        field,
        rx.el.div(wrong, id="policy-name-error", role="alert"),
        class_name="field",
    )
    discard = kit.dialog_with_trigger(
        kit.button(t("Discard the draft"), size="small", look="plain"),
        title=t("Discard the draft?"),
        about=t("Everything that is not published is lost, also what others did."),
        foot=(
            kit.closing(kit.button(t("Keep it"), look="plain")),
            kit.closing(kit.button(t("Discard the draft"), look="danger", on_click=S.discard)),
        ),
    )
    standing = rx.cond(
        S.has_draft,
        rx.el.div(
            rx.el.p(S.standing, class_name="text-soft"),
            rx.el.p(S.undrafted, class_name="text-soft"),
            rx.cond(may_edit(), discard, rx.fragment()),
            class_name="policy-standing",
            data_testid="draft",
        ),
        rx.el.p(t("This is version {number}. Your first change begins a draft.", number=S.number.to_string()), class_name="text-soft"),
    )
    name = rx.cond(may_edit(), named, rx.el.h2(S.name, class_name="card-title"))
    return rx.el.div(name, standing, class_name="card policy-head")


def _moved() -> rx.Component:
    """Somebody else was first: what they did is shown, what one did oneself can be done again."""
    buttons = rx.el.div(
        kit.button(t("Do mine again"), size="small", on_click=S.do_again),
        kit.button(t("Leave it"), size="small", look="plain", on_click=S.let_be),
        class_name="actions",
    )
    told = kit.notice(
        rx.el.p(t("Somebody else changed the draft while you did. You see theirs now; yours is not in it yet.")),
        rx.el.p(S.moved, class_name="text-soft"),
        rx.cond(S.can_redo, buttons, rx.fragment()),
        tone="attention",
        role="alert",
        data_testid="moved",
    )
    return rx.cond(S.moved, told, rx.fragment())


def _parts() -> rx.Component:
    items = (
        kit.Tab("rules", t("Rules"), S.rules.length()),
        kit.Tab("reasons", t("Reasons"), S.reasons.length()),
        kit.Tab("time", t("What would have changed")),
        kit.Tab("versions", t("Versions")),
    )
    rules = rx.el.div(rx.el.div(rule_list(), default_card(), class_name="policy-rules"), trying(), class_name="policy-desk")
    return rx.el.div(
        kit.tabs(items, chosen=S.tab, on_choose=lambda value: S.show(value), label=t("Parts of the policy")),
        kit.tab_panel("rules", rules, chosen=S.tab),
        kit.tab_panel("reasons", reasons(), chosen=S.tab),
        kit.tab_panel("time", time_machine(), chosen=S.tab),
        kit.tab_panel("versions", versions(), chosen=S.tab),
    )


def _blank() -> rx.Component:
    """No policy yet: what it is for, and with what to begin."""

    def choice(key: str) -> Any:
        name, about, _document = TEMPLATES[key]
        return rx.el.li(
            rx.el.div(
                rx.el.h2(t(name), class_name="font-semibold"), rx.el.p(t(about), class_name="text-soft"), class_name="min-w-0 flex-1"
            ),
            kit.button(t("Begin with this"), aria_label=t("Begin with “{name}”", name=t(name)), on_click=S.begin(key)),
            class_name="card place-row",
            data_testid=f"template-{key}",
        )

    nothing = kit.empty_state(
        t("No return policy yet"),
        t("Say once what may come back, until when and for what. Shoppers, your team and your shop's system all get the same answer."),
        sign="undo_2",
    )
    listed = rx.el.ul(*(choice(key) for key in TEMPLATES), role="list", class_name="policy-templates", aria_label=t("Begin with"))
    bring = rx.el.p(t("You have one as a file?"), " ", file_menu(), class_name="actions")
    may = rx.fragment(
        rx.el.p(t("Begin with one of these and change it. Nothing holds before you publish it."), class_name="text-soft"), listed, bring
    )
    return rx.el.div(kit.card(nothing), rx.cond(may_edit(), may, rx.fragment()), class_name="policy")
