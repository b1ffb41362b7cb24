"""Which return does the address mean, and what belongs to it? Gathers all that the page tells, within the caller's scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.colleagues import Colleague, staff_of
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions.one import names_of
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.queries import labels_of
from wesupply_ui.domain.labels.want import Cause
from wesupply_ui.domain.locations.queries import names_by_own_id
from wesupply_ui.domain.orders import queries as orders
from wesupply_ui.domain.returns.describe import Whole, wholes
from wesupply_ui.domain.returns.labelled.keep import CAUSE
from wesupply_ui.domain.returns.queries import read_return, story_of
from wesupply_ui.domain.returns.talk.models import ReturnMessage
from wesupply_ui.domain.returns.talk.queries import messages_about
from wesupply_ui.domain.returns.versions import version_by_number
from wesupply_ui.kernel.outbox import Fact


@dataclass(frozen=True, slots=True)
class Found:
    """A return with everything that is told of it. `reasons`: labels by code, of the policy by which it was judged."""

    whole: Whole
    story: Sequence[Fact]
    messages: Sequence[ReturnMessage]
    names: Mapping[str, str]
    places: Mapping[str, str]
    reasons: Mapping[str, str]
    is_number_shared: bool
    permissions: frozenset[str]
    labels: Sequence[Label] = ()
    people: Sequence[Colleague] = ()


async def find(db: AsyncSession, scope: Scope, key: str) -> Found:
    """By its number or id. NotFound also for another merchant's, and for one that comes to another store."""
    request = await read_return(db, scope, key)
    (whole,) = await wholes(db, scope, [request])
    story = await story_of(db, scope, request.id)
    messages = await messages_about(db, scope, request)
    names = await names_of(db, scope, {str(each.data.get("by", "")) for each in story} | {each.by for each in messages})
    policy = (await version_by_number(db, scope, request.policy_version)).document
    shared = await orders.shared_numbers(db, scope, [whole.order.number])
    places = await names_by_own_id(db, scope)
    labels = await labels_of(db, scope, Cause(CAUSE, request.id))
    people = await staff_of(db, scope)
    return Found(whole, story, messages, names, places, _labels(policy), whole.order.number in shared, scope.permissions, labels, people)


def _labels(policy: Mapping) -> dict[str, str]:
    found: dict[str, str] = {}
    for reason in policy.get("reasons") or []:
        found[str(reason.get("code"))] = str(reason.get("label"))
        found |= {f"{reason.get('code')}/{sub.get('code')}": str(sub.get("label")) for sub in reason.get("sub") or []}
    return found
