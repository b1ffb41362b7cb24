"""What can the shopper do when something is wrong, and what is being done without them? By what would help, else by what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from wesupply_ui.domain.tracking.carrier_pages import carrier_name, carrier_page
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Condition, Milestone, Party
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.shopper.rows import HelpRow
from wesupply_ui.portals.shopper.tracking.rows import NoticeRow
from wesupply_ui.portals.shopper.tracking.saying import Saying

# What ends with a claim to the shop, not with the parcel.
_CLAIMED = (Condition.LOST, Condition.DAMAGED, Condition.RETURNING)
# So long after delivery the page still says what to do about a parcel that is not there.
SEARCHING = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class _Advice:
    """`at`: where the button leads, the carrier's page or the merchant's help."""

    title: str
    words: str
    button: str = ""
    at: str = "carrier"


_BY_ACTION = {
    "choose_new_day": _Advice(
        "Choose a day that suits you",
        "{carrier} usually tries again on the next working day. You can pick another day, a neighbour or a pickup point.",
        "Choose a new day",
    ),
    "give_access": _Advice(
        "Help the driver find you", "Tell {carrier} what is missing: a gate code, a floor, a name on the bell.", "Tell {carrier}"
    ),
    "correct_address": _Advice(
        "Check your address", "{carrier} needs a correct address to deliver. {shop} can have it changed.", "Correct the address", "shop"
    ),
    "pay": _Advice("A payment is due", "{carrier} delivers once it is paid.", "See what is due"),
    "collect": _Advice("Collect your parcel", "Bring a photo ID and the tracking number.", "See where it waits"),
    "give_document": _Advice("Customs needs a document", "The parcel stays at the border until they have it.", "Give customs a document"),
    "pay_duties": _Advice("Duties or taxes are due", "Customs lets the parcel go once they are paid.", "Pay duties"),
    "contact_merchant": _Advice("Please talk to {shop}", "They can send it again or give your money back.", "Contact {shop}", "shop"),
}
_BY_REASON = {
    "customs_inspection": _Advice("Customs is looking at it", "This takes a few days as a rule. There is nothing for you to do."),
    "weather": _Advice("Weather is holding it up", "It moves on as soon as roads and airports do. There is nothing for you to do."),
    "disaster": _Advice("An emergency is holding it up", "It moves on as soon as that is safe. There is nothing for you to do."),
    "missorted": _Advice("It took a wrong turn", "{carrier} has noticed and is sending it the right way; count on a day or two more."),
    "shopper_asked": _Advice("As you asked", "{carrier} holds it for the day or place that was asked for.", "Change it at {carrier}"),
    "refused": _Advice("It was refused at the door", "Did that happen by mistake? {shop} can send it again.", "Contact {shop}", "shop"),
    "unclaimed": _Advice("Nobody collected it in time", "{shop} can send it again or give your money back.", "Contact {shop}", "shop"),
    "recalled": _Advice("{shop} called it back", "Ask them what happens next.", "Contact {shop}", "shop"),
}
_BY_CONDITION = {
    Condition.DELAYED: _Advice("It takes longer than planned", "It is still coming. A new date shows here when {carrier} says it."),
    Condition.SILENT: _Advice(
        "It has been quiet for a while", "That need not mean it is lost; we keep asking {carrier}.", "Contact {shop}", "shop"
    ),
    Condition.HELD: _Advice("{carrier} is holding it", "As a rule it moves on by itself. {carrier} can say why.", "Ask {carrier}"),
    Condition.ATTEMPT_FAILED: _BY_ACTION["choose_new_day"],
    Condition.RETURNING: _Advice("It goes back to {shop}", "They can send it again or give your money back.", "Contact {shop}", "shop"),
    Condition.DAMAGED: _Advice(
        "You are not left with the damage",
        "{shop} settles it with {carrier}: you get a new one or your money back.",
        "Report the damage",
        "shop",
    ),
    Condition.LOST: _Advice(
        "You are not left with the loss",
        "{shop} settles it with {carrier}: you get a new one or your money back.",
        "Report it missing",
        "shop",
    ),
    Condition.CANCELLED: _Advice(
        "This label is not used", "The goods travel in another parcel, or the order was changed.", "Contact {shop}", "shop"
    ),
}
_RETURNED = _Advice("It went back to {shop}", "They can send it again or give your money back.", "Contact {shop}", "shop")
_DELIVERED = _Advice(
    "Delivered, but you can't find it?",
    "Look by the doors and the meter, and ask neighbours and those you live with. If it hasn't turned up by tomorrow, tell {shop}.",
    "Report it missing",
    "shop",
)


def urgency(parcel: Parcel) -> int:
    """How much it is the shopper's turn: 0 not at all, 1 to claim what went wrong, 2 to bring the parcel home themselves."""
    milestone, condition, reason = Milestone(parcel.milestone), Condition(parcel.condition), REASONS.get(parcel.reason or "")
    if milestone is Milestone.AVAILABLE_FOR_PICKUP and condition is Condition.OK:
        return 2
    is_asked = condition is Condition.ATTEMPT_FAILED or bool(reason and reason.action_by is Party.SHOPPER)
    if is_asked and condition is not Condition.OK and not milestone.is_final:
        return 2
    if milestone is Milestone.DELIVERED:
        return 1 if condition in (Condition.DAMAGED, Condition.LOST) else 0
    return 1 if milestone is Milestone.RETURNED or condition in _CLAIMED else 0


def advice_for(parcel: Parcel, saying: Saying, *, shop: str, help_ways: list[HelpRow]) -> NoticeRow | None:
    """The one thing to say about what is wrong; None while all is well."""
    advice = _advice(parcel, saying)
    if advice is None:
        return None
    names = {"carrier": carrier_name(parcel.carrier), "shop": shop}
    url = carrier_page(parcel.carrier, parcel.number) if advice.at == "carrier" else next((way.url for way in help_ways), "")
    button = _(advice.button, **names)
    is_bad = parcel.condition in _CLAIMED or parcel.milestone == Milestone.RETURNED
    tone = "quiet" if advice is _DELIVERED else "problem" if is_bad else "attention"
    until = _("By {day}", day=saying.plain_day(parcel.action_until.astimezone(saying.zone).date())) if parcel.action_until else ""
    return NoticeRow(
        title=_(advice.title, **names),
        words=_(advice.words, **names),
        tone=tone,
        button=button if url else "",
        url=url if button else "",
        until=until,
    )


def _advice(parcel: Parcel, saying: Saying) -> _Advice | None:
    milestone, condition, reason = Milestone(parcel.milestone), Condition(parcel.condition), REASONS.get(parcel.reason or "")
    if milestone is Milestone.RETURNED:
        return _RETURNED
    if milestone is Milestone.DELIVERED:
        if condition in (Condition.DAMAGED, Condition.LOST):
            return _BY_CONDITION[condition]
        is_recent = parcel.delivered_at is not None and saying.now - parcel.delivered_at < SEARCHING
        return _DELIVERED if is_recent else None
    if milestone is Milestone.AVAILABLE_FOR_PICKUP and condition is Condition.OK:
        return _BY_ACTION["collect"]
    if condition is Condition.OK:
        return None
    by_action = _BY_ACTION.get(reason.action or "") if reason and reason.action_by is Party.SHOPPER else None
    return by_action or (_BY_REASON.get(reason.code) if reason else None) or _BY_CONDITION[condition]
