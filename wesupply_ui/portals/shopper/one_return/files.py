"""What can be printed, shown or kept: the label and its code, the slip for the box, the last day for the calendar."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.branding.palette import brand_of
from wesupply_ui.domain.labels.ask import Party
from wesupply_ui.domain.labels.documents.packing_slip import Item, Slip, packing_slip
from wesupply_ui.domain.returns.links import return_url
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.kernel import kept_files
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.shopper.one_return.find import Found, find
from wesupply_ui.portals.shopper.one_return.label_part import REMINDER, SLIP, is_awaited, number_of, usable_labels

_OF_LABEL = re.compile(r"(label|qr)(?:-([2-9]))?\.(?:pdf|png)")
_KINDS = {"label": "pdf", "qr": "qr"}
_CALENDAR_LINE = 70


@dataclass(frozen=True, slots=True)
class File:
    """Its bytes, what they are, and what it is called when it is saved."""

    content: bytes
    media_type: str
    name: str


async def file_of(db: AsyncSession, scope: Scope, request: ReturnRequest, name: str, *, now: datetime, base: str) -> File:
    """NotFound for a name that nothing here has, and for what is not there (any more). In the language of this task."""
    found = await find(db, scope, request)
    if of_label := _OF_LABEL.fullmatch(name):
        return await _of_label(found, _KINDS[of_label[1]], int(of_label[2] or 1))
    if name == SLIP and is_awaited(found):
        content = await asyncio.to_thread(packing_slip, _slip(found))
        return File(content, "application/pdf", f"{request.number}-packing-slip.pdf")
    if name == REMINDER and is_awaited(found) and request.expires_at is not None:
        return File(_calendar(found, now, base).encode(), "text/calendar; charset=utf-8", f"{request.number}.ics")
    raise NotFound(_("This file is not here any more."))


async def _of_label(found: Found, kind: str, at: int) -> File:
    label = next(iter(usable_labels(found)[at - 1 : at]), None)
    kept = label.files.get(kind) if label is not None else None
    if label is None or kept is None:
        raise NotFound(_("This file is not here any more."))
    content = await asyncio.to_thread(kept_files.read, label.merchant_id, kept)
    form = kept.rpartition(".")[2]
    return File(content, "application/pdf" if form == "pdf" else "image/png", f"label-{found.request.number}{number_of(at)}.{form}")


def _slip(found: Found) -> Slip:
    request, order, merchant = found.request, found.order, found.merchant
    open_ones = [(item, line) for item, line in found.lines if item.authorisation == "approved" and item.logistics == "awaiting"]
    place = found.places.get(open_ones[0][0].destination or "")
    return Slip(
        number=request.number,
        merchant=merchant.name,
        items=tuple(
            Item(line.title or line.sku or _("Item"), item.quantity, line.sku or "", ", ".join(f"{k} {v}" for k, v in line.options.items()))
            for item, line in open_ones
        ),
        receiver=Party.of(place.address, name=place.name) if place else Party(name=merchant.name, country=merchant.country),
        sender=order.name or "",
        order_number=order.number,
        method=open_ones[0][0].method or "label",
        locale=order.locale,
        country=request.country or merchant.country,
        accent=_accent(merchant),
    )


def _accent(merchant: Merchant) -> str:
    accent = merchant.brand.get("accent")
    return brand_of(str(accent)).fill_light if accent else "#1c1c1c"


def _calendar(found: Found, now: datetime, base: str) -> str:
    """RFC 5545: a whole day, with a reminder two days before, and the address of the page."""
    request = found.request
    day = (request.expires_at or now).date()
    url = return_url(request, base)
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//WeSupply//Returns//EN", "BEGIN:VEVENT", f"UID:return-{request.id}@wesupply",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}", f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(_('Last day to send return {number} to {shop}', number=request.number, shop=found.merchant.name))}",
        f"DESCRIPTION:{_escaped(url)}", f"URL:{url}", "TRANSP:TRANSPARENT",
        "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(_('Send return {number}', number=request.number))}", "TRIGGER:-P2D",
        "END:VALARM", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of more than 75 octets go on in the next one, behind a blank; no character is cut."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > _CALENDAR_LINE:
            parts.append(part)
            part = ""
        part += sign
    return "\r\n ".join([*parts, part])
