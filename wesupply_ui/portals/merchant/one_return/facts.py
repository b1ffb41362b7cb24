"""The page of a return out of what was found: its items, facts, money and story, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.returns.amount_of import money_of, paid_out
from wesupply_ui.domain.returns.answer import Money
from wesupply_ui.domain.returns.eligibility import UNANNOUNCED
from wesupply_ui.domain.returns.labelled.groups import wanting
from wesupply_ui.domain.returns.photos.links import photo_link
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.standing import NO_LABEL
from wesupply_ui.domain.tracking.carrier_pages import carrier_name, carrier_page
from wesupply_ui.kernel import money
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.outbox import Fact
from wesupply_ui.portals.merchant.lists.rows import OptionRow
from wesupply_ui.portals.merchant.one_return.deeds import is_meant_at_first, next_of, possible, suits
from wesupply_ui.portals.merchant.one_return.find import Found
from wesupply_ui.portals.merchant.one_return.label_rows import label_rows, lacks_label
from wesupply_ui.portals.merchant.one_return.rows import AskedRow, EventRow, FactRow, ItemRow, OneReturn, ParcelRow, PhotoRow, TrackRow
from wesupply_ui.portals.merchant.one_return.talk_rows import talk_rows
from wesupply_ui.portals.merchant.one_return.words import INSPECTION, fact_in_words, tracks_in_words
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.returns.rows import due_words
from wesupply_ui.portals.merchant.returns.words import (
    CHANNELS,
    DISPOSITIONS,
    GRADES,
    METHODS,
    RESOLUTIONS,
    WHY,
    standing_word,
    word_of,
)
from wesupply_ui.portals.merchant.telling import Telling


def page_of(found: Found, tell: Telling) -> OneReturn:
    """The whole page."""
    whole, request = found.whole, found.whole.request
    items = [item for item, _line in whole.items]
    word, tone = standing_word(request)
    due, due_tone = due_words(whole, tell)
    is_appealed = request.appeal_at is not None
    deeds = possible(items, found.permissions, is_appealed=is_appealed)
    order = whole.order
    sees_orders = "orders.read" in found.permissions
    return OneReturn(
        id=request.id,
        number=request.number,
        about=f"{word_of(CHANNELS, request.channel)} · {tell.moment(request.created_at)}",
        word=word,
        tone=tone,
        due=due,
        due_tone=due_tone,
        order=order.number,
        order_href=order_href(order.number, order.id, is_shared=found.is_number_shared) if sees_orders else "",
        shopper=[FactRow(name, value) for name, value in ((_("Name"), order.name), (_("E-mail"), order.email)) if value],
        facts=_facts(found, tell),
        sums=_sums(paid_out(items), request.currency),
        goods=[_item(item, line, found) for item, line in whole.items],
        parcels=[ParcelRow(each.number, carrier_name(each.carrier), carrier_page(each.carrier, each.number)) for each in whole.parcels],
        photos=_photos(found, tell),
        story=_story(found, tell),
        talk=talk_rows(found, tell),
        turn=request.turn or "",
        is_appealed=is_appealed,
        deeds=deeds,
        # Without its label nothing can be sent: what to do about that is on the label's own card.
        next_deed="" if request.state == NO_LABEL else next_of(deeds, items, is_appealed=is_appealed),
        people=[OptionRow(each.id, each.called) for each in found.people if each.is_active or each.id == request.assigned_to],
        assigned_to=request.assigned_to or "",
        assigned=next((each.called for each in found.people if each.id == request.assigned_to), ""),
        labels=label_rows(found, tell),
        has_labels=bool(found.labels) or bool(wanting(items)),
        lacks_label="returns.decide" in found.permissions and lacks_label(found),
        failure=next((each.settlement_error or _("No reason was told.") for each in items if each.settlement == "failed"), ""),
    )


def _photos(found: Found, tell: Telling) -> list[PhotoRow]:
    titles = {item.line_id: _title(line) for item, line in found.whole.items}
    return [
        PhotoRow(
            each.id,
            photo_link(each, "large", now=tell.now),
            photo_link(each, "small", now=tell.now),
            _("Photo {n}: {title}", n=at, title=titles.get(each.line_id, "")),
        )
        for at, each in enumerate(found.whole.photos, 1)
    ]


def asked_of(found: Found, deed: str) -> list[AskedRow]:
    """The items that the question about this deed is about."""
    is_appealed = found.whole.request.appeal_at is not None
    return [
        AskedRow(
            id=item.id,
            words=_title(line),
            most=item.quantity,
            first=item.quantity if is_meant_at_first(item, deed, is_appealed=is_appealed) else 0,
            stands=" · ".join(words for words, _tone in tracks_in_words(item)),
        )
        for item, line in found.whole.items
        if suits(item, deed, is_appealed=is_appealed)
    ]


def last_deed(found: Found, tell: Telling) -> str:
    """ "Mina Okoye: Approved, just now": what happened last, for whoever was overtaken."""
    if not found.story:
        return ""
    fact = found.story[-1]
    return f"{_who(fact, found)}: {fact_in_words(fact.name)[0]}, {tell.away(fact.happened_at)}"


def _facts(found: Found, tell: Telling) -> list[FactRow]:
    request = found.whole.request
    differs = _("Different for each item")
    place = found.places.get(request.destination or "", request.destination or "")
    where = _("The vendor") if request.destination == "vendor" else place
    pairs = (
        (_("Wanted"), word_of(RESOLUTIONS, request.resolution) or differs),
        (_("Way back"), word_of(METHODS, request.method) or differs),
        (_("Goes to"), where),
        (_("Approved on"), tell.moment(request.approved_at)),
        (_("To be sent by"), tell.moment(request.expires_at) if request.step == "send" else ""),
        (_("Closed on"), tell.moment(request.closed_at)),
        (_("Policy"), _("Version {number}", number=request.policy_version)),
    )
    return [FactRow(name, value) for name, value in pairs if value]


def _sums(sums: Money, currency: str) -> list[FactRow]:
    def less(minor: int) -> str:
        return f"−{money.shown(minor, currency)}"

    rows = [FactRow(_("Items"), money.shown(sums.goods, currency))]
    rows += [FactRow(_("Tax"), money.shown(sums.tax, currency))] if sums.tax else []
    rows += [FactRow(_("Tax in the prices"), money.shown(sums.tax_included, currency))] if sums.tax_included else []
    rows += [FactRow(_("Shipping"), money.shown(sums.shipping, currency))] if sums.shipping else []
    rows += [FactRow(_("Return cost"), less(sums.return_cost))] if sums.return_cost else []
    rows += [FactRow(_("Restocking fee"), less(sums.restocking))] if sums.restocking else []
    rows += [FactRow(_("Bonus"), f"+{money.shown(sums.bonus, currency)}")] if sums.bonus else []
    return [*rows, FactRow(_("Shopper gets"), money.shown(sums.total, currency))]


def _title(line: OrderLine) -> str:
    return line.title or line.sku or _("Item")


def _item(item: ReturnItem, line: OrderLine, found: Found) -> ItemRow:
    options = ", ".join(f"{name} {value}" for name, value in line.options.items())
    is_waiting = item.authorisation == "requested"
    return ItemRow(
        id=item.id,
        title=_title(line),
        detail=" · ".join(filter(None, (options, line.sku if line.title else ""))),
        picture=line.image_url or "",
        quantity=f"{item.quantity} ×",
        reason=_reason(item, found),
        comment=item.comment or "",
        why=[word_of(WHY, each) for each in item.why] if is_waiting else [],
        tracks=[TrackRow(words, tone) for words, tone in tracks_in_words(item)],
        notes=list(_notes(item, found)),
        total=money.shown(money_of(item).total, found.whole.request.currency),
    )


def _reason(item: ReturnItem, found: Found) -> str:
    if not item.reason:
        return _("No reason given")
    if item.reason == UNANNOUNCED:
        return _("Came unannounced")
    reason = found.reasons.get(item.reason, item.reason)
    sub = found.reasons.get(f"{item.reason}/{item.sub_reason}", item.sub_reason or "")
    return f"{reason}: {sub}" if sub else reason


def _notes(item: ReturnItem, found: Found) -> Iterator[str]:
    request = found.whole.request
    if request.resolution is None and item.resolution:
        yield word_of(RESOLUTIONS, item.resolution)
    if item.overruled_because:
        who = found.names.get(item.overruled_by or "", _("The shop's system"))
        yield _("The policy says no; {name} overruled it: {words}", name=who, words=item.overruled_because)
    if item.decision_note:
        yield _("Told to the shopper: {words}", words=item.decision_note)
    if item.received_at_location:
        yield _("Received at {place}", place=found.places.get(item.received_at_location, item.received_at_location))
    looked = [_(GRADES[item.grade]) if item.grade in GRADES else "", word_of(DISPOSITIONS, item.disposition)]
    looked.append(found.places.get(item.disposition_at or "", item.disposition_at or ""))
    if any(looked):
        yield " · ".join(filter(None, looked))
    if item.inspection_note:
        yield _("Note for staff: {words}", words=item.inspection_note)
    if item.settlement_reference:
        yield _("Payer's reference: {words}", words=item.settlement_reference)


def _story(found: Found, tell: Telling) -> list[EventRow]:
    """Newest first; the first of each day carries the day's name."""
    rows: list[EventRow] = []
    before: date | None = None
    titles = {line.id: _title(line) for _item, line in found.whole.items}
    for fact in reversed(found.story):
        local = tell.local(fact.happened_at)
        words, tone = fact_in_words(fact.name)
        day = tell.weekday(local.date()) if local.date() != before else ""
        before = local.date()
        detail = " · ".join(filter(None, (_what(fact, titles), _who(fact, found))))
        rows.append(EventRow(fact.id, day, f"{local:%H:%M}", words, detail, tone))
    return rows


def _what(fact: Fact, titles: dict[str, str]) -> str:
    """ "2 × Wool socks, 1 × Lamp (not accepted)"."""
    told: Sequence[dict[str, Any]] = fact.data.get("items") or []
    parts = []
    for each in told:
        words = f"{each.get('quantity')} × {titles.get(str(each.get('line_id')), _('Item'))}"
        looked = INSPECTION.get(str(each.get("inspection"))) if fact.name == "return.inspected" else None
        parts.append(f"{words} ({_(looked[0])})" if looked else words)
    return ", ".join(parts)


def _who(fact: Fact, found: Found) -> str:
    by = str(fact.data.get("by", ""))
    if by.startswith("person:"):
        return found.names.get(by, _("Somebody who left"))
    if by.startswith("client:"):
        return _("The shop's system")
    return _("The shopper") if by == "link" else _("By itself")
