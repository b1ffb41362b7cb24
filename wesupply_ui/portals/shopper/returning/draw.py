"""Draws a step: its questions within the frame, or why there are none."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from wesupply_ui.domain.returns.photos.develop import MOST_BYTES, TAKEN
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.shopper.drawing import answer, document
from wesupply_ui.portals.shopper.returning import how, instead, items, review, why
from wesupply_ui.portals.shopper.returning.frame import NOTHING_SAID, Said, frame
from wesupply_ui.portals.shopper.returning.money import corner, parts
from wesupply_ui.portals.shopper.returning.stores import store_rows
from wesupply_ui.portals.shopper.returning.visit import Visit

# The page's own address proves who one is, so it goes to no other site; to ours it does, for that is how a form proves where it is from.
HEADERS = {"Referrer-Policy": "same-origin"}
SHEETS = ("returning.css",)


async def step_page(db: AsyncSession, request: Request, visit: Visit, step: str, said: Said = NOTHING_SAID, status: int = 200) -> Response:
    """One of the five steps."""
    page = frame(visit, step, said, **_frame_words(visit, step))
    values = await _QUESTIONS[step](db, visit, said)
    html = document(
        f"returning/{step}.html", title=page.title, page=page, sheets=SHEETS, referrer="same-origin", script="/returning.js", **values
    )
    return answer(request, html, status=status, headers=HEADERS, within=visit.shop.embedders)


def peeked(visit: Visit) -> Response:
    """What the choices would bring and ask for: for the corner of a page that is being filled in."""
    money = corner(visit)
    asks = {
        row.good.key: {
            "comment": row.comment_asked,
            "comment_label": row.comment_label,
            "photo": row.photo_asked,
            "photo_label": row.photo_label,
        }
        for row in why.asked_about(visit, NOTHING_SAID)
    }
    told = {"label": money.label, "amount": money.amount, "about": money.about}
    return JSONResponse({"money": told, "asks": asks}, headers={"Cache-Control": "no-store"})


def elsewhere(address: str) -> Response:
    """Go on there."""
    return RedirectResponse(address, 303, {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"})


def _frame_words(visit: Visit, step: str) -> dict[str, str]:
    if step == "review":
        return {"go_on": _("Ask for the return"), "intro": review.needs_look(visit)}
    if step == "items":
        return {"intro": _("Order {number} from {shop}", number=visit.order.number, shop=visit.shop.name)}
    return {}


async def _items(_db: AsyncSession, visit: Visit, said: Said) -> dict[str, Any]:
    rows = items.goods(visit, said)
    return {"goods": [row for row in rows if not row.why_not], "others": [row for row in rows if row.why_not], "words": _item_words()}


def _item_words() -> dict[str, str]:
    return {
        "others": _("Can't be returned"),
        "none": _("Nothing of this order can be returned online."),
        "whole": _("Items of this order"),
    }


async def _why(_db: AsyncSession, visit: Visit, said: Said) -> dict[str, Any]:
    words = {
        "reason": _("Reason"),
        "choose": _("Choose a reason"),
        "kinds": _("JPEG, PNG or WebP, {most} MB at most.", most=MOST_BYTES // 1_000_000),
        "send": _("Send the chosen photos"),
        "sending": _("Sending"),
        "failed": _("This photo did not arrive. Please choose it again."),
        "large": _("Photos may have {most} MB at most.", most=MOST_BYTES // 1_000_000),
    }
    return {"rows": why.asked_about(visit, said), "reasons": why.reasons(visit), "words": words, "taken": TAKEN, "most": MOST_BYTES}


async def _instead(_db: AsyncSession, visit: Visit, said: Said) -> dict[str, Any]:
    return {"questions": instead.questions(visit, said), "field": instead.FIELD, "stores": [], "words": {}}


async def _how(db: AsyncSession, visit: Visit, said: Said) -> dict[str, Any]:
    asked = how.questions(visit, said)
    has_store = any(option.value == "store" for each in asked for option in each.options)
    stores = await store_rows(db, visit.scope, visit.saying, visit.order.address or {}) if has_store else []
    return {"questions": asked, "field": how.FIELD, "stores": stores, "words": {"stores": _("Stores and opening hours")}}


async def _review(_db: AsyncSession, visit: Visit, said: Said) -> dict[str, Any]:
    rows = review.summary(visit)
    words = {"change": _("Change"), "mend": _("Change the items"), "sum": _("How it adds up"), "total": _("In all")}
    return {
        "rows": rows,
        "expected": review.expected(visit),
        "is_refused": any(each.problem for each in rows),
        "parts": parts(visit.quote),
        "addresses": {step: visit.address(step) for step in ("items", "why", "instead", "how")},
        "words": words,
    }


_QUESTIONS = {"items": _items, "why": _why, "instead": _instead, "how": _how, "review": _review}
