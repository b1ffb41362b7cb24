"""The last step: everything that was chosen, once more, and the money to the cent."""

from __future__ import annotations

from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.returns.answer import Item, Verdict
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.money import shown, to_major
from wesupply_ui.portals.shopper.returning.frame import Said, good_row
from wesupply_ui.portals.shopper.returning.rows import SummaryRow
from wesupply_ui.portals.shopper.returning.visit import Visit
from wesupply_ui.portals.shopper.returning.why import photo_rows
from wesupply_ui.portals.shopper.returning.words import PAID_OUT, kind_word, looked_at, way_word, why_not


def summary(visit: Visit) -> list[SummaryRow]:
    """One row for each item."""
    return [_row(visit, *each) for each in visit.judged()]


def expected(visit: Visit) -> str:
    """The total that is shown, for the deed to hold."""
    return to_major(visit.quote.money.total, visit.order.currency)


def needs_look(visit: Visit) -> str:
    """Why somebody will look first; nothing when it is approved at once."""
    return next((words for _asked, _line, item in visit.judged() if (words := looked_at(item))), "")


def refused(visit: Visit, before: str) -> Said:
    """What has changed since it was shown. `before`: the total that was."""
    if any(item.verdict is Verdict.NO for _asked, _line, item in visit.judged()):
        return Said(_("Something has changed meanwhile: not all of this can be returned any more. Your choices are kept."))
    now = shown(visit.quote.money.total, visit.order.currency)
    return Said(_("The amount has changed since it was shown: it is {now} now. Please look again, then confirm.", now=now))


def _row(visit: Visit, asked: AskedLine, line: OrderLine, item: Item) -> SummaryRow:
    good = good_row(line, quantity=asked.quantity)
    facts = [_reason(visit, asked), kind_word(item.chosen), way_word(item.method)]
    amount = shown(item.money.total, visit.order.currency) if item.chosen in PAID_OUT else ""
    problem = why_not(item, visit.bench.left(asked.line_external_id), visit.saying) if item.verdict is Verdict.NO else ""
    photos = photo_rows(visit.photos_of(line), good.title, visit)
    return SummaryRow(good, [each for each in facts if each], asked.comment or "", photos, amount, problem)


def _reason(visit: Visit, asked: AskedLine) -> str:
    for reason in visit.bench.reasons:
        if str(reason["code"]).casefold() == (asked.reason or "").casefold():
            below = {str(each["code"]).casefold(): str(each["label"]) for each in reason.get("sub") or []}
            sub = below.get((asked.sub_reason or "").casefold())
            return f"{reason['label']}: {sub}" if sub else str(reason["label"])
    return ""
