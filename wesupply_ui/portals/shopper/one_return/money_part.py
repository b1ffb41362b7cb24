"""What does the return bring, and where did it go? From what was quoted to what was paid, with references and codes."""

from __future__ import annotations

from collections.abc import Sequence

from wesupply_ui.domain.ledger.settlement import Settlement
from wesupply_ui.domain.returns.amount_of import money_of, paid_out
from wesupply_ui.domain.returns.answer import summed
from wesupply_ui.kernel import money
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.portals.shopper.one_return.find import Found
from wesupply_ui.portals.shopper.one_return.rows import PairRow

_TO = {
    "stripe": N_("Back to your card"),
    "shop": N_("Back to the way you paid"),
    "offline": N_("In cash"),
}
_STATES = {"succeeded": N_("paid"), "failed": N_("takes longer; we are on it")}


def sums_of(found: Found) -> list[PairRow]:
    """What the items bring together, as it was quoted; nothing where goods are sent instead of money."""
    whole, currency = paid_out(found.items), found.request.currency
    quoted = summed(money_of(each) for each in found.items)
    if not whole.total:
        return []

    def less(minor: int) -> str:
        return f"−{money.shown(minor, currency)}"

    rows = [PairRow(_("Items"), money.shown(whole.goods, currency))]
    rows += [PairRow(_("Tax"), money.shown(whole.tax, currency))] if whole.tax else []
    rows += [PairRow(_("Shipping"), money.shown(whole.shipping, currency))] if whole.shipping else []
    rows += [PairRow(_("Return cost"), less(whole.return_cost))] if whole.return_cost else []
    rows += [PairRow(_("Restocking fee"), less(whole.restocking))] if whole.restocking else []
    rows += [PairRow(_("Bonus"), f"+{money.shown(whole.bonus, currency)}")] if whole.bonus else []
    rows += [PairRow(_("You get"), money.shown(whole.total, currency), strong=True)]
    if whole.total != quoted.total:
        rows.append(PairRow(_("Asked for at first"), money.shown(quoted.total, currency)))
    return rows


def paid_rows(found: Found) -> list[PairRow]:
    """Each part of what was paid, or is under way. A credit's code is its owner's: whoever holds the link to the return."""
    rows = _refunded(found.settlements) + [row for each in found.settlements for row in _of(each)]
    if not rows:
        references = dict.fromkeys(each.settlement_reference for each in found.items if each.settlement_reference)
        rows = [PairRow(_("Reference"), each) for each in references]
    return rows


def _refunded(settlements: Sequence[Settlement]) -> list[PairRow]:
    """What goes the same way and is as far is one sum."""
    refunds = [refund for each in settlements for refund in each.refunds]
    sums: dict[tuple[str, str, str], int] = {}
    for each in refunds:
        key = (_TO.get(each.way, _TO["shop"]), _STATES.get(each.state, N_("under way")), each.currency)
        sums[key] = sums.get(key, 0) + each.amount_minor
    rows = [PairRow(_(to), f"{money.shown(minor, currency)}, {_(state)}") for (to, state, currency), minor in sums.items()]
    return rows + [PairRow(_("Reference"), each) for each in dict.fromkeys(refund.receipt for refund in refunds if refund.receipt)]


def _of(settlement: Settlement) -> list[PairRow]:
    rows = []
    for credit in settlement.credits:
        rows.append(PairRow(_("Store credit"), money.shown(credit.issued_minor, credit.currency)))
        rows.append(PairRow(_("Its code"), settlement.code_for(credit), strong=True))
    return rows
