"""Is this process alive, can it do its work, and what do its figures say?"""

from __future__ import annotations

import hmac
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from wesupply_ui.api.admission import by_proof, for_anyone
from wesupply_ui.api.body import answer
from wesupply_ui.api.problems import Refused
from wesupply_ui.domain.tracking.backlog import Backlog, backlog
from wesupply_ui.kernel import clock, pulse, schema
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.settings import settings

router = APIRouter(tags=["Health"])
BEHIND = timedelta(minutes=10)


@router.get("/healthz", summary="Alive?", dependencies=[for_anyone("says only that it lives")])
async def healthz() -> Response:
    """Whether this process answers at all."""
    return answer({"status": "ok"})


@router.get("/readyz", summary="Ready?", dependencies=[for_anyone("says only what works; nothing of a merchant")])
async def readyz() -> Response:
    """503 without a database or with another schema than this code's. Jobs that are behind are told; pages and API work without them."""
    found: dict[str, Any] = {"database": "ok", "schema": "ok", "jobs": "unknown"}
    try:
        if not await schema.is_current(database()):
            found["schema"] = "not current; run `wesupply migrate`"
        else:
            async with database().reading() as db:
                found |= _jobs(await backlog(db, now=clock.now()))
    except (SQLAlchemyError, OSError) as error:
        found |= {"database": f"not reachable ({type(error).__name__})", "schema": "unknown"}
    if beats := pulse.pulses():  # this process runs jobs itself
        found["job_runs"] = {name: _run(beat) for name, beat in beats.items()}
    is_ready = found["database"] == found["schema"] == "ok"
    return answer({"status": "ready" if is_ready else "not ready", **found}, 200 if is_ready else 503)


def _jobs(waiting: Backlog) -> dict[str, Any]:
    behind = max(waiting.polls_behind, waiting.facts_behind)
    return {"jobs": "ok" if behind < BEHIND else "behind", "jobs_behind_seconds": int(behind.total_seconds())}


def _run(beat: pulse.Pulse) -> dict[str, Any]:
    """A job's last run: when it ended, how long ago that is, and what went wrong if anything did."""
    now, at = clock.now(), beat.finished_at
    age = None if at is None else int((now - at).total_seconds())
    return {"ended_at": at and at.isoformat(timespec="seconds"), "seconds_ago": age, "error": beat.error, "ok": beat.is_healthy(now)}


@router.get("/metrics", summary="Figures for Prometheus", dependencies=[by_proof("this machine itself, or the token of the figures")])
async def metrics(request: Request) -> Response:
    """For this machine itself, or with the token of `WESUPPLY_METRICS_TOKEN`."""
    if not _may_see_figures(request):
        raise Refused(403, "not_allowed", "The figures are for this machine, or with “Authorization: Bearer …”.")
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _may_see_figures(request: Request) -> bool:
    token = settings().metrics_token
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if token and scheme.lower() == "bearer":
        return hmac.compare_digest(given.strip().encode(), token.encode())
    # What a proxy on this machine passes on comes from elsewhere.
    is_passed_on = any(name in request.headers for name in ("x-forwarded-for", "forwarded", "x-real-ip", "via"))
    try:
        return not is_passed_on and ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False
