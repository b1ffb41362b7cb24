"""From one return in the database to everything its page says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.notifications.dates import locale_of
from wesupply_ui.domain.orders.links import link_token
from wesupply_ui.domain.returns.held import tracks_of
from wesupply_ui.domain.returns.label import Label, label_of
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.kernel.language import _, speaking
from wesupply_ui.portals.shopper.branding import brand_row, foot_row, help_rows, preview_row
from wesupply_ui.portals.shopper.one_return.find import Found, find
from wesupply_ui.portals.shopper.one_return.forms import done_words, forms_of, undo_of
from wesupply_ui.portals.shopper.one_return.going_back import going_back
from wesupply_ui.portals.shopper.one_return.goods import item_rows
from wesupply_ui.portals.shopper.one_return.label_part import label_rows, papers_of
from wesupply_ui.portals.shopper.one_return.labels import labels_of
from wesupply_ui.portals.shopper.one_return.money_part import paid_rows, sums_of
from wesupply_ui.portals.shopper.one_return.posted import Did, Refused
from wesupply_ui.portals.shopper.one_return.rows import ReturnRows
from wesupply_ui.portals.shopper.one_return.talk import talk_rows
from wesupply_ui.portals.shopper.one_return.ways import ways_of
from wesupply_ui.portals.shopper.tracking.saying import Saying

TONES = {
    "waiting": "attention", "paid_ahead": "attention", "asked": "attention", "on_its_way": "moving", "checking": "moving",
    "paying": "moving", "to_be_paid": "moving", "done": "done", "declined": "problem", "not_accepted": "problem",
    "payment_failed": "attention",
}  # fmt: skip


async def told(
    db: AsyncSession,
    scope: Scope,
    request: ReturnRequest,
    *,
    token: str,
    now: datetime,
    reader: tuple[str, ...] = (),
    did: Did | None = None,
    refused: Refused | None = None,
) -> ReturnRows:
    """The page as of `now`, in the first language of its reader, else of the order. `token`: by which it was opened, which may
    be an older one than would be made today. `did`: what was just done; `refused`: what was not."""
    found = await find(db, scope, request)
    with speaking((*reader, found.order.locale)[0]):
        return page_of(found, token, now=now, reader=reader, did=did, refused=refused)


def page_of(
    found: Found, token: str, *, now: datetime, reader: tuple[str, ...] = (), did: Did | None = None, refused: Refused | None = None
) -> ReturnRows:
    """The page of a return that was read, in the language of this task. Pure."""
    request, shop = found.request, found.merchant.name
    saying = Saying(locale_of(found.merchant.country), zone_of(found), now)
    label = standing_in_words(request, found.items)
    lead = no_of(label, found) or lead_of(label, saying)
    forms = forms_of(found, now, refused)
    title = _("Return {number}: {title}", number=request.number, title=label.title)
    return ReturnRows(
        brand=brand_row(found.merchant),
        url=f"/r/{token}",
        number=request.number,
        order_number=found.order.number,
        order_url=f"/t/{link_token(found.order.id, found.order.link_version)}",
        headline=label.title,
        lead=lead,
        tone=TONES.get(label.code, "quiet"),
        done=done_words(did),
        undo=undo_of(found, did),
        problem=refused.words if refused else "",
        first=forms.first,
        label=label_rows(found, token),
        ways=ways_of(found, saying),
        papers=papers_of(found, token),
        parcels=going_back(found, saying),
        goods=item_rows(found),
        sums=sums_of(found),
        sums_title=_("What you get back"),
        paid=paid_rows(found),
        talk=talk_rows(found, saying),
        others=forms.others,
        help=help_rows(found.merchant, about=_("Return {number}", number=request.number)),
        foot=foot_row(found.merchant, (*reader, found.order.locale)),
        title=f"{title} · {shop}",
        spoken=f"{label.title}. {lead}",
        preview=preview_row(found.merchant, title=label.title, words=_("Your return to {shop}: follow it here, live.", shop=shop)),
        labels=labels_of(shop),
    )


def standing_in_words(request: ReturnRequest, items: Sequence[ReturnItem]) -> Label:
    """How a return stands, for its shopper."""
    each = [(tracks_of(item), item.resolution) for item in items]
    is_appealed = request.appeal_at is not None
    return label_of(
        each,
        due_at=request.due_at,
        expires_at=request.expires_at,
        turn=request.turn,
        is_appealed=is_appealed,
        label_state=request.label_state,
    )


def lead_of(label: Label, saying: Saying) -> str:
    """What happens next, and by when unless that day is over."""
    by = label.by.astimezone(saying.zone).date() if label.by else None
    return label.said(saying.plain_day(by) if by and by >= saying.today else "")


def no_of(label: Label, found: Found) -> str:
    """The shop's own words for a no, which come before ours."""
    note = next((each.decision_note for each in found.items if each.authorisation == "declined" and each.decision_note), "")
    return _("The shop says: {words}", words=note) if note and label.code == "declined" else ""


def zone_of(found: Found) -> tzinfo:
    """Where "today" is meant."""
    try:
        return ZoneInfo(found.merchant.time_zone)
    except (KeyError, ValueError):
        return UTC
