"""Draws the filters of the order list: what can be asked of orders besides a search."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui import runtime
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel.language import N_
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.filter_menu import LATE, choice, day, each_there, filter_menu, one_of
from wesupply_ui.portals.merchant.orders.own_filters import own_fields
from wesupply_ui.portals.merchant.orders.state import OrdersState as S
from wesupply_ui.portals.merchant.words import ATTENTION, CHANNELS, CONDITIONS, MILESTONES, NOT_SHIPPED, STATUSES

_DAYS = (
    ("placed_from", N_("Placed since")),
    ("placed_to", N_("Placed until")),
    ("due_from", N_("Promised since")),
    ("due_to", N_("Promised until")),
    ("delivered_from", N_("Delivered since")),
    ("delivered_to", N_("Delivered until")),
)


def order_filters() -> rx.Component:
    """The menu."""
    milestones = {"none": NOT_SHIPPED[0]} | {key: words for key, (words, _) in MILESTONES.items()}
    conditions = {key: words for key, (words, _) in CONDITIONS.items()}
    carriers = {code: carrier_name(code) for code in runtime.carrier_codes()}
    return filter_menu(
        _choice("milestone", t("Delivery"), milestones),
        _choice("attention", t("Needs attention"), ATTENTION | {"any": N_("For any reason")}),
        _choice("late", t("Late by"), LATE),
        _choice("condition", t("Condition"), conditions),
        one_of(t("Assigned to"), S.asked["assigned"], _people(), lambda value: S.choose("assigned", value)),
        one_of(t("Tag"), S.asked["tag"], each_there(S.tags, S.asked["tag"]), lambda value: S.choose("tag", value)),
        _choice("note", t("Notes"), {"yes": N_("With notes")}),
        _choice("carrier", t("Carrier"), carriers),
        one_of(t("Country"), S.asked["country"], each_there(S.countries, S.asked["country"]), lambda value: S.choose("country", value)),
        _choice("status", t("Shop's status"), STATUSES),
        _choice("channel", t("Channel"), CHANNELS),
        *(day(t(words), S.asked[name], lambda value, name=name: S.choose(name, value)) for name, words in _DAYS),
        own_fields(),
    )


def _choice(name: str, label: Any, options: dict[str, str]) -> rx.Component:
    return choice(label, S.asked[name], options, lambda value: S.choose(name, value))


def _people() -> list[rx.Component]:
    return [
        rx.el.option(t("Me"), value="me"),
        rx.el.option(t("Nobody"), value="none"),
        rx.el.option(t("Somebody"), value="any"),
        rx.foreach(S.people, lambda each: rx.el.option(each.words, value=each.value)),
    ]
