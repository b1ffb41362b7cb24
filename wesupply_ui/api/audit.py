"""The audit log as a file, for those who may read it: CSV for spreadsheets, JSON lines for programs; streamed, so any length."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from wesupply_ui.api.admission import by_session
from wesupply_ui.api.caller import reading
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.audit_queries import Asked, every_entry, names_of
from wesupply_ui.domain.accounts.permissions import AUDIT_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel import clock, csv_out
from wesupply_ui.kernel.errors import FieldProblem, Invalid

router = APIRouter(prefix="/api/exports", include_in_schema=False)
_HEADS = ("number", "at", "actor", "name", "origin", "action", "subject", "about", "before", "after", "hash")
Text = Annotated[str, Query(max_length=200)]
Auditor = Annotated[Scope, by_session(may=AUDIT_READ)]


@router.get("/audit.csv")
async def audit_csv(staff: Auditor, who: Text = "", what: Text = "", q: Text = "", since: Text = "", before: Text = "") -> Response:
    """Every entry that the screen's filters leave, newest first, names beside ids."""
    asked = Asked(who, what, q, _instant("since", since), _instant("before", before))
    return _file(csv_out.csv_bytes(_HEADS, _rows(staff, asked)), "csv", csv_out.MEDIA_TYPE)


@router.get("/audit.jsonl")
async def audit_jsonl(staff: Auditor, who: Text = "", what: Text = "", q: Text = "", since: Text = "", before: Text = "") -> Response:
    """The same, an object a line, with what is needed to check the chain elsewhere."""
    asked = Asked(who, what, q, _instant("since", since), _instant("before", before))
    return _file(_lines(staff, asked), "jsonl", "application/x-ndjson")


def _file(pieces: AsyncIterator[bytes], kind: str, media_type: str) -> Response:
    name = f"audit-{clock.now():%Y-%m-%d}.{kind}"
    return StreamingResponse(
        pieces, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    )


async def _rows(staff: Scope, asked: Asked) -> AsyncIterator[tuple[Any, ...]]:
    names: dict[str, str] = {}
    async with reading() as db, reading() as beside:
        async for entry in every_entry(db, staff, asked):
            if entry.actor not in names:
                names[entry.actor] = (await names_of(beside, staff, [entry.actor])).get(entry.actor, "")
            yield (
                entry.seq, entry.at, entry.actor, names[entry.actor], entry.origin, entry.action, entry.subject, entry.label,
                _told(entry.before), _told(entry.after), entry.hash,
            )  # fmt: skip


async def _lines(staff: Scope, asked: Asked) -> AsyncIterator[bytes]:
    async with reading() as db:
        async for entry in every_entry(db, staff, asked):
            yield orjson.dumps(_plain(entry)) + b"\n"


def _plain(entry: AuditEntry) -> dict[str, Any]:
    told = ("seq", "actor", "origin", "action", "subject", "label", "before", "after", "previous", "hash")
    return {"at": entry.at.isoformat()} | {name: getattr(entry, name) for name in told}


def _told(values: dict[str, Any]) -> str:
    return orjson.dumps(values).decode() if values else ""


def _instant(name: str, text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Invalid("This is not an instant.", problems=(FieldProblem(name, "write it like 2026-11-20T10:15:00+00:00"),))
    return found
