"""What the page of carrier accounts says, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from wesupply_ui.domain.tracking.carrier_accounts import AccountStanding, Trouble
from wesupply_ui.kernel.language import N_, _, ngettext, number
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.runtime import Entrance

LABELS = {
    "client_id": N_("The client id"),
    "client_secret": N_("The client secret"),
    "api_key": N_("The API key"),
    "account": N_("The account number"),
    "per_second": N_("The limit a second"),
    "per_day": N_("The limit a day"),
}
_OUTCOMES = {
    "works": (N_("Works"), "done"),
    "wrong_credentials": (N_("The carrier does not accept these credentials"), "problem"),
    "unreachable": (N_("The carrier could not be reached"), "attention"),
    "rate_limited": (N_("The carrier asks for fewer calls; the credentials may be right"), "attention"),
    "refused": (N_("The carrier refused for another reason"), "problem"),
    "odd_answer": (N_("The carrier answered in a way we don't know"), "attention"),
}
_TROUBLES = {
    "not_found": N_("not known to the carrier yet"),
    "invalid_number": N_("not a number of this carrier"),
    "unauthorised": N_("credentials not accepted"),
    "rate_limited": N_("too many calls"),
    "unavailable": N_("no answer"),
    "malformed": N_("answer not understood"),
    "refused": N_("refused"),
    "suspended": N_("not called for a while after failures"),
    "no_account": N_("no account to ask with"),
}
_WHOSE = {"own": (N_("Your own account"), "done"), "platform": (N_("Connected by us"), "done"), "none": (N_("Not connected"), "quiet")}


@dataclass(frozen=True)
class TroubleRow:
    """One kind of failure: how many parcels, and when last."""

    words: str
    when: str


@dataclass(frozen=True)
class AccountCard:
    """One carrier. `secret_names`: what its account is made of, for the dialog."""

    code: str
    name: str
    whose: str
    whose_words: str
    whose_tone: str
    is_own: bool
    set_words: str
    check_words: str
    check_tone: str
    check_when: str
    can_check: bool
    load: str
    is_behind: bool
    limits: str
    per_second: str
    per_day: str
    has_webhook: bool
    takes_secret: bool
    takes_key: bool
    takes_account: bool
    has_sandbox: bool
    address: str = ""
    troubles: list[TroubleRow] = field(default_factory=list)


def account_card(standing: AccountStanding, name: str, entrance: Entrance, *, has_webhook: bool, tell: Telling) -> AccountCard:
    """From how it stands to its card."""
    whose, tone = _WHOSE[standing.whose]
    outcome, outcome_tone = _OUTCOMES.get(standing.outcome, ("", "quiet"))
    is_own = standing.whose == "own"
    return AccountCard(
        code=standing.carrier,
        name=name,
        whose=standing.whose,
        whose_words=_(whose),
        whose_tone=tone,
        is_own=is_own,
        set_words=_set_words(standing, tell),
        check_words=_(outcome) if outcome else _("Not tested yet"),
        check_tone=outcome_tone,
        check_when=tell.moment(standing.checked_at),
        can_check=standing.whose != "none",
        load=_load(standing),
        is_behind=standing.behind > 0,
        limits=_limits(standing) if is_own else "",
        per_second=f"{standing.per_second:g}" if standing.per_second else "",
        per_day=str(standing.per_day or ""),
        has_webhook=has_webhook,
        takes_secret="client_secret" in entrance.needs,
        takes_key="api_key" in entrance.needs,
        takes_account=entrance.takes_account,
        has_sandbox=entrance.sandbox is not None,
        address=standing.address or "",
        troubles=[_trouble(each, tell) for each in standing.troubles[:4]],
    )


def _set_words(standing: AccountStanding, tell: Telling) -> str:
    if standing.set_at is None:
        return ""
    when = tell.moment(standing.set_at)
    said = _("Set: {when}, by {who}", when=when, who=standing.set_by) if standing.set_by else _("Set: {when}", when=when)
    return f"{said} · {_('client id ends in {end}', end=standing.hint)}" if standing.hint else said


def _load(standing: AccountStanding) -> str:
    if not standing.parcels:
        return _("No parcels on their way")
    followed = ngettext("{count} parcel followed", "{count} parcels followed", standing.parcels)
    due = ngettext("{count} due now", "{count} due now", standing.due)
    late = ngettext("{count} behind by more than ten minutes", "{count} behind by more than ten minutes", standing.behind)
    return " · ".join((followed, due, late) if standing.behind else (followed, due) if standing.due else (followed,))


def _limits(standing: AccountStanding) -> str:
    said = [_("{count} calls a second at most", count=f"{standing.per_second:g}")] if standing.per_second else []
    if standing.per_day:
        said.append(_("{spent} of {count} calls today", spent=number(standing.spent), count=number(standing.per_day)))
    return " · ".join(said) or _("Asked as often as the carrier allows")


def _trouble(trouble: Trouble, tell: Telling) -> TroubleRow:
    words = ngettext("{count} parcel: {what}", "{count} parcels: {what}", trouble.count, what=_(_TROUBLES.get(trouble.code, trouble.code)))
    return TroubleRow(words, tell.moment(trouble.last_at))
