"""A question about the whole return, or about each item where items differ in what there is to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.returns.answer import Item
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.portals.shopper.returning.form import Sent
from wesupply_ui.portals.shopper.returning.frame import Said, good_row
from wesupply_ui.portals.shopper.returning.rows import ChoiceRow, OptionRow
from wesupply_ui.portals.shopper.returning.visit import Visit

WHOLE = "all"
Offers = Callable[[Item], Sequence[str]]
"""What an item may be answered with, the best first."""
Worth = Callable[[Visit, str, str], OptionRow]
"""(the return as if this were chosen, the line that it is chosen for or nothing, the value) → how it is shown."""


def questions(visit: Visit, said: Said, field: str, legend: str, offers: Offers, worth: Worth) -> list[ChoiceRow]:
    """One for all, or one for each. `field`: of `AskedLine`."""
    judged = visit.judged()
    if is_shared(visit, offers):
        values = offers(judged[0][2])
        given = {getattr(asked, field) for asked, _line, _item in judged}
        chosen = next(iter(given)) if len(given) == 1 else None
        options = [_option(visit, field, value, None, chosen, values, worth) for value in values]
        return [ChoiceRow(WHOLE, legend, None, options, said.of.get(WHOLE, ""))]
    rows = []
    for asked, line, item in judged:
        values = offers(item)
        options = [_option(visit, field, value, line, getattr(asked, field), values, worth) for value in values]
        rows.append(ChoiceRow(line.id, legend, good_row(line, quantity=asked.quantity), options, said.of.get(line.id, "")))
    return rows


def is_shared(visit: Visit, offers: Offers) -> bool:
    """Whether all items have the same to choose from."""
    return len({tuple(offers(item)) for _asked, _line, item in visit.judged()}) == 1


def take(visit: Visit, sent: Sent, field: str, offers: Offers) -> list[AskedLine]:
    """The choices with what was sent; only what is offered is taken."""
    lines = []
    for asked, line, item in visit.judged():
        value = sent.text(f"{field}.{line.id}", 40) or sent.text(f"{field}.{WHOLE}", 40)
        lines.append(replace(asked, **{field: value}) if value in offers(item) else asked)
    return lines


def missing(visit: Visit, field: str, offers: Offers) -> list[str]:
    """Names of questions without an answer that is offered now."""
    open_ = [line.id for asked, line, item in visit.judged() if getattr(asked, field) not in offers(item)]
    return ([WHOLE] if open_ else []) if is_shared(visit, offers) else open_


def with_single(visit: Visit, field: str, offers: Offers) -> Visit:
    """Where there is one thing to choose, it is chosen."""
    lines = []
    for asked, _line, item in visit.judged():
        values = offers(item)
        lines.append(replace(asked, **{field: values[0]}) if len(values) == 1 else asked)
    return visit.choosing(lines)


def _option(
    visit: Visit, field: str, value: str, line: OrderLine | None, chosen: str | None, values: Sequence[str], worth: Worth
) -> OptionRow:
    meant = [replace(each, **{field: value}) if line is None or each.line_external_id == line.external_id else each for each in visit.asked]
    row = worth(visit.choosing(meant), line.external_id if line else "", value)
    return replace(row, is_chosen=chosen == value or len(values) == 1)
