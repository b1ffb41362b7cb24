"""How do the merchant's own fields show in the list of orders? As cells, as filters that can be chosen, and as those in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wesupply_ui.domain.orders.asked import OWN, OrdersAsked, day_of
from wesupply_ui.domain.orders.columns import There
from wesupply_ui.domain.orders.custom.holding import BETWEEN, EMPTY, FILLED_IN, RANGED, edges
from wesupply_ui.domain.orders.custom.queries import OwnColumn
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.lists.rows import OptionRow
from wesupply_ui.portals.merchant.telling import Telling


@dataclass(frozen=True)
class OwnFilter:
    """A field as a filter. `value`: a choice, "*" filled in, "-" empty; `text`, or `low` and `high`, what was typed."""

    name: str
    label: str
    kind: str
    value: str = ""
    text: str = ""
    low: str = ""
    high: str = ""
    options: list[OptionRow] = field(default_factory=list)


def own_filters(asked: OrdersAsked, there: There) -> list[OwnFilter]:
    """All fields in use, with what is asked of each."""
    given = dict(asked.own)
    return [_filter(name, column, given.get(column.key, "").strip()) for name, column in there.own.items()]


def own_chips(asked: OrdersAsked, there: There, tell: Telling) -> list[tuple[str, str]]:
    """What is in force of own fields, as (name, words); one that is out of use by its key, so that it can be taken away."""
    return [(OWN + key, _chip(key, there.own.get(OWN + key), text.strip(), tell)) for key, text in asked.own]


def own_cells(values: Mapping[str, str], by_field: Mapping[str, str], there: There, tell: Telling) -> dict[str, str]:
    """One order's values by column, out of those by field."""
    return {by_field[each]: _words(there.own[by_field[each]].kind, text, tell) for each, text in values.items()}


def typed_into(now: str, edge: str, typed: str) -> str:
    """What is asked of a field after this was typed at an edge of its range, or, without an edge, as the whole.

    Who only passes through an empty field changes nothing: what is asked besides ("filled in") stays.
    """
    is_special, typed = now.strip() in (FILLED_IN, EMPTY), typed.strip()
    if is_special and not typed:
        return now
    if edge not in ("low", "high"):
        return typed
    low, high = ("", "") if is_special else edges(now)
    low, high = (typed, high) if edge == "low" else (low, typed)
    return low if low == high else f"{low}{BETWEEN}{high}"


def _filter(name: str, column: OwnColumn, text: str) -> OwnFilter:
    if column.kind in ("yes_no", "choice"):
        said = [OptionRow("yes", _("Yes")), OptionRow("no", _("No"))]
        options = said if column.kind == "yes_no" else [OptionRow(each, each) for each in column.options]
        return OwnFilter(name, column.label, "choice", value=text, options=options)
    special, text = (text, "") if text in (FILLED_IN, EMPTY) else ("", text)
    if column.kind in RANGED:
        low, high = edges(text)
        return OwnFilter(name, column.label, column.kind, value=special, low=low, high=high)
    return OwnFilter(name, column.label, "text", value=special, text=text)


def _chip(key: str, column: OwnColumn | None, text: str, tell: Telling) -> str:
    label = column.label if column else key
    if text == FILLED_IN:
        return _("{label}: filled in", label=label)
    if text == EMPTY:
        return _("{label}: empty", label=label)
    if column is None or column.kind not in RANGED:
        return f"{label}: {_words(column.kind if column else 'text', text, tell)}"
    low, high = (_words(column.kind, each, tell) for each in edges(text))
    if low == high:
        return f"{label}: {low}"
    if not (low and high):
        return _("{label} from {low}", label=label, low=low) if low else _("{label} until {high}", label=label, high=high)
    return _("{label} from {low} to {high}", label=label, low=low, high=high)


def _words(kind: str, text: str, tell: Telling) -> str:
    if kind == "yes_no":
        return {"yes": _("Yes"), "no": _("No")}.get(text, text)
    day = day_of(text) if kind == "date" else None
    return tell.day(day) if day else text
