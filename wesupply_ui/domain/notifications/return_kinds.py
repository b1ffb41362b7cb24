"""What are shoppers told about their returns? Kinds of mail, the facts they follow from, and whether it is still worth telling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.domain.returns.talk.may_appeal import refused


class ReturnKind(StrEnum):
    """One kind of mail about a return."""

    REQUESTED = "return_requested"
    APPROVED = "return_approved"
    LABEL = "return_label"
    DECLINED = "return_declined"
    QUESTION = "return_question"
    NO_KEPT = "return_no_kept"
    REMINDER = "return_reminder"
    RECEIVED = "return_received"
    NOT_ACCEPTED = "return_not_accepted"
    SETTLED = "return_settled"
    EXPIRED = "return_expired"
    WITHDRAWN = "return_withdrawn"


@dataclass(frozen=True, slots=True)
class Telling:
    """`fresh_for`: older news is history; `after`: so long it waits for what comes with it."""

    kind: ReturnKind
    fresh_for: timedelta = timedelta(days=3)
    after: timedelta = timedelta(seconds=10)


OF_FACT: dict[str, Telling] = {
    "return.requested": Telling(ReturnKind.REQUESTED),
    # A label is bought within seconds of the yes: it had better be in the same mail.
    "return.approved": Telling(ReturnKind.APPROVED, timedelta(days=7), timedelta(seconds=90)),
    "return.label_ready": Telling(ReturnKind.LABEL, timedelta(days=7)),
    "return.declined": Telling(ReturnKind.DECLINED, timedelta(days=7)),
    "return.question_asked": Telling(ReturnKind.QUESTION, timedelta(days=7)),
    "return.appeal_declined": Telling(ReturnKind.NO_KEPT, timedelta(days=7)),
    "return.reminded": Telling(ReturnKind.REMINDER),
    "return.received": Telling(ReturnKind.RECEIVED),
    "return.inspected": Telling(ReturnKind.NOT_ACCEPTED, timedelta(days=7)),
    "return.settled": Telling(ReturnKind.SETTLED, timedelta(days=7)),
    "return.expired": Telling(ReturnKind.EXPIRED, timedelta(days=7)),
    "return.withdrawn": Telling(ReturnKind.WITHDRAWN),
}
VALUES = frozenset(each.value for each in ReturnKind)


def still_true(kind: ReturnKind, request: ReturnRequest, items: Sequence[ReturnItem]) -> bool:
    """Whether the return still stands where this mail says, at the moment of sending."""
    is_awaited = any(each.authorisation == "approved" and each.logistics in ("awaiting", "kept_by_shopper") for each in items)
    match kind:
        case ReturnKind.REQUESTED:
            return any(each.authorisation == "requested" for each in items)
        case ReturnKind.APPROVED:
            return is_awaited
        case ReturnKind.LABEL | ReturnKind.REMINDER:
            return any(each.authorisation == "approved" and each.logistics == "awaiting" for each in items)
        case ReturnKind.DECLINED:
            return any(each.authorisation == "declined" for each in items)
        case ReturnKind.QUESTION:
            return request.turn == "shopper"
        case ReturnKind.NO_KEPT | ReturnKind.NOT_ACCEPTED:
            return bool(refused(items))
        case ReturnKind.RECEIVED:
            return any(each.logistics == "received" and each.settlement != "settled" for each in items)
        case ReturnKind.SETTLED:
            return any(each.settlement == "settled" for each in items)
        case ReturnKind.EXPIRED:
            return any(each.authorisation == "expired" for each in items)
        case ReturnKind.WITHDRAWN:
            return any(each.authorisation == "withdrawn" for each in items)
