"""What the page of payments says, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.ledger.payment_standing import Standing
from wesupply_ui.kernel.language import N_, _, ngettext
from wesupply_ui.portals.merchant.telling import Telling

FIELDS = {"secret_key": N_("The secret key"), "webhook_secret": N_("The signing secret")}
_OUTCOMES = {
    "works": (N_("Works"), "done"),
    "wrong_credentials": (N_("Stripe does not accept this key, or it may not see refunds"), "problem"),
    "unreachable": (N_("Stripe could not be reached"), "attention"),
    "rate_limited": (N_("Stripe asks for fewer calls; the key may be right"), "attention"),
    "refused": (N_("Stripe refused for another reason"), "problem"),
}


@dataclass(frozen=True)
class PaymentsRow:
    """The whole page. `stripe`, `shop`, `cash`: what waits on each way, in words."""

    is_connected: bool = False
    whose_words: str = ""
    whose_tone: str = "quiet"
    set_words: str = ""
    check_words: str = ""
    check_tone: str = "quiet"
    check_when: str = ""
    stripe: str = ""
    shop: str = ""
    cash: str = ""
    failed: str = ""


def payments_row(standing: Standing, tell: Telling) -> PaymentsRow:
    """From how it stands to the page."""
    outcome, tone = _OUTCOMES.get(standing.outcome, (N_("Not tested yet"), "quiet"))
    if not standing.is_connected:
        whose, whose_tone = N_("Not connected"), "quiet"
    else:
        whose, whose_tone = (N_("Connected"), "done") if standing.is_live else (N_("Connected for tests"), "attention")
    failed = sum(standing.failed.values())
    return PaymentsRow(
        is_connected=standing.is_connected,
        whose_words=_(whose),
        whose_tone=whose_tone,
        set_words=_("Set: {when} · key ends in {end}", when=tell.moment(standing.set_at), end=standing.hint) if standing.set_at else "",
        check_words=_(outcome),
        check_tone=tone,
        check_when=tell.moment(standing.checked_at),
        stripe=_waiting(standing.open.get("stripe", 0)),
        shop=_waiting(standing.open.get("shop", 0)),
        cash=_waiting(standing.open.get("offline", 0)),
        failed=ngettext("{count} refund failed and waits for somebody", "{count} refunds failed and wait for somebody", failed)
        if failed
        else "",
    )


def _waiting(count: int) -> str:
    return ngettext("{count} refund under way", "{count} refunds under way", count) if count else _("No refund under way")
