"""What a case says of itself: what happened, what usually happens next, what is at stake, and what was done so far."""

from __future__ import annotations

from wesupply_ui.domain.exceptions.one import OneCase
from wesupply_ui.domain.exceptions.outlook import ENOUGH, Outlook
from wesupply_ui.domain.tracking.carrier_pages import carrier_name, carrier_page, claim_page
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Party
from wesupply_ui.kernel import money
from wesupply_ui.kernel.language import N_, _, language, ngettext
from wesupply_ui.portals.merchant.exceptions.rows import OpenCase, OrderLink, StoryRow, standing_of
from wesupply_ui.portals.merchant.exceptions.words import DEEDS, ENDS, KINDS, PARTIES
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.telling import Telling

_HAPPENED = {
    "lost": N_("{carrier} cannot find this parcel any more."),
    "damaged": N_("{carrier} reports that the parcel was damaged."),
    "returning": N_("{carrier} is bringing the parcel back instead of delivering it."),
    "action_needed": N_("{carrier} holds the parcel until somebody acts."),
    "attempt_failed": N_("{carrier} came and could not hand the parcel over."),
    "held": N_("{carrier} holds the parcel."),
    "silent": N_("{carrier} has said nothing about this parcel for longer than usual."),
    "late": N_("{carrier} will not bring this parcel when it was promised."),
    "cancelled": N_("The label of this parcel was cancelled."),
}


def title_of(found: OneCase) -> str:
    """The first order it is about and who waits for it; the parcel's number when nobody knows an order."""
    first = found.orders[0] if found.orders else None
    return f"{first.number} · {first.name}" if first and first.name else first.number if first else found.row.number


def open_case(found: OneCase, outlook: Outlook, tell: Telling) -> OpenCase:
    """Everything about it in words."""
    row = found.row
    status, tone = KINDS.get(row.kind, (row.kind, "quiet"))
    first = found.orders[0] if found.orders else None
    expected = row.due_on or row.promised_on
    return OpenCase(
        id=row.id,
        title=title_of(found),
        status=_(status),
        tone=tone,
        carrier=carrier_name(row.carrier),
        number=row.number,
        carrier_page=carrier_page(row.carrier, row.number),
        claim_page=claim_page(row.carrier),
        carrier_text=_carrier_text(found, tell),
        happened=happened(found, tell),
        next_words=next_words(outlook, row.carrier),
        stake=stake(found),
        standing="" if row.state == "open" else standing_of(row, tell, found.names),
        assigned=row.assigned or "",
        promised=tell.near(expected) if expected and expected > tell.today else "",
        shopper=(first.name or first.email or "") if first and first.email else "",
        is_open=row.state != "resolved",
        orders=[OrderLink(each.id, each.number, order_href(each.number, each.id, is_shared=True)) for each in found.orders],
        story=story(found, tell),
    )


def happened(found: OneCase, tell: Telling) -> str:
    """One paragraph: the trouble and since when, its reason and who caused it, the promise, the last scan, what is new."""
    row, reason = found.row, REASONS.get(found.row.reason or "")
    parts = [_(_HAPPENED.get(row.kind, _HAPPENED["held"]), carrier=carrier_name(row.carrier))]
    if reason and reason.code not in ("other", "no_news"):
        party = PARTIES[row.responsible]
        is_said = row.responsible == Party.UNKNOWN or party.removeprefix("the ") in reason.words.lower()
        parts.append(f"{_(reason.words)}." if is_said else _("{reason}: caused by {party}.", reason=_(reason.words), party=_(party)))
    begun = tell.near(tell.local(row.opened_at).date())
    parts.append(_("This has been so since {when}.", when=begun) if row.is_present else _("It began {when} and is over.", when=begun))
    if row.times > 1:
        parts.append(ngettext("It has come back {count} time.", "It has come back {count} times.", row.times - 1))
    if row.promised_on:
        parts.append(_("It was promised for {day}.", day=tell.near(row.promised_on)))
    if row.due_on and row.due_on != row.promised_on:
        parts.append(_("Now it is expected {day}.", day=tell.near(row.due_on)))
    if found.said and found.said.text:
        place = f", {found.said.city}" if found.said.city else ""
        when = tell.moment(found.said.at, found.said.offset_minutes)
        parts.append(_("The carrier's last word: “{words}”{place}, {when}.", words=found.said.text, place=place, when=when))
    return " ".join(parts)


def next_words(found: Outlook, carrier: str) -> str:
    """What usually happens, with the numbers that it is counted from."""
    if not found.is_enough:
        return _(
            "Too few similar cases to tell: {count} have ended here in the last year, {enough} are needed.",
            count=found.similar,
            enough=ENOUGH,
        )

    def share(part: int) -> str:
        return f"{part / found.similar * 100:.0f} %"

    if found.with_carrier:
        begin = _("Of {count} similar cases with {carrier} in the last year, ", count=found.similar, carrier=carrier_name(carrier))
    else:
        begin = _("Of {count} similar cases in the last year, ", count=found.similar)
    said = begin + _("{share} were delivered after all", share=share(found.delivered))
    if found.median_days is not None and found.most_days is not None:
        half, most = _days(found.median_days), _days(found.most_days)
        said += _(", half of them within {half} and nine in ten within {most}", half=half, most=most)
    return said + _(". {back} came back, {gone} were lost or damaged.", back=share(found.back), gone=share(found.gone))


def stake(found: OneCase) -> str:
    """The value of the orders in the parcel."""
    if not found.orders:
        return _("This parcel belongs to no order here, so its value is not known.")
    sums: dict[str, int] = {}
    for each in found.orders:
        sums[each.currency] = sums.get(each.currency, 0) + each.total_minor
    worth = " + ".join(money.shown(minor, currency, language()) for currency, minor in sums.items())
    items = sum(each.item_count for each in found.orders)
    said = ngettext("{worth} with {count} item.", "{worth} with {count} items.", items, worth=worth)
    if any(each.parcel_count > 1 for each in found.orders):
        return said + " " + _("That is the whole order; only a part of it is in this parcel.")
    return said


def story(found: OneCase, tell: Telling) -> list[StoryRow]:
    """What was done, the latest first."""
    names = found.names
    rows = []
    for at, entry in enumerate(found.row.story):
        did, who = str(entry.get("did", "")), names.get(str(entry.get("by", "")), _("Somebody"))
        end = _(ENDS.get(str(entry.get("resolution", "")), ""))
        to = names.get(f"person:{entry.get('to')}", _("somebody else")) if entry.get("to") else _("nobody")
        words = _(DEEDS.get(did, ENDS.get(did, did)), who=who, until=tell.iso(str(entry.get("until", ""))), to=to, end=end)
        rows.append(StoryRow(f"{at}", words, tell.iso(str(entry.get("at", "")))))
    return rows[::-1]


def _days(days: float) -> str:
    whole = max(1, round(days))
    return ngettext("{count} day", "{count} days", whole)


def _carrier_text(found: OneCase, tell: Telling) -> str:
    """What to send to the carrier; in English, as carriers' desks read it."""
    row = found.row
    lines = [f"Tracking number: {row.number}"]
    if row.promised_on:
        lines.append(f"Promised for: {row.promised_on:%d %B %Y}")
    if found.said:
        lines.append(f"Last scan: {found.said.text}, {found.said.at:%d %B %Y %H:%M} UTC")
    asks = {
        "lost": "The parcel is reported as lost. Please confirm, and open a claim.",
        "damaged": "The parcel is reported as damaged. Please confirm, and open a claim.",
        "returning": "The parcel is on its way back. Please tell us why, and when it will arrive.",
    }
    return "\n".join([*lines, "", asks.get(row.kind, "Please tell us where the parcel is and when it will be delivered.")])
