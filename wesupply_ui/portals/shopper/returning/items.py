"""The first step: which items, and how many of each. What can't come back stays visible, with its reason."""

from __future__ import annotations

from dataclasses import replace

from wesupply_ui.domain.returns.answer import Verdict
from wesupply_ui.domain.returns.eligibility import OF_CHOICE
from wesupply_ui.domain.returns.offered import Coming, coming
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.shopper.returning.form import Sent
from wesupply_ui.portals.shopper.returning.frame import Said, good_row
from wesupply_ui.portals.shopper.returning.rows import GoodRow
from wesupply_ui.portals.shopper.returning.visit import Visit
from wesupply_ui.portals.shopper.returning.words import looked_at, why_not

MOST_LISTED = 100
"""Of more units than these the number is typed."""
_LATER = OF_CHOICE | {"unknown_reason"}
"""What a later step mends."""


def goods(visit: Visit, said: Said) -> list[GoodRow]:
    """Every line of the order; first what can come back."""
    chosen = {each.line_external_id: each.quantity for each in visit.asked}
    rows = []
    for line in visit.lines:
        found = coming(visit.bench, line.external_id)
        row = good_row(line, quantity=chosen.get(line.external_id, 0))
        row = replace(row, most=max(1, found.left), problem=said.of.get(f"q.{line.id}", ""))
        rows.append((not found.may_come, _with_answer(row, found, visit)))
    return [row for _last, row in sorted(rows, key=lambda each: each[0])]


def take(visit: Visit, sent: Sent) -> list[AskedLine]:
    """The lines that were ticked; what was said about them before is kept."""
    before = {each.line_external_id: each for each in visit.asked}
    lines = []
    for line in visit.lines:
        if f"q.{line.id}" not in sent.fields:
            continue
        typed = sent.text(f"n.{line.id}", 10) or "1"
        quantity = int(typed) if typed.isascii() and typed.isdigit() else 1
        known = before.get(line.external_id, AskedLine(line.external_id))
        lines.append(replace(known, quantity=min(max(1, quantity), 1_000_000)))
    return lines


def check(visit: Visit) -> Said:
    """What is wrong with the choice of items, as things stand now."""
    if not visit.asked:
        return Said(_("Choose at least one item."))
    of = {}
    for asked, line, item in visit.judged():
        alone = coming(visit.bench, asked.line_external_id)
        if any(each.verdict is Verdict.NO and each.code not in _LATER for each in item.reasons):
            of[f"q.{line.id}"] = why_not(item, visit.bench.left(asked.line_external_id), visit.saying)
        elif not alone.may_come:
            of[f"q.{line.id}"] = _ask_shop()
    if not of:
        return Said()
    return Said(ngettext("One item can't be returned like this.", "{count} items can't be returned like this.", len(of)), of)


def _with_answer(row: GoodRow, found: Coming, visit: Visit) -> GoodRow:
    if not found.may_come:
        return replace(row, why_not=why_not(found.item, found.left, visit.saying) or _ask_shop())
    until = _("Return until {day}", day=visit.saying.day(found.ends_on)) if found.ends_on else ""
    if not until and found.has_arrived:
        until = _("Can be returned at any time")
    return replace(row, until=until, note=looked_at(found.item))


def _ask_shop() -> str:
    return _("This can't be returned online. Please write to the shop.")
