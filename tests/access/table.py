"""Who may do what, as one table made of the program's own data: marks of handlers, declarations of routes, permissions of roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reflex_base.registry import RegistrationContext

import wesupply_ui.wesupply_ui  # noqa: F401  (registers every State)
from tests.paths import PROJECT
from wesupply_ui.api.admission import Admission, By, ways_in
from wesupply_ui.api.app import create_app
from wesupply_ui.domain.accounts.permissions import FOR_MACHINES, PERMISSIONS
from wesupply_ui.domain.accounts.roles import BY_KEY, ROLES, STAFF_ROLES
from wesupply_ui.portals.access import MERCHANT
from wesupply_ui.portals.marks import Mark, mark_of

DOCUMENT = PROJECT / "docs" / "access.md"
COMMAND = ".venv/bin/python -m tests.access"


@dataclass(frozen=True)
class Handler:
    """One handler of a State, under the name that a socket calls it by."""

    name: str
    state: str
    verb: str
    mark: Mark
    event: Any

    def admits(self, role: str) -> bool:
        """Whether staff with this built-in role get through."""
        if not self.mark.for_staff:
            return True
        if self.mark.who is MERCHANT and BY_KEY[role].at_store:
            return False
        return self.mark.may is None or self.mark.may in BY_KEY[role].permissions


@dataclass(frozen=True)
class Endpoint:
    """One method of one HTTP route."""

    method: str
    path: str
    admission: Admission

    def admits_role(self, role: str) -> bool:
        """Whether a session of this role gets through; only asked of doors for sessions."""
        if BY_KEY[role].at_store and not self.admission.at_store:
            return False
        return self.admission.may is None or self.admission.may in BY_KEY[role].permissions

    def admits_scopes(self, scopes: frozenset[str] | None) -> bool:
        """Whether an API client with these scopes (None: never limited) gets through; only asked of doors for tokens."""
        return self.admission.may is None or self.admission.may in (ROLES["machine"] if scopes is None else scopes)


def handlers() -> list[Handler]:
    """Every handler of ours; a missing mark is another test's matter."""
    found = []
    for name, each in RegistrationContext.get().event_handlers.items():
        mark, module = mark_of(each.handler), each.states[0].__module__
        if mark and module.startswith("wesupply_ui"):
            found.append(Handler(name, each.states[0].__name__.rpartition("___")[2], name.rpartition(".")[2], mark, each.handler))
    return sorted(found, key=lambda each: (each.mark.who, each.state, each.verb))


def endpoints() -> list[Endpoint]:
    """Every route and method; a missing declaration is another test's matter."""
    found = [Endpoint(method, path, admission) for method, path, admission in ways_in(create_app().routes) if admission]
    return sorted((each for each in found if "{path:path}" not in each.path), key=lambda each: (each.path, each.method))


def document() -> str:
    """The text of `docs/access.md`."""
    return "\n".join([*_head(), *_roles(), *_handlers(), *_endpoints()]) + "\n"


def _head() -> Iterator[str]:
    yield "# Who may do what"
    yield ""
    yield f"Made of the program's own data by `{COMMAND}`; `tests/access` tries every line of it. Don't edit it by hand."
    yield "A merchant's own roles are made of the same permissions. Whatever is not listed is refused."


def _roles() -> Iterator[str]:
    yield from ("", "## Permissions", "")
    yield "| Permission | May … | " + " | ".join(role.name for role in STAFF_ROLES) + " | API scope |"
    yield "|---|---|" + ":-:|" * (len(STAFF_ROLES) + 1)
    for each in PERMISSIONS:
        marks = ["✓" if each.key in role.permissions else "" for role in STAFF_ROLES]
        yield f"| `{each.key}` | {each.words} | {' | '.join(marks)} | {'✓' if each.key in FOR_MACHINES else ''} |"


def _handlers() -> Iterator[str]:
    yield from ("", "## Screens: what an open page can ask for", "")
    yield "Store roles hold one location, and only what is for stores answers them."
    yield from ("", "| Handlers | For | Needs | Roles |", "|---|---|---|---|")
    rows: dict[tuple[str, str, str, str], list[str]] = {}
    for each in handlers():
        allowed = [role.key for role in STAFF_ROLES if each.admits(role.key)] if each.mark.for_staff else []
        key = (each.state, each.mark.who.value, each.mark.may or "", " ".join(allowed) if each.mark.for_staff else "everybody")
        rows.setdefault(key, []).append(each.verb)
    for (state, who, may, allowed), verbs in sorted(rows.items(), key=lambda row: (row[0][1], row[0][0], row[0][2])):
        yield f"| {state}: {', '.join(verbs)} | {who} | {f'`{may}`' if may else ''} | {allowed} |"


def _endpoints() -> Iterator[str]:
    yield from ("", "## HTTP: what a program or a form can ask for", "")
    yield "By session: the cookie of someone signed in, from a page of this site. By token: an API client with that scope."
    yield from ("", "| Endpoint | By | Needs | Otherwise protected |", "|---|---|---|---|")
    for each in endpoints():
        admission = each.admission
        stores = "stores too" if admission.by is By.SESSION and admission.at_store else ""
        needs = f"`{admission.may}`" if admission.may else ""
        yield f"| `{each.method} {each.path}` | {admission.by} | {needs} | {admission.why or stores} |"
