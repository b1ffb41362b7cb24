"""The shopper asks for the return. What has changed since it was shown is told, with the fresh numbers; nothing is lost."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from wesupply_ui.domain.returns.begun.finish import finish
from wesupply_ui.domain.returns.links import return_token
from wesupply_ui.domain.returns.unchanged import QuoteChanged, ReturnRefused
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.errors import Invalid, NotFound
from wesupply_ui.portals.shopper.returning.answer import MEND, Wanted, arrived, lapsed
from wesupply_ui.portals.shopper.returning.draw import elsewhere, step_page
from wesupply_ui.portals.shopper.returning.form import Sent
from wesupply_ui.portals.shopper.returning.priced import as_priced
from wesupply_ui.portals.shopper.returning.progress import first_open
from wesupply_ui.portals.shopper.returning.review import refused
from wesupply_ui.portals.shopper.returning.visit import Visit

NOT_SAID = "not said"
"""Stands for a total that was not sent: no amount, so that nothing is made of it."""


async def confirmed(request: Request, wanted: Wanted, visit: Visit, sent: Sent) -> Response:
    """Make the return and go to its page."""
    step, _missing = first_open(visit)
    if step not in ("items", "review") or not visit.asked or visit.draft is None:
        return elsewhere(f"{visit.address(step)}?{MEND}=1")
    expected = sent.text("expected", 40) or NOT_SAID
    try:
        async with database().transaction() as db:
            made = await finish(
                db, visit.scope, visit.draft.id, visit.filled, expected_total=expected, label_rate=visit.bench.label_rate, now=visit.now
            )
    except NotFound:
        return lapsed(wanted)
    except (ReturnRefused, QuoteChanged, Invalid) as situation:
        return await _again(request, wanted, visit, expected, 409 if not isinstance(situation, Invalid) else 422)
    return elsewhere(f"/r/{return_token(made.id, made.link_version)}")


async def _again(request: Request, wanted: Wanted, visit: Visit, expected: str, status: int) -> Response:
    async with database().reading() as db:
        fresh = as_priced(await arrived(db, request, wanted, visit.scope), visit.bench.label_rate)
        step, _missing = first_open(fresh)
        if step not in ("items", "review"):
            return elsewhere(f"{fresh.address(step)}?{MEND}=1")
        return await step_page(db, request, fresh, "review", refused(fresh, expected), status)
