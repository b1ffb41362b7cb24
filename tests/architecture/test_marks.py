"""Every handler of every State says for whom it is, and every page of staff is loaded by handlers for staff."""

from __future__ import annotations

import inspect

import pytest
from reflex_base.registry import RegistrationContext

import wesupply_ui.wesupply_ui  # noqa: F401  (registers every State)
from wesupply_ui.domain.accounts.roles import ROLES
from wesupply_ui.portals.access import _INTERNAL
from wesupply_ui.portals.marks import mark_of
from wesupply_ui.portals.page import Page
from wesupply_ui.portals.pages import PAGES


def our_handlers() -> dict[str, object]:
    """Handlers of the product's own States; Reflex's setters are no handlers of ours and stay closed."""
    return {
        name: each.handler
        for name, each in RegistrationContext.get().event_handlers.items()
        if each.states[0].__module__.startswith("wesupply_ui") and not name.endswith(".setvar")
    }


def test_every_handler_is_marked() -> None:
    assert [name for name, handler in our_handlers().items() if mark_of(handler) is None] == []


def test_every_handler_is_asynchronous() -> None:
    """A synchronous one would hold up every visitor of the process."""
    found = [name for name, handler in our_handlers().items() if not _is_async(handler.fn)]  # type: ignore[attr-defined]
    assert found == []


def test_every_permission_that_is_asked_for_belongs_to_some_role() -> None:
    known = frozenset().union(*ROLES.values())
    assert {mark.may for handler in our_handlers().values() if (mark := mark_of(handler)) and mark.may} <= known


def test_reflex_has_no_internal_handler_that_was_not_looked_at() -> None:
    """A new version may bring new ones: they stay closed until somebody decides."""
    theirs = {name for name, each in RegistrationContext.get().event_handlers.items() if each.states[0].__module__.startswith("reflex")}
    assert {name for name in theirs if not name.endswith(".setvar")} == _INTERNAL


def test_no_two_pages_live_at_one_address() -> None:
    routes = [page.route.rstrip("/") for page in PAGES]
    assert sorted(set(routes)) == sorted(routes)


@pytest.mark.parametrize("page", [page for page in PAGES if page.audience in ("merchant", "store")], ids=lambda page: page.route)
def test_a_page_for_staff_is_loaded_by_a_handler_for_staff(page: Page) -> None:
    marks = [mark_of(handler) for handler in page.on_load]
    assert any(mark and mark.for_staff for mark in marks), "without one, strangers are not sent to sign in"


def _is_async(function: object) -> bool:
    return inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)
