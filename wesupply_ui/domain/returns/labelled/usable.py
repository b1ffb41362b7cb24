"""Which labels can be printed or shown now? For each group of items that waits to be sent, its newest live one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.states import State
from wesupply_ui.domain.returns.labelled.groups import group_of, is_live, wanting
from wesupply_ui.domain.returns.request_models import ReturnItem


def usable(labels: Sequence[Label], items: Iterable[ReturnItem]) -> list[Label]:
    """In the order in which their groups come first among the items. `labels`: of one return, the newest first."""
    newest = [next((each for each in labels if is_live(each) and group_of(each) == group), None) for group in wanting(items)]
    return [each for each in newest if each is not None and each.state == State.BOUGHT and each.files]
