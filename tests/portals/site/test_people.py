"""Signing up, asking for a password and taking an invitation, as a visitor's tab does it; limits count known and unknown alike."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import select

import wesupply_ui.wesupply_ui  # noqa: F401  (pages give States their route arguments)
from tests.builders import PASSWORD, a_merchant
from tests.domain.accounts.mailbox import delivered, token_in
from tests.portals.tabs import Tab
from wesupply_ui.domain.accounts.invite import invite
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.kernel import throttle
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.site.forgot.state import ForgotState, ResetState
from wesupply_ui.portals.site.invite.state import InviteState
from wesupply_ui.portals.site.signup.confirming import ConfirmingState
from wesupply_ui.portals.site.signup.state import SignUpState

FORM = {
    "shop": "Blue Kite", "slug": "blue-kite", "country": "ES", "currency": "EUR", "time_zone": "Europe/Madrid",
    "name": "Ada", "email": "ada@kite.example", "password": PASSWORD,
}  # fmt: skip


def at_link(page: str, token: str) -> Tab:
    """A tab that came by a mail's link."""
    tab = Tab()
    tab.go(f"/{page}/{token}", token=token)
    return tab


@pytest.fixture(autouse=True)
def nobody_tried_yet() -> Iterator[None]:
    throttle.forget_all()
    yield
    throttle.forget_all()


async def test_the_form_suggests_and_signs_up_and_the_link_lets_in(sqlite: Database) -> None:
    tab = Tab(path="/signup")
    await tab.call(SignUpState.load)
    await tab.call(SignUpState.take_zone, zone="Europe/Madrid")
    state = await tab.state(SignUpState)
    assert (state.country, state.currency, state.time_zone) == ("ES", "EUR", "Europe/Madrid")
    await tab.call(SignUpState.name_shop, name="Blue Kite")
    assert state.slug == "blue-kite"
    await tab.call(SignUpState.write_slug, slug="kites")
    await tab.call(SignUpState.name_shop, name="Red Kite")
    assert state.slug == "kites"
    await tab.call(SignUpState.submit, form=FORM | {"email": "ada@"})
    assert set(state.errors) == {"email"} and not state.sent_to
    await tab.call(SignUpState.submit, form=FORM)
    assert state.sent_to == "ada@kite.example" and PASSWORD not in repr(tab.root.dict())
    token = token_in((await delivered(sqlite, now())).mails[0], "confirm")
    link = at_link("confirm", token)
    await link.call(ConfirmingState.load)
    assert "/api/enter" in (await link.call(ConfirmingState.confirm)).said
    await link.call(ConfirmingState.load)
    assert (await link.state(ConfirmingState)).is_gone


async def test_known_and_unknown_addresses_are_answered_alike_and_limited_alike(sqlite: Database) -> None:
    async with sqlite.transaction() as db:
        await a_merchant(db, password=None)
    answers: dict[str, Any] = {}
    for email in ("owner@acme.example", "nobody@acme.example"):
        tab = Tab(path="/forgot")
        seen = []
        for _try in range(5):
            await tab.call(ForgotState.load)
            await tab.call(ForgotState.ask, form={"email": email})
            state = await tab.state(ForgotState)
            seen.append((state.sent, state.problem, dict(state.errors)))
        answers[email] = seen
    first, second = answers.values()
    assert first == second and first[0][0] and not first[-1][0] and "Too many" in first[-1][1]
    throttle.forget_all()
    for email in ("owner@acme.example", "new@kite.example"):
        tab = Tab(path="/signup")
        await tab.call(SignUpState.load)
        await tab.call(SignUpState.submit, form=FORM | {"email": email, "slug": f"shop-{secrets.token_hex(4)}"})
        assert (await tab.state(SignUpState)).sent_to == email
    async with sqlite.reading() as db:
        assert len((await db.execute(select(Merchant.id))).all()) == 2


async def test_a_new_password_is_chosen_once(sqlite: Database) -> None:
    async with sqlite.transaction() as db:
        await a_merchant(db)
    await Tab(path="/forgot").call(ForgotState.ask, form={"email": "owner@acme.example"})
    token = token_in((await delivered(sqlite, now())).mails[0], "reset")
    tab = at_link("reset", token)
    await tab.call(ResetState.load)
    state = await tab.state(ResetState)
    await tab.call(ResetState.submit, form={"password": "short"})
    assert set(state.errors) == {"password"}
    await tab.call(ResetState.submit, form={"password": "eight tall towers"})
    assert state.is_done
    await tab.call(ResetState.load)
    assert state.is_gone


async def test_an_invited_person_joins_from_the_page(sqlite: Database) -> None:
    async with sqlite.transaction() as db:
        acme = await a_merchant(db, password=None)
        raw = {"email": "nia@example.com", "role": "support"}
        await invite(db, scope_of_system(acme.id, "test"), raw, stores=(), now=now())
    token = token_in((await delivered(sqlite, now())).mails[0], "invite")
    tab = at_link("invite", token)
    await tab.call(InviteState.load)
    state = await tab.state(InviteState)
    assert (state.row.way, state.row.merchant, state.row.email) == ("new", "Acme Outfitters", "nia@example.com")
    await tab.call(InviteState.join, form={"name": "", "password": "x"})
    assert set(state.errors) == {"name", "password"}
    assert "/api/enter" in (await tab.call(InviteState.join, form={"name": "Nia", "password": PASSWORD})).said
    await tab.call(InviteState.load)
    assert state.is_gone
