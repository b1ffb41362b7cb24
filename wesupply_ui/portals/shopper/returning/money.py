"""What comes back, for the corner that says so on every step: one figure, what it is, and how it adds up."""

from __future__ import annotations

from wesupply_ui.domain.returns.answer import Money, Quote
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.money import shown
from wesupply_ui.portals.shopper.returning.rows import MoneyRow, PairRow
from wesupply_ui.portals.shopper.returning.visit import Visit
from wesupply_ui.portals.shopper.returning.words import PAID_OUT, kind_word


def corner(visit: Visit) -> MoneyRow:
    """For the choices so far."""
    if not visit.asked:
        return MoneyRow(_("You get back"), shown(0, visit.order.currency))
    quote = visit.quote
    kinds = list(dict.fromkeys(each.chosen for each in quote.items if each.chosen))
    is_paid = any(kind in PAID_OUT for kind in kinds) or not kinds
    amount = shown(quote.money.total, quote.currency) if is_paid else _("No charge")
    if any(each.estimated for each in quote.items):
        amount = _("about {amount}", amount=amount)
    return MoneyRow(
        _("You get back") if is_paid else _("It costs you"), amount, ", ".join(kind_word(kind) for kind in kinds if kind), parts(quote)
    )


def parts(quote: Quote) -> list[PairRow]:
    """How the figure adds up; only what is there."""
    money: Money = quote.money
    rows = (
        (_("Items"), money.goods),
        (_("Tax"), money.tax),
        (_("Delivery"), money.shipping),
        (_("Cost of the return"), -money.return_cost),
        (_("Restocking fee"), -money.restocking),
        (_("Bonus"), money.bonus),
    )
    return [PairRow(name, _signed(amount, quote.currency)) for name, amount in rows if amount]


def _signed(amount: int, currency: str) -> str:
    return f"−{shown(-amount, currency)}" if amount < 0 else shown(amount, currency)
