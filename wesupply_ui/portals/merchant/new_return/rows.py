"""What the screen shows, ready to be drawn, and what was filled in, as the use case takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.returns.answer import Item, Quote, Verdict
from wesupply_ui.kernel import money
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.merchant.telling import Telling


@dataclass(frozen=True)
class OrderChoice:
    """An order that was found."""

    id: str
    number: str
    detail: str


@dataclass(frozen=True)
class LineRow:
    """A line of the order. `left`: how many can be asked for at all; `says`: what the policy says of it, with its tone."""

    id: str
    title: str
    detail: str
    picture: str
    left: int
    says: str
    tone: str


@dataclass(frozen=True)
class AnswerRow:
    """What the quote says of one line that was chosen."""

    key: str
    title: str
    amount: str
    verdict: str
    why: list[str] = field(default_factory=list)


def line_row(line: OrderLine, item: Item, left: int, tell: Telling) -> LineRow:
    """Before anything is chosen: may one of it come back?"""
    options = ", ".join(f"{name} {value}" for name, value in line.options.items())
    says, tone = _says(item, left, tell)
    detail = " · ".join(filter(None, (options, ngettext("{count} left", "{count} left", left))))
    return LineRow(line.external_id, line.title or line.sku or _("Item"), detail, line.image_url or "", left, says, tone)


def _says(item: Item, left: int, tell: Telling) -> tuple[str, str]:
    if not left:
        return _("All of it was returned already."), "quiet"
    if item.verdict is Verdict.NO:
        return " ".join(_(each.words) for each in item.reasons if each.verdict is Verdict.NO), "problem"
    if item.verdict is Verdict.ASK:
        return " ".join(_(each.words) for each in item.reasons), "attention"
    if item.window_ends_on is None:
        return _("Can come back"), "done"
    return _("Can come back until {day}", day=tell.day(item.window_ends_on)), "done"


def answer_rows(quote: Quote, titles: Mapping[str, str]) -> list[AnswerRow]:
    """The whole answer, line by line."""
    return [
        AnswerRow(
            key=f"{at}",
            title=f"{item.quantity} × {titles.get(item.line_external_id, item.line_external_id)}",
            amount=money.shown(item.money.total, quote.currency) if item.chosen else "",
            verdict=item.verdict.value,
            why=[_(each.words) for each in item.reasons],
        )
        for at, item in enumerate(quote.items)
    ]


def raw_of(form: Mapping[str, Any], rows: Iterable[LineRow], order_external_id: str) -> dict[str, Any]:
    """The raw request; lines of which none was chosen are left out."""
    lines: list[dict[str, Any]] = []
    for row in rows:
        quantity = _said(form, f"quantity-{row.id}")
        if quantity in ("", "0"):
            continue
        number = int(quantity) if quantity.isascii() and quantity.isdigit() and len(quantity) < 7 else quantity
        reason, _sep, sub = _said(form, f"reason-{row.id}").partition("/")
        more = {"reason": reason, "sub_reason": sub, "comment": _said(form, f"comment-{row.id}")}
        lines.append({"line_external_id": row.id, "quantity": number} | {name: value for name, value in more.items() if value})
    whole = {name: value for name in ("resolution", "method") if (value := _said(form, name))}
    return {"order_external_id": order_external_id, "lines": lines} | whole


def own_words(form: Mapping[str, Any]) -> dict[str, Any]:
    """What only staff say."""
    return {name: value for name in ("overrule", "approval") if (value := _said(form, name))}


def _said(form: Mapping[str, Any], name: str) -> str:
    return str(form.get(name, "")).strip()
