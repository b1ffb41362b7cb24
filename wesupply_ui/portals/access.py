"""Who may call this handler now, and with what reach into the database? Denies by default, before every handler of every State.

Any websocket client can call any handler on any page, so what is drawn protects nothing. `Guard` runs first and lets through only marked
handlers whose audience the caller belongs to; `work` and `look` are the only ways from a screen to the database, and check again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlencode

import reflex as rx
from reflex.middleware.middleware import Middleware
from reflex.state import StateUpdate
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope, SignedIn, signed_in
from wesupply_ui.domain.accounts.sessions import is_stale, seen
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.errors import NotAllowed, SecondFactorNeeded, SignInNeeded
from wesupply_ui.kernel.language import LANGUAGE_COOKIE, _, first_known, speak
from wesupply_ui.kernel.secrets import fingerprint
from wesupply_ui.portals import live
from wesupply_ui.portals.go_on import SIGN_IN, go_on
from wesupply_ui.portals.marks import ANYONE, MERCHANT, PERSON, SHOPPER, STORE, Mark, audience, mark_of

__all__ = [
    "ANYONE",
    "MERCHANT",
    "PERSON",
    "SHOPPER",
    "STORE",
    "Guard",
    "acting",
    "audience",
    "look",
    "open_look",
    "open_work",
    "session_token",
    "sign_in_address",
    "who",
    "work",
]

DESK = "/store"
SECOND_FACTOR = "/login/confirm"
_STAFF_PAGES = ("/app", "/store")
_ROOT = "reflex___state____state"
_HYDRATING = frozenset({f"{_ROOT}.hydrate", f"{_ROOT}.hydrate_and_load"})
_NAVIGATING = f"{_ROOT}.reflex___state____on_load_internal_state.on_load_internal"
# Reflex's own events that a page cannot live without. They read and write nothing of ours: client storage, route, hydration.
_INTERNAL = _HYDRATING | {
    _NAVIGATING,
    f"{_ROOT}.set_is_hydrated",
    f"{_ROOT}.reflex___state____on_load_internal_state.set_is_hydrated",
    f"{_ROOT}.reflex___state____update_vars_internal_state.update_vars_internal",
    f"{_ROOT}.reflex___state____frontend_event_exception_state.handle_frontend_exception",
}
_mark: ContextVar[Mark | None] = ContextVar("mark", default=None)


class AtStore(NotAllowed):
    """A store's people belong at its desk, not in the merchant's portal."""


class Holder(rx.State):
    """For whom this tab's values were last loaded: a fingerprint of the session, kept on the server only."""

    _session: str = ""


class Guard(Middleware):
    """Runs before every handler. What it does not know, it answers with nothing."""

    async def preprocess(self, app: rx.App, state: Any, event: Event) -> StateUpdate | None:
        """None lets the handler run; an update without content ends the event and changes nothing."""
        _mark.set(None)
        live.begin()
        speak(_last_read(state))
        if event.name in _HYDRATING:
            await _forget_former_holder(state)
        if event.name == _NAVIGATING:
            live.forget(state.router.session.client_token)
        if event.name in _INTERNAL:
            return None
        registered = RegistrationContext.get().event_handlers.get(event.name)
        mark = mark_of(registered.handler) if registered else None
        if mark is None:
            return StateUpdate()
        if mark.for_staff and (refusal := await _refusal(state, mark)):
            return refusal
        _mark.set(mark)
        return None


@contextmanager
def acting(mark: Mark | None) -> Iterator[None]:
    """Within the block, `work` and `look` answer as for a handler with this mark: for refreshes that no event started, and for tests."""
    token = _mark.set(mark)
    try:
        yield
    finally:
        _mark.reset(token)


@asynccontextmanager
async def work(state: Any) -> AsyncIterator[tuple[AsyncSession, Scope]]:
    """One transaction that may write, with the reach of whoever is signed in. SignInNeeded or NotAllowed before anything is touched."""
    mark = _present_mark()
    async with database().transaction() as db:
        yield db, (await _admitted(db, state, mark)).scope


@asynccontextmanager
async def look(state: Any) -> AsyncIterator[tuple[AsyncSession, Scope]]:
    """As `work`, for reading only: takes no lock and commits nothing."""
    mark = _present_mark()
    async with database().reading() as db:
        yield db, (await _admitted(db, state, mark)).scope


@asynccontextmanager
async def open_work(_state: Any) -> AsyncIterator[AsyncSession]:
    """One transaction for a handler that is for shoppers or anyone. The use case makes the scope out of the link or the second fact."""
    _only_open(_present_mark())
    async with database().transaction() as db:
        yield db


@asynccontextmanager
async def open_look(_state: Any) -> AsyncIterator[AsyncSession]:
    """As `open_work`, for reading only."""
    _only_open(_present_mark())
    async with database().reading() as db:
        yield db


async def who(state: Any) -> SignedIn:
    """Who is signed in, for the frame of a screen. SignInNeeded when nobody is."""
    mark = _present_mark()
    async with database().reading() as db:
        return await _admitted(db, state, mark)


def session_token(state: Any) -> str | None:
    """The session cookie of the socket that the event came by; None without one. The browser's scripts never see it."""
    return _cookie(state, SESSION_COOKIE)


def _cookie(state: Any, name: str) -> str | None:
    try:
        found = SimpleCookie(state.router.headers.cookie or "").get(name)
    except CookieError:
        return None
    return found.value if found else None


def _last_read(state: Any) -> str:
    """The language of who nobody knows yet: the one this browser read last, else the first of its own that we have."""
    return _cookie(state, LANGUAGE_COOKIE) or first_known(state.router.headers.accept_language or "")


def _present_mark() -> Mark:
    mark = _mark.get()
    if mark is None:
        raise NotAllowed("This was not asked for by a marked handler.")
    return mark


def _only_open(mark: Mark) -> None:
    if mark.for_staff:
        raise NotAllowed("Staff work goes through the scope of the person who is signed in.")


async def _admitted(db: AsyncSession, state: Any, mark: Mark) -> SignedIn:
    if not mark.for_staff:
        raise NotAllowed("Only staff work has a session's scope.")
    person = await signed_in(db, session_token(state), now=now())
    if person is None:
        raise SignInNeeded(_("Please sign in."))
    speak(person.language)
    if mark.who is PERSON:
        if person.device_id:  # six digits at a shared tablet open the store's desk, not somebody's account
            raise NotAllowed(_("Sign in on a device of your own for this."))
        return person
    if person.lacks_factor:
        raise SecondFactorNeeded(_("This shop asks for two-factor sign-in."))
    # A store associate holds one store's scope and never sees the merchant's portal.
    if mark.who is MERCHANT and person.scope.location_id:
        raise AtStore(_("Your role does not allow this."))
    if mark.may and not person.scope.may(mark.may):
        raise NotAllowed(_("Your role does not allow this."))
    return person


async def _refusal(state: Any, mark: Mark) -> StateUpdate | None:
    """None when the caller is admitted; else what the page gets: a way to sign in, or silence."""
    holder = await state.get_state(Holder)
    try:
        async with database().reading() as db:
            person = await _admitted(db, state, mark)
        holder._session = holder._session or fingerprint(session_token(state) or "")
        await _seen(person)
    except SignInNeeded:
        if not holder._session:  # a tab that nobody held has nothing to forget, and emptying it would send every default
            return StateUpdate(events=Event.from_event_type(rx.redirect(sign_in_address(state))))
        state._get_root_state().reset()
        return StateUpdate(events=Event.from_event_type(go_on(sign_in_address(state))))
    except AtStore:
        return StateUpdate(events=Event.from_event_type(rx.redirect(DESK)))
    except SecondFactorNeeded:
        return StateUpdate(events=Event.from_event_type(rx.redirect(_way_to_second_factor(state))))
    except NotAllowed:
        return StateUpdate()
    return None


async def _seen(person: SignedIn) -> None:
    """Write the visit down, at most every few minutes, so that a session in use does not end."""
    if is_stale(person, now()):
        async with database().transaction() as db:
            await seen(db, person, now=now())


def _way_to_second_factor(state: Any) -> str:
    """Where someone proves their second factor, or sets one up, and from there back to the page that was asked for."""
    return f"{SECOND_FACTOR}?{urlencode({'next': _wanted(state)})}"


def sign_in_address(state: Any) -> str:
    """The way to sign in, and from there back to the staff page that was asked for."""
    wanted = _wanted(state)
    if wanted.partition("?")[0] == DESK:  # a tablet that locked itself shows its names again
        return f"{DESK}?locked=1"
    return f"{SIGN_IN}?{urlencode({'next': wanted})}" if wanted.startswith(_STAFF_PAGES) else SIGN_IN


def _wanted(state: Any) -> str:
    url = state.router.url
    return url.path + (f"?{url.query}" if url.query else "")


async def _forget_former_holder(state: Any) -> None:
    """Empty a tab's values when another person signed in, or nobody is any more: hydration would send them to the page."""
    holder = await state.get_state(Holder)
    token = session_token(state)
    if token:
        async with database().reading() as db:
            token = token if await signed_in(db, token, now=now()) else None
    session = fingerprint(token) if token else ""
    if holder._session != session:
        if holder._session:
            state._get_root_state().reset()
        holder._session = session
