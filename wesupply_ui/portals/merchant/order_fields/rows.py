"""What the card of own fields says, ready to be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from wesupply_ui.domain.orders.custom.models import OrderField
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.telling import Telling


@dataclass(frozen=True)
class Option:
    """One entry of a choice."""

    value: str
    words: str


@dataclass(frozen=True)
class OwnRow:
    """One field of the order. `value` as it is typed, `words` as it is read, `href` for links; `name` is the input's."""

    key: str
    name: str
    label: str
    kind: str
    value: str
    words: str
    href: str = ""
    options: list[Option] = field(default_factory=list)


def own_rows(fields: Sequence[OrderField], values: Mapping[str, str], tell: Telling) -> list[OwnRow]:
    """The fields that the order's page shows, with what this order has in them."""
    return [_row(each, values.get(each.id, ""), tell) for each in fields if each.is_shown]


def _row(own: OrderField, value: str, tell: Telling) -> OwnRow:
    options = [Option("yes", _("Yes")), Option("no", _("No"))] if own.kind == "yes_no" else [Option(each, each) for each in own.options]
    words = value
    if own.kind == "yes_no" and value:
        words = _("Yes") if value == "yes" else _("No")
    elif own.kind == "date" and value:
        words = tell.dated(date.fromisoformat(value))
    href = value if own.kind == "link" else ""
    return OwnRow(
        own.key, f"custom.{own.key}", own.label, own.kind, value, words, href, options if own.kind in ("yes_no", "choice") else []
    )
