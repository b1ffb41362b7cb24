"""Draws the filters of the list of parcels: what can be asked of them besides a search."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui import runtime
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.filter_menu import LATE, choice, day, each_there, filter_menu, one_of
from wesupply_ui.portals.merchant.shipments.address import CASES, DAYS
from wesupply_ui.portals.merchant.shipments.state import ShipmentsState as S
from wesupply_ui.portals.merchant.words import CONDITIONS, MILESTONES


def parcel_filters() -> rx.Component:
    """The menu."""
    places = rx.foreach(S.places, lambda each: rx.el.option(each.words, value=each.value))
    from_where = one_of(t("Comes from"), S.asked["location"], [places], lambda value: S.choose("location", value))
    return filter_menu(
        _choice("milestone", t("Progress"), {key: words for key, (words, _) in MILESTONES.items()}),
        _choice("condition", t("Condition"), {key: words for key, (words, _) in CONDITIONS.items()}),
        _choice("case", t("Case"), CASES),
        _choice("late", t("Late by"), LATE),
        _choice("carrier", t("Carrier"), {code: carrier_name(code) for code in runtime.carrier_codes()}),
        rx.cond(S.places.length() > 0, from_where, rx.fragment()),
        one_of(t("Country"), S.asked["country"], each_there(S.countries, S.asked["country"]), lambda value: S.choose("country", value)),
        *(day(t(words), S.asked[name], lambda value, name=name: S.choose(name, value)) for name, words in DAYS.items()),
    )


def _choice(name: str, label: Any, options: dict[str, str]) -> rx.Component:
    return choice(label, S.asked[name], options, lambda value: S.choose(name, value))
