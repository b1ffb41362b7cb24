"""Whose return is this, and how far along? Everything that a step needs to be drawn or taken, read once a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.notifications.dates import locale_of
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.orders.queries import lines_of, order_by_id
from wesupply_ui.domain.returns.answer import Item, Quote
from wesupply_ui.domain.returns.begun.choices import chosen
from wesupply_ui.domain.returns.begun.models import ReturnDraft
from wesupply_ui.domain.returns.begun.queries import draft_of
from wesupply_ui.domain.returns.bench import Bench, bench
from wesupply_ui.domain.returns.offered import filled
from wesupply_ui.domain.returns.photos.models import ReturnPhoto
from wesupply_ui.domain.returns.photos.queries import photos_of_draft
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.domain.returns.versions import zone_of
from wesupply_ui.portals.shopper.tracking.saying import Saying


@dataclass(frozen=True)
class Visit:
    """One request for one step. `draft` None: nothing has been chosen yet. `asked`: its choices; `lines`: of the order, by their ids."""

    token: str
    scope: Scope
    shop: Merchant
    order: Order
    lines: Sequence[OrderLine]
    bench: Bench
    now: datetime
    saying: Saying
    reader: tuple[str, ...]
    draft: ReturnDraft | None = None
    asked: tuple[AskedLine, ...] = ()
    photos: Sequence[ReturnPhoto] = ()

    def choosing(self, asked: Sequence[AskedLine]) -> Visit:
        """The same with other choices."""
        return replace(self, asked=tuple(asked))

    def address(self, step: str = "") -> str:
        """Where a step of this return is."""
        begin = f"/t/{self.token}/return"
        return begin if self.draft is None else f"{begin}/{self.draft.id}/{step or 'items'}"

    def line(self, external_id: str) -> OrderLine:
        """The order's line that a choice names."""
        return next(each for each in self.lines if each.external_id == external_id)

    @property
    def filled(self) -> list[AskedLine]:
        """The choices, with what was not chosen yet."""
        return filled(self.bench, self.asked) if self.asked else []

    @property
    def quote(self) -> Quote:
        """What the choices would bring."""
        return self.bench.asked(self.filled)

    def judged(self) -> list[tuple[AskedLine, OrderLine, Item]]:
        """Each choice with its line and the answer to it."""
        items = self.quote.items if self.asked else []
        return [(each, self.line(each.line_external_id), item) for each, item in zip(self.asked, items, strict=True)]

    def photos_of(self, line: OrderLine) -> list[ReturnPhoto]:
        """What was added to a line."""
        return [each for each in self.photos if each.line_id == line.id]


async def arrive(
    db: AsyncSession, scope: Scope, token: str, draft_id: str, *, now: datetime, reader: tuple[str, ...], lock: bool = False
) -> Visit:
    """NotFound for a draft that is not of the link's order or has lapsed; NoPolicy where nothing is taken back by a policy."""
    order = await order_by_id(db, scope, scope.order_id or "")
    shop = await db.get_one(Merchant, scope.merchant_id)
    draft = await draft_of(db, scope, draft_id, now=now, lock=lock) if draft_id else None
    lines = await lines_of(db, order)
    known = {each.external_id for each in lines}
    return Visit(
        token=token,
        scope=scope,
        shop=shop,
        order=order,
        lines=lines,
        bench=await bench(db, scope, order, at=now),
        now=now,
        saying=Saying(locale_of(shop.country), await zone_of(db, scope), now),
        reader=(*reader, order.locale),
        draft=draft,
        asked=tuple(each for each in chosen(draft.choices) if each.line_external_id in known) if draft else (),
        photos=await photos_of_draft(db, draft, now=now) if draft else (),
    )
