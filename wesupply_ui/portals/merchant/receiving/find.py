"""What is behind a scan, in rows: the box that is open, what else it can mean, and what this sitting has received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.returns.describe import Whole, wholes
from wesupply_ui.domain.returns.receive import is_expected
from wesupply_ui.domain.returns.receiving.boxes import receipts_of
from wesupply_ui.domain.returns.receiving.models import ReturnReceipt
from wesupply_ui.domain.returns.receiving.scan import Scanned
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.merchant.one_return.deeds import suits
from wesupply_ui.portals.merchant.one_return.words import tracks_in_words
from wesupply_ui.portals.merchant.receiving.rows import BoxRow, CountRow, FoundRow, ReceiptRow
from wesupply_ui.portals.merchant.returns.address import return_href
from wesupply_ui.portals.merchant.returns.words import state_word
from wesupply_ui.portals.merchant.telling import Telling


def box_of(whole: Whole, reasons: Mapping[str, str], tell: Telling) -> BoxRow:
    """The box of one return."""
    request = whole.request
    word, tone = state_word(request.state)
    rows = [_counted(item, line, reasons) for item, line in whole.items if suits(item, "receive")]
    return BoxRow(
        id=request.id,
        number=request.number,
        href=return_href(request.number),
        person=whole.order.name or whole.order.email or "",
        order=_("Order {number}", number=whole.order.number),
        word=word,
        tone=tone,
        note=_note(whole, rows, tell),
        is_over=not rows,
        goods=rows,
    )


def _note(whole: Whole, rows: Sequence[CountRow], tell: Telling) -> str:
    arrived = max((item.received_at for item, _line in whole.items if item.received_at), default=None)
    if not rows and arrived is not None:
        return _("All of this is here already: it was received {when}.", when=tell.away(arrived))
    if not rows:
        return _("Nothing of this return is expected any more.")
    if all(not row.first for row in rows):
        return _("This return is not open. What is here can be recorded all the same.")
    if any(item.authorisation == "requested" for item, _line in whole.items):
        return _("Nobody has approved this return yet. What is here can be recorded all the same.")
    return ""


def _counted(item: ReturnItem, line: OrderLine, reasons: Mapping[str, str]) -> CountRow:
    options = ", ".join(f"{name} {value}" for name, value in line.options.items())
    return CountRow(
        id=item.id,
        title=line.title or line.sku or _("Item"),
        detail=" · ".join(filter(None, (options, line.sku if line.title else ""))),
        picture=line.image_url or "",
        reason=" · ".join(filter(None, (reasons.get(item.reason or "", ""), item.comment or ""))),
        most=item.quantity,
        first=item.quantity if is_expected(item) else 0,
        stands=" · ".join(words for words, _tone in tracks_in_words(item)) if item.logistics not in ("awaiting", "in_transit") else "",
    )


async def choices_of(db: AsyncSession, scope: Scope, scanned: Scanned, tell: Telling) -> list[FoundRow]:
    """All that it can mean: returns first, then kept boxes, then orders of which something may come back."""
    rows = [_return(each) for each in await wholes(db, scope, scanned.returns)]
    rows += [
        FoundRow(
            each.number,
            "box",
            _("Box {number}", number=each.number),
            " · ".join(filter(None, (each.contents or each.sender, each.place, tell.age(each.found_at)))),
            href=f"/app/returns/boxes?box={each.number}",
        )
        for each in scanned.boxes
    ]
    rows += [
        FoundRow(
            each.id,
            "order",
            _("Order {number}", number=each.number),
            " · ".join(filter(None, (each.name or each.email, tell.near(tell.local(each.placed_at).date())))),
            href=f"/app/returns/new?order={each.id}&here=1",
        )
        for each in scanned.orders
    ]
    return rows


def _return(whole: Whole) -> FoundRow:
    word, tone = state_word(whole.request.state)
    what = ", ".join(f"{item.quantity} × {line.title or line.sku or _('Item')}" for item, line in whole.items[:3])
    detail = " · ".join(filter(None, (whole.order.name or whole.order.email, what)))
    return FoundRow(whole.request.id, "return", _("Return {number}", number=whole.request.number), detail, word, tone)


async def sitting_of(db: AsyncSession, scope: Scope, tell: Telling) -> list[ReceiptRow]:
    """What this person received lately, the newest first."""
    return [
        ReceiptRow(
            receipt.id,
            request.number,
            return_href(request.number),
            counts_in_words(receipt),
            tell.clock(receipt.at),
            receipt.undone_at is not None,
        )
        for receipt, request in await receipts_of(db, scope, now=tell.now)
    ]


def counts_in_words(receipt: ReturnReceipt) -> str:
    """ "2 received, 1 not accepted, 1 missing"."""
    said = (
        ("received", lambda count: ngettext("{count} received", "{count} received", count)),
        ("accepted", lambda count: ngettext("{count} accepted", "{count} accepted", count)),
        ("rejected", lambda count: ngettext("{count} not accepted", "{count} not accepted", count)),
        ("needs_person", lambda count: ngettext("{count} to look into", "{count} to look into", count)),
        ("short", lambda count: ngettext("{count} missing", "{count} missing", count)),
        ("wrong_item", lambda count: ngettext("{count} another item", "{count} other items", count)),
    )
    return ", ".join(words(count) for name, words in said if (count := receipt.counts.get(name)))
