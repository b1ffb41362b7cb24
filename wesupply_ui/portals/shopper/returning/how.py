"""The fourth step: how it goes back, with what each way costs."""

from __future__ import annotations

from collections.abc import Sequence

from wesupply_ui.domain.returns.answer import Item
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.money import shown
from wesupply_ui.portals.shopper.returning import choosing
from wesupply_ui.portals.shopper.returning.form import Sent
from wesupply_ui.portals.shopper.returning.frame import Said
from wesupply_ui.portals.shopper.returning.rows import ChoiceRow, OptionRow
from wesupply_ui.portals.shopper.returning.visit import Visit
from wesupply_ui.portals.shopper.returning.words import WAYS

FIELD = "method"


def offers(item: Item) -> Sequence[str]:
    """How an item can go back."""
    return item.methods


def questions(visit: Visit, said: Said) -> list[ChoiceRow]:
    """What there is to choose, with what each costs."""
    return choosing.questions(visit, said, FIELD, _("How do you send it back?"), offers, _option)


def take(visit: Visit, sent: Sent) -> list[AskedLine]:
    """The choices as they were sent."""
    return choosing.take(visit, sent, FIELD, offers)


def check(visit: Visit) -> Said:
    """Whether each item has a way that is offered now."""
    open_ = choosing.missing(visit, FIELD, offers)
    return Said(_("Choose how you send it back."), dict.fromkeys(open_, _("Choose one."))) if open_ else Said()


def _option(meant: Visit, line: str, method: str) -> OptionRow:
    quote = meant.quote
    items = [each for each in quote.items if line in ("", each.line_external_id)]
    cost = sum(each.money.return_cost for each in items)
    amount = shown(cost, quote.currency) if cost else _("Free")
    if any(each.estimated for each in items):
        amount = _("about {amount}", amount=amount)
    words, about = WAYS[method]
    return OptionRow(method, _(words), amount, "", _(about))
