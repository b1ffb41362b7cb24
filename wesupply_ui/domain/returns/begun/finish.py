"""A shopper asks for what was chosen: the draft becomes a return, once, whoever presses the button how often."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.queries import order_to_change
from wesupply_ui.domain.returns.begun.choices import written
from wesupply_ui.domain.returns.begun.models import ReturnDraft
from wesupply_ui.domain.returns.begun.queries import draft_of
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.open_return import open_return
from wesupply_ui.domain.returns.photos.queries import lines_with_photos
from wesupply_ui.domain.returns.photos.settle_down import settle_down
from wesupply_ui.domain.returns.queries import return_by_key
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _


async def finish(
    db: AsyncSession,
    scope: Scope,
    draft_id: str,
    lines: list[AskedLine],
    *,
    expected_total: str,
    label_rate: int | None = None,
    now: datetime,
) -> ReturnRequest:
    """The return that the draft has become, made now or before.

    `lines`: its choices with what was preselected filled in; `expected_total`: the total that the shopper saw, for a label at `label_rate`.
    Refusals are `open_return`'s, and Invalid when the policy wants a photo that is not there.
    """
    order = await order_to_change(db, scope, scope.order_id or "")  # before the draft, as `begin` does: whoever comes second waits here
    draft = await draft_of(db, scope, draft_id, now=now, lock=True)
    if draft.return_id:
        return await return_by_key(db, scope, draft.return_id)
    photographed = await lines_with_photos(db, draft, now=now)
    raw = {"order_external_id": order.external_id, "lines": written(lines), "expected_total": expected_total}
    held = await open_return(db, scope, raw, now=now, photographed=photographed.values(), label_rate=label_rate)
    _check_photos(held, photographed)
    await settle_down(db, draft, held.request, {each.line_id for each in held.items}, now=now)
    _close(draft, held, now)
    await db.flush()
    return held.request


def _check_photos(held: Held, photographed: dict[str, str]) -> None:
    if any(each.photo == "required" and each.line_id not in photographed for each in held.items):
        problem = FieldProblem("photos", _("are needed for this item"))
        raise Invalid(_("Please add a photo of what is wrong."), problems=(problem,))


def _close(draft: ReturnDraft, held: Held, now: datetime) -> None:
    draft.return_id, draft.updated_at = held.request.id, now
    draft.choices = []  # what the shopper wrote stands in the return now
