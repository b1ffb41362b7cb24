"""Something arrived that nobody announced and that belongs to no return yet: it is kept, with what stands on it and where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import RETURNS_RECEIVE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.queries import order_by_external_id
from wesupply_ui.domain.returns.receive import location_said
from wesupply_ui.domain.returns.receiving.models import StrayBox, StrayCounter
from wesupply_ui.domain.returns.receiving.scan import as_number
from wesupply_ui.kernel import fields, intake, live, outbox
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.intake import Field, Findings
from wesupply_ui.kernel.language import _

_FIELDS = {
    "carrier_number": Field("carrier_number", fields.text(100, numbers=True)),
    "sender": Field("sender", fields.text(200)),
    "contents": Field("contents", fields.text(2000)),
    "location": Field("location", fields.text(255, numbers=True)),
    "place": Field("place", fields.text(200, numbers=True)),
    "order_external_id": Field("order_external_id", fields.text(255, numbers=True)),
    "note": Field("note", fields.text(2000)),
}
_TOLD = ("carrier_number", "sender", "contents", "place", "note")


async def keep_box(db: AsyncSession, scope: Scope, raw: Mapping[str, Any], *, now: datetime) -> StrayBox:
    """`raw`: {"carrier_number": "1Z…", "contents": "2 socks", "place": "Shelf 4", …}; something has to tell it from others.

    `order_external_id`: the order that it is thought to be of. Fact `return.box_kept`. Invalid with each field's problem.
    """
    scope.require(RETURNS_RECEIVE)
    findings = Findings()
    values, unknown = intake.take(dict(raw), _FIELDS, "", findings, frozenset())
    for name in unknown:
        findings.problem(name, _("is no field of this"))
    if not findings.problems and not any(values.get(name) for name in ("carrier_number", "sender", "contents", "order_external_id")):
        findings.problem("contents", _("is missing; say what is in it, or whose it may be"))
    if findings.problems:
        raise Invalid(_("This can't be done as it was sent."), problems=tuple(findings.problems))
    order_id = await _order(db, scope, values.get("order_external_id"))
    told = {name: values.get(name) or "" for name in _TOLD} | {"carrier_number": as_number(values.get("carrier_number") or "")}
    box = StrayBox(
        merchant_id=scope.merchant_id,
        number=await _next_number(db, scope.merchant_id),
        location=await location_said(db, scope, values.get("location")),
        order_id=order_id,
        found_at=now,
        found_by=scope.actor,
        updated_at=now,
        **told,
    )
    db.add(box)
    await db.flush()
    await tell_box(db, scope, box, "box_kept", now=now)
    return box


async def tell_box(db: AsyncSession, scope: Scope, box: StrayBox, did: str, *, now: datetime) -> None:
    """The fact `return.<did>` about a box, a note, and news for open pages."""
    data = {"box_id": box.id, "number": box.number, "state": box.state, "return_id": box.return_id, "by": scope.actor}
    outbox.tell(db, merchant_id=box.merchant_id, name=f"return.{did}", subject=f"box:{box.id}", at=now, **data)
    live.announce(db, f"merchant:{box.merchant_id}")
    await audit.note(db, scope, f"return.{did}", f"box:{box.id}", at=now, label=box.number, after={"state": box.state})


async def _order(db: AsyncSession, scope: Scope, external_id: str | None) -> str | None:
    if external_id is None:
        return None
    return (await order_by_external_id(db, scope, external_id)).id


async def _next_number(db: AsyncSession, merchant_id: str) -> str:
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    count = insert(StrayCounter).values(merchant_id=merchant_id, last=1)
    count = count.on_conflict_do_update(index_elements=["merchant_id"], set_={"last": StrayCounter.last + 1})
    return f"B-{(await db.execute(count.returning(StrayCounter.last))).scalar_one()}"
