"""Draws the editor of the rule that is open: its name, what can be done with it, when it holds and what it decides."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.returns.conditions import conditions
from wesupply_ui.portals.merchant.settings.returns.outcomes import outcomes
from wesupply_ui.portals.merchant.settings.returns.parts import typed
from wesupply_ui.portals.merchant.settings.returns.rule_state import RuleState as R
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState as S


def rule_editor() -> rx.Component:
    """Below the rule's sentence."""
    name = rx.el.div(
        rx.el.label(t("Name of the rule"), html_for="rule-name"),
        typed(
            label=t("Name of the rule"),
            value=S.opened_name,
            on_blur=lambda value: R.rename(S.opened, value),
            key="name-" + S.opened,
            id="rule-name",
            max_length=200,
        ),
        class_name="field",
        data_place="name",
    )
    return rx.el.div(
        name, conditions(), outcomes(), _actions(), class_name="rule-editor", role="group", aria_label=t("Change the rule"), data_editor=""
    )


def default_editor() -> rx.Component:
    """Below what holds where no rule speaks."""
    return rx.el.div(
        outcomes(),
        rx.el.div(kit.button(t("Close"), on_click=S.close), class_name="actions rule-actions"),
        class_name="rule-editor",
        role="group",
        aria_label=t("Change what holds where no rule speaks"),
        data_editor="",
    )


def _actions() -> rx.Component:
    is_first, is_last = S.opened_place == 0, S.opened_place == S.rules.length() - 1

    def to(by: int) -> rx.Var:
        return S.opened + ":" + (S.opened_place + by).to_string()

    switch = rx.cond(
        S.opened_is_on,
        kit.button(t("Switch off"), size="small", look="plain", sign="toggle_right", on_click=R.switch(S.opened, False)),
        kit.button(t("Switch on"), size="small", look="plain", sign="toggle_left", on_click=R.switch(S.opened, True)),
    )
    return rx.el.div(
        kit.button(t("Close"), on_click=S.close),
        kit.button(t("Move up"), size="small", look="plain", sign="arrow_up", disabled=is_first, on_click=R.put(to(-1))),
        kit.button(t("Move down"), size="small", look="plain", sign="arrow_down", disabled=is_last, on_click=R.put(to(1))),
        kit.button(t("Duplicate"), size="small", look="plain", sign="copy", on_click=R.duplicate(S.opened)),
        switch,
        kit.button(t("Remove"), size="small", look="plain", sign="trash_2", on_click=R.remove(S.opened)),
        class_name="actions rule-actions",
    )
