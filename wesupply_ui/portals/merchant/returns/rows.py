"""Rows of the list of returns, ready to be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wesupply_ui.domain.returns.amount_of import paid_out
from wesupply_ui.domain.returns.describe import Whole
from wesupply_ui.kernel import money
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.merchant.returns.address import return_href
from wesupply_ui.portals.merchant.returns.words import RESOLUTIONS, standing_word, word_of
from wesupply_ui.portals.merchant.telling import Telling

PICTURES = 3


@dataclass(frozen=True)
class ReturnRow:
    """One return of the list. `due` with its tone says until when its next step should be done."""

    id: str
    number: str
    href: str
    person: str
    order: str
    what: str
    pictures: list[str] = field(default_factory=list)
    status: str = ""
    tone: str = "quiet"
    age: str = ""
    due: str = ""
    due_tone: str = "quiet"
    resolution: str = ""
    total: str = ""
    assigned: str = ""


def return_row(whole: Whole, tell: Telling, names: Mapping[str, str]) -> ReturnRow:
    """`whole`: the return with its order and items. `names`: of the staff, by id."""
    request = whole.request
    status, tone = standing_word(request)
    due, due_tone = due_words(whole, tell)
    return ReturnRow(
        id=request.id,
        number=request.number,
        href=return_href(request.number),
        person=whole.order.name or whole.order.email or "",
        order=_("Order {number}", number=whole.order.number),
        what=_what(whole),
        pictures=list(dict.fromkeys(line.image_url for _item, line in whole.items if line.image_url))[:PICTURES],
        status=status,
        tone=tone,
        age=tell.age(request.step_since),
        due=due,
        due_tone=due_tone,
        resolution=word_of(RESOLUTIONS, request.resolution) or _("Different for each item"),
        total=money.shown(paid_out(item for item, _line in whole.items).total, request.currency),
        assigned=names.get(request.assigned_to or "", ""),
    )


def due_words(whole: Whole, tell: Telling) -> tuple[str, str]:
    """Until when its next step should be done, with its tone; nothing for what has no day."""
    due = whole.request.due_at
    if due is None:
        return "", "quiet"
    if due < tell.now and whole.request.step not in ("send", "confirm"):
        days = (tell.today - tell.local(due).date()).days
        return (ngettext("{count} day late", "{count} days late", days) if days else _("Due today")), "attention"
    return _("By {day}", day=tell.near(tell.local(due).date())), "quiet"


def _what(whole: Whole) -> str:
    """ "2 × Wool socks and 1 more"."""
    if not whole.items:
        return ""
    item, line = whole.items[0]
    first = f"{item.quantity} × {line.title or line.sku or _('Item')}"
    others = len({each.line_id for each, _line in whole.items}) - 1
    return _("{number} and {count} more", number=first, count=others) if others else first
