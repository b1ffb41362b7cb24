"""How a change of many returns is told: what it will do, what money follows, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping

from wesupply_ui.domain.orders.bulk import Preview
from wesupply_ui.domain.orders.work_models import BulkJob
from wesupply_ui.kernel import money
from wesupply_ui.kernel.language import _, ngettext, number

OF_RETURNS = ("approve_returns", "decline_returns", "remind_returns", "assign_returns")
FOR_EVER = OF_RETURNS[:3]


def ahead(action: str, count: int) -> str:
    """Before."""
    match action:
        case "approve_returns":
            return ngettext("{count} return is approved", "{count} returns are approved", count)
        case "decline_returns":
            return ngettext("{count} return is declined", "{count} returns are declined", count)
        case "remind_returns":
            return ngettext("{count} shopper is reminded", "{count} shoppers are reminded", count)
    return ngettext("{count} return changes", "{count} returns change", count)


def warnings(shown: Preview, action: str) -> list[str]:
    """What should be known before: money, and that shoppers are told."""
    amounts = ", ".join(money.shown(minor, currency) for currency, minor in sorted(shown.money.items()) if minor)
    said = []
    if amounts and action == "approve_returns":
        said.append(_("Shoppers get {amount} for them once they are accepted.", amount=amounts))
    if amounts and action == "decline_returns":
        said.append(_("Shoppers do not get {amount}.", amount=amounts))
    return [*said, *([_("Shoppers are told; this cannot be undone.")] if action in FOR_EVER and shown.changes else [])]


def why(code: str, count: int) -> str | None:
    """Why some are left; None for what is not about returns."""
    match code:
        case "not_waiting":
            return ngettext("{count} waits for no decision.", "{count} wait for no decision.", count)
        case "nothing_to_send":
            return ngettext("{count} has nothing left to send.", "{count} have nothing left to send.", count)
        case "just_reminded":
            return ngettext("{count} was reminded within a day.", "{count} were reminded within a day.", count)
    return None


def under_way(job: BulkJob) -> str:
    """Meanwhile."""
    if job.state == "undoing":
        return _("Undoing: {done} of {total} returns", done=number(job.restored), total=number(job.changed))
    return _("{done} of {total} returns", done=number(job.handled), total=number(job.total))


def ended(job: BulkJob, names: Mapping[str, str]) -> str:
    """After."""
    count = job.changed
    match job.action:
        case "approve_returns":
            return ngettext("{count} return approved", "{count} returns approved", count)
        case "decline_returns":
            return ngettext("{count} return declined", "{count} returns declined", count)
        case "remind_returns":
            return ngettext("{count} shopper reminded", "{count} shoppers reminded", count)
        case "assign_returns" if job.value:
            return ngettext(
                "{count} return assigned to {name}", "{count} returns assigned to {name}", count, name=names.get(job.value, "?")
            )
    return ngettext("{count} return assigned to nobody", "{count} returns assigned to nobody", count)
