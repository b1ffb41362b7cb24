"""The third step: what the shopper gets for it, the best offer of the policy first, each with its exact money."""

from __future__ import annotations

from wesupply_ui.domain.returns.answer import Item, Money
from wesupply_ui.domain.returns.offered import offers_of
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.money import shown
from wesupply_ui.portals.shopper.returning import choosing
from wesupply_ui.portals.shopper.returning.form import Sent
from wesupply_ui.portals.shopper.returning.frame import Said
from wesupply_ui.portals.shopper.returning.rows import ChoiceRow, OptionRow
from wesupply_ui.portals.shopper.returning.visit import Visit
from wesupply_ui.portals.shopper.returning.words import KINDS, PAID_OUT

FIELD = "resolution"


def offers(item: Item) -> list[str]:
    """What can be chosen for an item."""
    return [each.kind for each in offers_of(item)]


def questions(visit: Visit, said: Said) -> list[ChoiceRow]:
    """What there is to choose, with what each is worth."""
    return choosing.questions(visit, said, FIELD, _("What would you like instead?"), offers, _option)


def take(visit: Visit, sent: Sent) -> list[AskedLine]:
    """The choices as they were sent."""
    return choosing.take(visit, sent, FIELD, offers)


def check(visit: Visit) -> Said:
    """Whether each item has an answer that is offered now."""
    open_ = choosing.missing(visit, FIELD, offers)
    return Said(_("Choose what you would like instead."), dict.fromkeys(open_, _("Choose one."))) if open_ else Said()


def _option(meant: Visit, line: str, kind: str) -> OptionRow:
    quote = meant.quote
    money: Money = next((each.money for each in quote.items if each.line_external_id == line), quote.money)
    words, about = KINDS[kind]
    if kind not in PAID_OUT:
        return OptionRow(kind, _(words), _("No charge"), "", _(about))
    kept = money.return_cost + money.restocking
    extra = ""
    if money.bonus:
        extra = _("+{amount} bonus", amount=shown(money.bonus, quote.currency))
    elif kept:
        extra = _("after {amount} return cost", amount=shown(kept, quote.currency))
    return OptionRow(kind, _(words), shown(money.total, quote.currency), extra, _(about))
