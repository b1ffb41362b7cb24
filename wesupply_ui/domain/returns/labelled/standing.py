"""How do a return's labels stand, in one word? Pure."""

from __future__ import annotations

from collections.abc import Iterable

from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.states import State
from wesupply_ui.domain.returns.labelled.groups import Group, group_of, is_live
from wesupply_ui.domain.returns.request_models import ReturnItem

FAILED, PREPARING, READY = "failed", "preparing", "ready"


def label_state(labels: Iterable[Label], items: Iterable[ReturnItem]) -> str:
    """failed: somebody has to act; preparing: it comes by itself; ready; empty where no label is meant for what waits to be sent."""
    waiting = {Group.of(each) for each in items if each.authorisation == "approved" and each.logistics == "awaiting"}
    states = {_one(each) for each in labels if is_live(each) and group_of(each) in waiting}
    return next((each for each in (FAILED, PREPARING, READY) if each in states), "")


def _one(label: Label) -> str:
    if label.state in (State.BOUGHT, State.USED):
        return READY
    return FAILED if label.state == State.FAILED and label.due_at is None else PREPARING
