"""Makes a mail about a return, from where it stands at the moment of sending. The code of a credit goes to its owner alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.hosts.queries import shop_base
from wesupply_ui.domain.labels.ask import Party
from wesupply_ui.domain.labels.documents.packing_slip import lines_of
from wesupply_ui.domain.labels.queries import labels_of
from wesupply_ui.domain.labels.want import Cause
from wesupply_ui.domain.ledger.settlement import Settlement, settlements_for
from wesupply_ui.domain.locations.queries import find_location
from wesupply_ui.domain.notifications import dates
from wesupply_ui.domain.notifications.clean import greeting_name, one_line, web_address
from wesupply_ui.domain.notifications.compose import Skip
from wesupply_ui.domain.notifications.letter import Item, Letter
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.notifications.render import Rendered, render_with
from wesupply_ui.domain.notifications.return_kinds import ReturnKind, still_true
from wesupply_ui.domain.notifications.return_words import Told, words_of
from wesupply_ui.domain.notifications.sender import sender_of
from wesupply_ui.domain.orders.models import Customer, Order, OrderLine
from wesupply_ui.domain.orders.own_words import first_name
from wesupply_ui.domain.returns.describe import Whole, wholes
from wesupply_ui.domain.returns.labelled.groups import wanting
from wesupply_ui.domain.returns.labelled.keep import CAUSE
from wesupply_ui.domain.returns.labelled.usable import usable
from wesupply_ui.domain.returns.links import return_url
from wesupply_ui.domain.returns.paying import CAUSE as PAID_FOR
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.domain.returns.steps import steps_of
from wesupply_ui.domain.returns.talk.may_appeal import open_to_appeal
from wesupply_ui.domain.returns.talk.queries import appeals_about, message_by_id
from wesupply_ui.kernel import money
from wesupply_ui.kernel.language import N_, _, language, speaking
from wesupply_ui.kernel.settings import settings

_WITH_STEPS = frozenset({ReturnKind.APPROVED, ReturnKind.LABEL, ReturnKind.REMINDER})
_DAY_OF = {
    ReturnKind.APPROVED: "expires_at", ReturnKind.LABEL: "expires_at", ReturnKind.REMINDER: "expires_at", ReturnKind.REQUESTED: "due_at",
    ReturnKind.QUESTION: "due_at", ReturnKind.RECEIVED: "due_at",
}  # fmt: skip
_MOST_ITEMS = 30


async def return_mail(db: AsyncSession, message: Message, order: Order, merchant: Merchant, *, now: datetime) -> Rendered | Skip:
    """The mail as of `now` (aware); Skip when the return has moved on."""
    mine = select(ReturnRequest).where(ReturnRequest.id == message.data.get("return_id"), ReturnRequest.merchant_id == merchant.id)
    request = (await db.execute(mine)).scalar_one_or_none()
    if request is None or request.order_id != order.id:
        return Skip(N_("The return is gone."))
    kind, scope = ReturnKind(message.kind), scope_of_system(merchant.id, "job")
    (whole,) = await wholes(db, scope, [request])
    if "resend_of" not in message.data and not still_true(kind, request, [item for item, _line in whole.items]):
        return Skip(N_("The return had moved on before this could be told."))
    with speaking(order.locale):
        told = await _told(db, scope, message, kind, whole, merchant, now)
        return render_with(await _letter(db, scope, kind, whole, merchant), words_of(kind, told))


async def _letter(db: AsyncSession, scope: Scope, kind: ReturnKind, whole: Whole, merchant: Merchant) -> Letter:
    order, request = whole.order, whole.request
    base = settings().base_url
    customer = await db.get(Customer, order.customer_id) if order.customer_id else None
    return Letter(
        kind=kind.value,
        language=language(),
        number=one_line(order.number, 40),
        greeting=greeting_name(first_name(order, customer), order.name),
        boxes=(),
        others=0,
        waiting=0,
        url=return_url(request, await shop_base(db, merchant.id)),
        sender=sender_of(merchant, base, order.locale),
        goods_title=_("What goes back"),
        goods=tuple(_item(item, line, base) for item, line in whole.items[:_MOST_ITEMS]),
        steps=tuple(await _steps(db, scope, whole, merchant)) if kind in _WITH_STEPS else (),
    )


def _item(item: ReturnItem, line: OrderLine, base: str) -> Item:
    options = ", ".join(f"{one_line(name, 40)} {one_line(value, 60)}" for name, value in line.options.items())
    title = one_line(line.title, 120) or one_line(line.sku, 60) or _("Item")
    return Item(title, item.quantity, one_line(options, 120), web_address(line.image_url, base))


async def _steps(db: AsyncSession, scope: Scope, whole: Whole, merchant: Merchant) -> list[str]:
    item = next((each for each, _line in whole.items if each.authorisation == "approved" and each.logistics == "awaiting"), None)
    if item is None:
        return []
    place = await find_location(db, scope, item.destination) if item.destination else None
    address = ", ".join(lines_of(Party.of(place.address, name=place.name))) if place else merchant.name
    return steps_of(item.method or "", number=whole.request.number, address=address)


async def _told(
    db: AsyncSession, scope: Scope, message: Message, kind: ReturnKind, whole: Whole, merchant: Merchant, now: datetime
) -> Told:
    request, items = whole.request, [item for item, _line in whole.items]
    wanted = set(message.data.get("items") or ())
    meant = [each for each in items if each.id in wanted] or items
    said = await message_by_id(db, merchant.id, str(message.data.get("message_id") or ""))
    note = next((each.decision_note for each in meant if each.decision_note), "") if kind is ReturnKind.DECLINED else ""
    before = await appeals_about(db, request)
    return Told(
        number=request.number,
        day=_day(getattr(request, _DAY_OF[kind]) if kind in _DAY_OF else None, merchant, now),
        said=said.text if said else note or "",
        label=await _label(db, scope, request, items),
        method=request.method or next((each.method for each in meant if each.method), "") or "",
        paid=tuple([each async for each in _paid(db, scope, meant)]) if kind is ReturnKind.SETTLED else (),
        can_appeal=bool(open_to_appeal(items, is_open=request.appeal_at is not None, before=before, now=now)),
    )


def _day(at: datetime | None, merchant: Merchant, now: datetime) -> str:
    zone = ZoneInfo(merchant.time_zone)
    if at is None or at <= now:
        return ""
    return dates.day(at.astimezone(zone).date(), dates.locale_of(merchant.country), today=now.astimezone(zone).date())


async def _label(db: AsyncSession, scope: Scope, request: ReturnRequest, items: Sequence[ReturnItem]) -> str:
    """How far the label is: "print", "code", "soon"; nothing where none is needed."""
    if not wanting(items):
        return ""
    labels = usable(await labels_of(db, scope, Cause(CAUSE, request.id)), items)
    if not labels:
        return "soon"
    is_code = "qr" in labels[0].files and (request.method in ("qr", "drop_off") or "pdf" not in labels[0].files)
    return "code" if is_code else "print"


async def _paid(db: AsyncSession, scope: Scope, items: Sequence[ReturnItem]):
    """A sentence for each part of what was paid."""
    told: set[str] = set()
    for item in items:
        for settlement in await settlements_for(db, scope, PAID_FOR, item.id):
            if settlement.id not in told:
                told.add(settlement.id)
                for each in _sentences(settlement):
                    yield each


def _sentences(settlement: Settlement) -> list[str]:
    said = []
    for each in settlement.refunds:
        amount = money.shown(each.amount_minor, each.currency)
        if each.way == "offline":
            said.append(_("You get {amount} in cash.", amount=amount))
        else:
            said.append(_("{amount} goes back the way you paid. It can take some days at your bank.", amount=amount))
    for credit in settlement.credits:
        amount = money.shown(credit.issued_minor, credit.currency)
        said.append(_("Your store credit of {amount} has the code {code}.", amount=amount, code=settlement.code_for(credit)))
    return said
