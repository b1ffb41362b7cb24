"""What the page of API clients knows, and what a person does there. A secret is in this tab alone, and only until it is put away."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.api_clients import clients_of, create_client
from wesupply_ui.domain.accounts.audit import audit_topic
from wesupply_ui.domain.accounts.change_client import change_client
from wesupply_ui.domain.accounts.revoke_client import revoke_client
from wesupply_ui.domain.accounts.rotate_client import end_old_secret, rotate_secret
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Conflict, Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.settings.api.rows import ClientRow, client_row
from wesupply_ui.portals.problems import field_errors

SHEETS = ("new", "change", "renew", "revoke", "secret")
SCOPE = "scope."


class ApiClientsState(rx.State):
    """One tab. `sheet`: which dialog is open; `chosen`: the client that it is about."""

    rows: list[ClientRow] = []
    former: list[ClientRow] = []
    loaded: bool = False
    sheet: str = ""
    chosen: ClientRow = ClientRow()
    secret: str = ""
    errors: dict[str, str] = {}

    @rx.event
    @audience(MERCHANT, may="api.manage")
    async def load(self) -> None:
        """Show the clients."""
        self._put_away()
        watch(self, audit_topic(await self._show()))

    @rx.event
    @audience(MERCHANT, may="api.manage")
    async def refresh(self) -> None:
        """Somebody changed something."""
        await self._show()

    @rx.event
    @audience(MERCHANT, may="api.manage")
    async def open(self, sheet: str, key: str) -> None:
        """Open a dialog, for a client or (new) for none."""
        self._put_away()
        found = [row for row in self.rows if row.id == key]
        if sheet == "new" or (sheet in SHEETS and sheet != "secret" and found):
            self.sheet, self.chosen = sheet, found[0] if found else ClientRow()

    @rx.event
    @audience(MERCHANT, may="api.manage")
    async def set_open(self, is_open: bool) -> None:
        """The dialog was closed."""
        if not is_open:
            self._put_away()

    @rx.event
    @audience(MERCHANT, may="api.manage")
    async def make(self, form: dict[str, Any]) -> None:
        """A new client; its secret is shown once."""
        try:
            async with work(self) as (db, scope):
                client, secret = await create_client(db, scope, name=form.get("name"), scopes=_ticked(form), now=clock.now())
        except (Invalid, Conflict) as problem:
            self.errors = field_errors(problem) or {"name": problem.message}
            return
        await self._show_secret(client.id, secret)

    @rx.event
    @audience(MERCHANT, may="api.manage")
    async def change(self, form: dict[str, Any]) -> Any:
        """Another name, other scopes."""
        try:
            async with work(self) as (db, scope):
                await change_client(db, scope, self.chosen.id, name=form.get("name"), scopes=_ticked(form), now=clock.now())
        except Invalid as problem:
            self.errors = field_errors(problem)
            return None
        self._put_away()
        await self._show()
        return kit.toast(_("Saved"))

    @rx.event
    @audience(MERCHANT, may="api.manage")
    async def renew(self, form: dict[str, Any]) -> None:
        """A new secret; the old one goes on for as long as was chosen."""
        try:
            async with work(self) as (db, scope):
                client, secret = await rotate_secret(db, scope, self.chosen.id, days=form.get("days"), now=clock.now())
        except Invalid as problem:
            self.errors = field_errors(problem)
            return
        await self._show_secret(client.id, secret)

    @rx.event
    @audience(MERCHANT, may="api.manage")
    async def end_old(self, key: str) -> Any:
        """The old secret stops now."""
        async with work(self) as (db, scope):
            await end_old_secret(db, scope, key, now=clock.now())
        await self._show()
        return kit.toast(_("The old secret has ended"))

    @rx.event
    @audience(MERCHANT, may="api.manage")
    async def revoke(self) -> Any:
        """The client ends, with its tokens."""
        async with work(self) as (db, scope):
            client = await revoke_client(db, scope, self.chosen.id, now=clock.now())
        self._put_away()
        await self._show()
        return kit.toast(_("{name} can no longer come in", name=client.name))

    async def _show_secret(self, key: str, secret: str) -> None:
        await self._show()
        self._put_away()
        self.chosen = next((row for row in self.rows if row.id == key), ClientRow())
        self.secret, self.sheet = secret, "secret"

    def _put_away(self) -> None:
        self.sheet, self.secret, self.errors, self.chosen = "", "", {}, ClientRow()

    async def _show(self) -> str:
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            found = await clients_of(db, scope)
        drawn = [client_row(client, tell) for client in found]
        self.rows, self.former = [row for row in drawn if not row.revoked], [row for row in drawn if row.revoked][:20]
        self.loaded = True
        return scope.merchant_id


def _ticked(form: dict[str, Any]) -> list[str]:
    """The scopes whose boxes are ticked."""
    return [name.removeprefix(SCOPE) for name, value in form.items() if isinstance(name, str) and name.startswith(SCOPE) and value]
