"""What every merchant screen stands in: navigation, the merchant's name, the account menu."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.corner import corner
from wesupply_ui.portals.merchant.inbox.page import bell
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.searching.page import search
from wesupply_ui.portals.merchant.shortcuts import shortcuts


def _may(permission: str) -> rx.Var:
    return PersonState.permissions.contains(permission)


PLACES = (
    kit.Place("/app", "layout_dashboard", t("Overview"), keys="g h"),
    kit.Place("/app/orders", "shopping_bag", t("Orders"), keys="g o", shown=_may("orders.read")),
    kit.Place("/app/shipments", "truck", t("Shipments"), keys="g s", shown=_may("orders.read")),
    kit.Place("/app/exceptions", "triangle_alert", t("Exceptions"), PersonState.cases, keys="g e", shown=_may("orders.read")),
    kit.Place("/app/returns", "undo_2", t("Returns"), PersonState.returns, keys="g r", shown=_may("returns.read")),
    kit.Place("/app/insights", "chart_line", t("Insights"), keys="g i", shown=_may("insights.read")),
    kit.Place("/app/messages", "mail", t("Messages"), shown=_may("messages.read")),
    kit.Place("/app/settings", "settings", t("Settings"), shown=_may("settings.read")),
)


def frame(*children: rx.Component, current: str) -> rx.Component:
    """A screen in its frame. `current` is the address of the place it belongs to."""
    return kit.shell(
        # Hoisted into the head by React, so that shoppers' pages don't carry it.
        rx.el.link(rel="stylesheet", href="/merchant.css", custom_attrs={"precedence": "default"}),
        kit.speaking(PersonState.language),
        *children,
        places=PLACES,
        current=current,
        name=PersonState.merchant,
        account=kit.account_menu(PersonState.name, PersonState.role, shortcuts(), sign_out="/api/sign-out"),
        corner=corner(),
        tools=(search(), bell()),
    )


def not_allowed(words: str | rx.Var[str]) -> rx.Component:
    """Instead of a screen that this person's role does not open: `not_allowed(t("Your role does not let you read mails"))`."""
    return kit.card(kit.empty_state(words, t("Ask an owner or a manager if you need to."), sign="lock"))
