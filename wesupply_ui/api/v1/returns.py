"""Returns over REST: the merchant's policy with its versions, and what a return would be answered."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Request, Response
from pydantic import AwareDatetime
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, as_object, parsed, read_json_bytes
from wesupply_ui.api.caller import reading, writing
from wesupply_ui.api.door import door
from wesupply_ui.api.idempotency import once
from wesupply_ui.api.v1.label_price import label_price
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.permissions import RETURNS_READ, RETURNS_RULES
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.answer import quote_json
from wesupply_ui.domain.returns.differences import differences
from wesupply_ui.domain.returns.in_force import in_force
from wesupply_ui.domain.returns.models import PolicyVersion
from wesupply_ui.domain.returns.publish import publish
from wesupply_ui.domain.returns.quote import quote
from wesupply_ui.domain.returns.read_rollback import read_rollback
from wesupply_ui.domain.returns.roll_back import roll_back
from wesupply_ui.domain.returns.trial_json import trial_json
from wesupply_ui.domain.returns.try_out import try_out
from wesupply_ui.domain.returns.versions import current_version, list_versions, version_by_number
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import FieldProblem

router = door(tags=["Returns"])
_TOLD_BY_US = ("version", "published_at", "published_by", "restores", "problems")
"""Members of an answer that are not the policy's own: a policy that was read can be put as it is."""


@router.get("/returns/policy", summary="The return policy in force")
async def get_policy(
    caller: Annotated[Scope, by_token(may=RETURNS_READ)],
    at: Annotated[AwareDatetime | None, Query(description="As it was in force then; left out: now")] = None,
) -> Response:
    """The policy that judges orders placed at that time. 404 before the first one."""
    async with reading() as db:
        return answer(_told(await current_version(db, caller, now=at or clock.now())))


@router.put("/returns/policy", summary="Publish a return policy", openapi_extra=json_body("ReturnPolicy"))
async def put_policy(request: Request, caller: Annotated[Scope, by_token(may=RETURNS_RULES)]) -> Response:
    """Make a new version, in force at once or from `effective_at` on, for orders placed since then or with `applies_to` for all.

    201 for the first one, else 200; the same policy again makes no version. 422 names each fault by its path. `problems` are remarks, such
    as on rules that are never reached: the policy was taken.
    """
    raw = _own(as_object(parsed(await read_json_bytes(request))))
    async with writing() as db:
        version, is_new, remarks = await publish(db, caller, raw, now=clock.now())
    return answer(_told(version) | _remarks(remarks), 201 if is_new and version.number == 1 else 200)


@router.get("/returns/policy/versions", summary="Every version of the return policy")
async def get_versions(caller: Annotated[Scope, by_token(may=RETURNS_READ)]) -> Response:
    """The newest first, without their documents. `in_force`: it judges orders that are placed now."""
    async with reading() as db:
        versions = await list_versions(db, caller)
    now = clock.now()
    current = in_force(versions, now, now)
    return answer({"items": [_headline(each) | {"in_force": each is current} for each in versions], "next_cursor": None})


@router.get("/returns/policy/versions/{number}", summary="One version of the return policy")
async def get_version(number: int, caller: Annotated[Scope, by_token(may=RETURNS_READ)]) -> Response:
    """As it was published."""
    async with reading() as db:
        return answer(_told(await version_by_number(db, caller, number)))


@router.get("/returns/policy/diff", summary="What is different between two versions")
async def get_difference(
    caller: Annotated[Scope, by_token(may=RETURNS_READ)],
    before: Annotated[int, Query(alias="from", description="The number of the earlier version")],
    after: Annotated[int, Query(alias="to", description="The number of the later version")],
) -> Response:
    """Each member that was added, removed, changed or reordered, with its values. Rules are named, reasons told by their codes."""
    async with reading() as db:
        old, new = await version_by_number(db, caller, before), await version_by_number(db, caller, after)
    found = differences(old.document, new.document)
    told = [{"path": each.path, "change": each.change, "before": each.before, "after": each.after} for each in found]
    return answer({"from": before, "to": after, "differences": told})


@router.post("/returns/policy/rollback", summary="Go back to an earlier version", openapi_extra=json_body("ReturnPolicyRollback"))
async def post_rollback(request: Request, caller: Annotated[Scope, by_token(may=RETURNS_RULES)]) -> Response:
    """Publish an earlier version's policy again, in force at once, as a new version. 404 when there is no such version."""
    body = await read_json_bytes(request)
    number, all_orders = read_rollback(as_object(parsed(body)))

    async def deed(db: AsyncSession) -> Response:
        version, _, remarks = await roll_back(db, caller, number, all_orders=all_orders, now=clock.now())
        return answer(_told(version) | _remarks(remarks))

    return await once(request, caller, body, deed)


@router.post("/returns/policy/trial", summary="Try a draft over past orders", openapi_extra=json_body("ReturnPolicyTrial"))
async def post_trial(request: Request, caller: Annotated[Scope, by_token(may=RETURNS_READ)]) -> Response:
    """Judge the latest orders by a draft and by what is in force: which answers would flip, the rules behind it, and the money it moves.

    Every line is asked for in full, now or some days after it arrived. Changes nothing. 422 names each fault of the draft by its path.
    """
    body = await read_json_bytes(request)
    raw = as_object(parsed(body))
    if isinstance(raw.get("policy"), dict):
        raw["policy"] = _own(raw["policy"])

    async def deed(db: AsyncSession) -> Response:
        trial, remarks = await try_out(db, caller, raw, now=clock.now())
        return answer(trial_json(trial) | _remarks(remarks))

    if "idempotency-key" in request.headers:
        return await once(request, caller, body, deed)
    async with reading() as db:
        return await deed(db)


@router.post("/returns/quote", summary="What would a return be answered?", openapi_extra=json_body("ReturnRequest"))
async def post_quote(request: Request, caller: Annotated[Scope, by_token(may=RETURNS_READ)]) -> Response:
    """For each line whether it may come back, every reason why not, until when, how, and the exact money, with the rule behind each.

    Judged by the version in force when the order was placed. 404 for an unknown order, 409 before there is a policy. Changes nothing.
    """
    body = await read_json_bytes(request)
    raw = as_object(parsed(body))

    rate = await label_price(caller, raw, now=clock.now())

    async def deed(db: AsyncSession) -> Response:
        return answer(quote_json(await quote(db, caller, raw, now=clock.now(), label_rate=rate)))

    if "idempotency-key" in request.headers:
        return await once(request, caller, body, deed)
    async with reading() as db:
        return await deed(db)


def _own(raw: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in raw.items() if name not in _TOLD_BY_US}


def _headline(version: PolicyVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "name": version.name,
        "effective_at": version.effective_at.isoformat(),
        "applies_to": version.applies_to,
        "restores": version.restores,
        "published_at": version.published_at.isoformat(),
        "published_by": version.published_by,
    }


def _told(version: PolicyVersion) -> dict[str, Any]:
    return version.document | _headline(version)


def _remarks(remarks: list[FieldProblem]) -> dict[str, Any]:
    return {"problems": [{"field": each.field, "message": each.message} for each in remarks]}
