"""Which items travel on one label? Those that share a way and a destination. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.states import State
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.settle_up import LABELLED

_LONGEST = 120


class Group(NamedTuple):
    """What one label is for. `destination` as far as it goes into a key."""

    method: str
    destination: str

    @classmethod
    def of(cls, item: ReturnItem) -> Group:
        """The group that an item is in."""
        return cls(item.method or "", (item.destination or "")[:_LONGEST])


def key_of(return_id: str, group: Group, occasion: str) -> str:
    """Under which a label is asked for: once for each occasion (a fact's id)."""
    return f"{return_id}/{occasion}/{group.method}/{group.destination}"


def group_of(label: Label) -> Group:
    """Which group a label was asked for."""
    _return_id, _occasion, method, destination = [*label.key.split("/", 3), "", "", ""][:4]
    return Group(method, destination)


def wanting(items: Iterable[ReturnItem]) -> Mapping[Group, list[ReturnItem]]:
    """Items that wait to be sent on a label of ours, together as they travel."""
    found: dict[Group, list[ReturnItem]] = {}
    for each in items:
        if each.method in LABELLED and each.authorisation == "approved" and each.logistics == "awaiting":
            found.setdefault(Group.of(each), []).append(each)
    return found


def used_by(items: Iterable[ReturnItem], label: Label) -> list[ReturnItem]:
    """The items of a label's group that may still come back by it, wherever they are."""
    group = group_of(label)
    return [each for each in items if Group.of(each) == group and each.authorisation == "approved" and each.logistics != "kept_by_shopper"]


def is_live(label: Label) -> bool:
    """Whether it can be used, or will be."""
    return label.state != State.VOIDED and label.void_wanted_at is None
