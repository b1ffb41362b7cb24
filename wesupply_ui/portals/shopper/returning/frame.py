"""What stands around every step: whose page it is, how far one has come, the money, and where to go on or back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.kernel.language import _, language
from wesupply_ui.portals.shopper.branding import brand_row, foot_row, help_rows, preview_row
from wesupply_ui.portals.shopper.links import picture_address
from wesupply_ui.portals.shopper.returning.money import corner
from wesupply_ui.portals.shopper.returning.rows import FrameRow, GoodRow, LabelsRow, StepRow
from wesupply_ui.portals.shopper.returning.visit import Visit
from wesupply_ui.portals.shopper.returning.words import STEPS

_HEADINGS = {
    "items": lambda: _("What would you like to return?"),
    "why": lambda: _("What is the reason?"),
    "instead": lambda: _("What would you like instead?"),
    "how": lambda: _("How do you send it back?"),
    "review": lambda: _("Is everything right?"),
}


@dataclass(frozen=True)
class Said:
    """What has to be told about a step beside what it asks. `of`: problems by field."""

    problem: str = ""
    of: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    notice_url: str = ""
    notice_label: str = ""

    def __bool__(self) -> bool:
        return bool(self.problem or self.of)


NOTHING_SAID = Said()


def frame(visit: Visit, step: str, said: Said = NOTHING_SAID, *, go_on: str = "", intro: str = "") -> FrameRow:
    """The frame of a step."""
    names = list(STEPS)
    at = names.index(step)
    heading = _HEADINGS[step]()
    shop = visit.shop
    title = f"{heading} · {shop.name}"
    number = _("Step {at} of {count}: {name}", at=at + 1, count=len(names), name=_(STEPS[step]))
    return FrameRow(
        brand=brand_row(shop),
        foot=foot_row(shop, visit.reader),
        preview=preview_row(shop, title=_("Return · {shop}", shop=shop.name), words=_("Send something back to {shop}.", shop=shop.name)),
        labels=LabelsRow(
            language=language(),
            order=_("Order"),
            progress=_("Progress"),
            back=_("Back"),
            go_on=go_on or _("Continue"),
            offline=_("You are offline. Nothing is lost: this is sent as soon as you are back."),
            help=_("Help from {shop}", shop=shop.name),
            step=number,
        ),
        order_number=visit.order.number,
        title=title,
        heading=heading,
        intro=intro,
        steps=[_step(visit, each, index, at) for index, each in enumerate(names)],
        money=corner(visit),
        help=help_rows(shop, about=_("Return of order {number}", number=visit.order.number)),
        action=visit.address(step),
        back=visit.address(names[at - 1]) if at else f"/t/{visit.token}",
        problem=said.problem,
        notice=said.notice,
        notice_url=said.notice_url,
        notice_label=said.notice_label,
    )


def good_row(line: OrderLine, *, quantity: int = 0) -> GoodRow:
    """An item as every step names it."""
    title = " ".join((line.title or line.sku or _("Item")).split())
    return GoodRow(
        key=line.id,
        title=title,
        details=", ".join(f"{name} {value}" for name, value in line.options.items() if value not in (None, "")),
        image_url=picture_address(line.image_url),
        initial=title[0].upper(),
        quantity=quantity,
        how_many=_("How many: {title}", title=title),
    )


def _step(visit: Visit, name: str, index: int, at: int) -> StepRow:
    state = "past" if index < at else "now" if index == at else "ahead"
    return StepRow(_(STEPS[name]), state, visit.address(name) if index < at else "")
