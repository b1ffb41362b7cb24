"""What does the return bring, and where did it go? From what was quoted to what was paid, with references and codes."""

from __future__ import annotations

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
    if not quoted.total:
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
    rows = [row for each in found.settlements for row in _of(each)]
    if not rows:
        references = dict.fromkeys(each.settlement_reference for each in found.items if each.settlement_reference)
        rows = [PairRow(_("Reference"), each) for each in references]
    return rows


def _of(settlement: Settlement) -> list[PairRow]:
    rows = []
    for each in settlement.refunds:
        state = _(_STATES.get(each.state, N_("under way")))
        rows.append(PairRow(_(_TO.get(each.way, _TO["shop"])), f"{money.shown(each.amount_minor, each.currency)}, {state}"))
        if each.receipt:
            rows.append(PairRow(_("Reference"), each.receipt))
    for credit in settlement.credits:
        rows.append(PairRow(_("Store credit"), money.shown(credit.issued_minor, credit.currency)))
        rows.append(PairRow(_("Its code"), settlement.code_for(credit), strong=True))
    return rows
