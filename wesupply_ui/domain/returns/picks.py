"""Which items, and how many units of each, are meant by what somebody sends? Units that are treated apart get a row of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.orders.queries import line_external_ids
from wesupply_ui.domain.returns.amount_of import split_off
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.tracks import NotNow
from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.intake import REQUIRED, Field, Findings
from wesupply_ui.kernel.language import _

MOST = 250
_NAMING = {
    "id": Field("id", fields.text(64), REQUIRED),
    "line_external_id": Field("line_external_id", fields.text(255, numbers=True), REQUIRED),
    "quantity": Field("quantity", fields.count(1, 1_000_000), REQUIRED),
}
_NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Pick:
    """An item that was meant, with what was said of it."""

    item: ReturnItem
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """A request's own fields, read, and its items as they were named."""

    values: dict[str, Any]
    named: list[dict[str, Any]] | None


def read_said(raw: Mapping[str, Any], own: Mapping[str, Field], of_item: Mapping[str, Field]) -> Said:
    """`own`: fields of the request; `of_item`: of each of its `items`. Invalid with each field's problem."""
    findings = Findings()
    values, unknown = intake.take(raw, own, "", findings, frozenset({"items"}))
    named = _read_items(raw["items"], of_item, findings) if raw.get("items") is not None else None
    for name in unknown:
        findings.problem(name, _("is no field of this"))
    if findings.problems:
        raise Invalid(_("This can't be done as it was sent."), problems=tuple(findings.problems))
    return Said(values, named)


def _read_items(raw: Any, of_item: Mapping[str, Field], findings: Findings) -> list[dict[str, Any]]:
    try:
        entries = intake.as_list(raw, MOST)
    except ValueError as error:
        findings.problem("items", str(error))
        return []
    named = []
    for index, entry in enumerate(entries):
        path = f"items[{index}]"
        if not isinstance(entry, dict):
            findings.problem(path, _("is {what} where an object belongs", what=intake.kind_of(entry)))
            continue
        values, unknown = intake.take(entry, {**_NAMING, **of_item}, f"{path}.", findings, _NONE)
        for name in unknown:
            findings.problem(f"{path}.{name}", _("is no field of this"))
        if "id" not in values and "line_external_id" not in values:
            findings.problem(f"{path}.id", _("is missing; name the item, or its line"))
        named.append(values)
    return named


async def picked(db: AsyncSession, held: Held, said: Said, suits: Callable[[ReturnItem], bool]) -> list[Pick]:
    """The items that are meant, in order, split where only some units are. None named: all that suit; NotNow when there is none.

    Of a line that is named, units that suit come first. Invalid for an item that is not in the return, or not so often.
    """
    if said.named is None:
        found = [Pick(each) for each in held.items if suits(each)]
        if not found:
            raise NotNow(_("There is nothing in this return with which that could be done now."))
        return found
    is_named = any("line_external_id" in each for each in said.named)
    ids = {each.line_id for each in held.items} if is_named else set[str]()
    lines = await line_external_ids(db, held.request.merchant_id, ids)
    findings, wanted = Findings(), list[tuple[ReturnItem, int, dict[str, Any]]]()
    left = {each.id: each.quantity for each in held.items}
    for index, values in enumerate(said.named):
        mine = [each for each in held.items if _is_meant(each, values, lines)]
        mine.sort(key=lambda each: not suits(each))
        more = {name: value for name, value in values.items() if name not in _NAMING}
        _take(mine, values.get("quantity"), left, more, wanted, findings, f"items[{index}]")
    if findings.problems:
        raise Invalid(_("This can't be done as it was sent."), problems=tuple(findings.problems))
    return [Pick(part(db, held, item, quantity), more) for item, quantity, more in wanted]


def _take(
    mine: Sequence[ReturnItem],
    quantity: int | None,
    left: dict[str, int],
    more: dict[str, Any],
    wanted: list[tuple[ReturnItem, int, dict[str, Any]]],
    findings: Findings,
    path: str,
) -> None:
    there = sum(left[each.id] for each in mine)
    if not mine:
        findings.problem(path, _("is not in this return"))
        return
    if not there or (quantity or 0) > there:
        findings.problem(f"{path}.quantity", _("is more than the {count} that are there", count=there))
        return
    open_ = quantity or there
    for each in mine:
        some = min(open_, left[each.id])
        if some:
            wanted.append((each, some, more))
            left[each.id] -= some
            open_ -= some


def _is_meant(item: ReturnItem, values: Mapping[str, Any], lines: Mapping[str, str]) -> bool:
    if "id" in values and values["id"] != item.id:
        return False
    return "line_external_id" not in values or lines.get(item.line_id) == values["line_external_id"]


def part(db: AsyncSession, held: Held, item: ReturnItem, quantity: int) -> ReturnItem:
    """The item, or some units of it in a row of their own behind it."""
    if quantity >= item.quantity:
        return item
    fresh = split_off(item, quantity)
    db.add(fresh)
    held.items.insert(held.items.index(item) + 1, fresh)
    return fresh


def items_in(picks: Iterable[Pick]) -> list[ReturnItem]:
    """Without what was said of them."""
    return [each.item for each in picks]
