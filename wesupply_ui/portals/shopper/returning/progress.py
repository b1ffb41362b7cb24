"""Which step comes next? The first one in which something is missing, as things stand now; all are checked anew each time."""

from __future__ import annotations

from collections.abc import Callable

from wesupply_ui.portals.shopper.returning import choosing, how, instead, items, why
from wesupply_ui.portals.shopper.returning.frame import NOTHING_SAID, Said
from wesupply_ui.portals.shopper.returning.visit import Visit
from wesupply_ui.portals.shopper.returning.words import STEPS

CHECKS: dict[str, Callable[[Visit], Said]] = {"items": items.check, "why": why.check, "instead": instead.check, "how": how.check}


def first_open(visit: Visit) -> tuple[str, Said]:
    """The step and what is missing there; ("review", nothing) when nothing is."""
    for step, check in CHECKS.items():
        if said := check(visit):
            return step, said
    return "review", NOTHING_SAID


def is_ahead(step: str, of: str) -> bool:
    """Whether a step comes after another."""
    names = list(STEPS)
    return names.index(step) > names.index(of)


def settled(visit: Visit) -> Visit:
    """With what there is no choice about."""
    if not visit.asked:
        return visit
    visit = choosing.with_single(visit, instead.FIELD, instead.offers)
    return choosing.with_single(visit, how.FIELD, how.offers)
