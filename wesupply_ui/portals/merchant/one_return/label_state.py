"""What staff do with the labels of the return that is open: print, try again, correct the address, give back, want one."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.labels.ask import restored
from wesupply_ui.domain.labels.links import file_links
from wesupply_ui.domain.labels.queries import label_by_id
from wesupply_ui.domain.labels.read_retry import read_sender
from wesupply_ui.domain.returns.labelled.keep import new_label, take_off, try_again
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid, NotFound
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.one_return.state import ReturnState
from wesupply_ui.portals.merchant.settings.beside import told_beside

FIELDS = {
    "name": N_("Name"),
    "line1": N_("Street and number"),
    "line2": N_("Addition"),
    "city": N_("City"),
    "region": N_("State or region"),
    "postcode": N_("Postcode"),
    "country": N_("Country"),
}
"""Parts of an address, in the order in which they are asked."""


class ReturnLabelState(rx.State):
    """The address that is being corrected."""

    correcting: str = ""
    """The label's id."""
    address: dict[str, str] = {}
    errors: dict[str, str] = {}
    form_key: int = 0

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def open_file(self, label_id: str, kind: str) -> Any:
        """The label again, by a link that is good for half an hour."""
        async with look(self) as (db, scope):
            label = await label_by_id(db, scope, str(label_id)[:64])
        link = file_links(label, now=clock.now()).get(str(kind))
        if link is None:
            raise NotFound(_("This label is not kept in that form."))
        return rx.redirect(link, is_external=True)

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def retry(self, label_id: str) -> Any:
        """Ask the provider once more."""
        number = await self._return()
        async with work(self) as (db, scope):
            await try_again(db, scope, number, str(label_id), now=clock.now())
        return [ReturnState.refresh, kit.toast(_("The label is tried again"))]

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def correct(self, label_id: str) -> None:
        """Open the address that it is sent from."""
        async with look(self) as (db, scope):
            label = await label_by_id(db, scope, str(label_id)[:64])
        sender = restored(label.ask).sender
        self.address = {name: str(getattr(sender, name)) for name in FIELDS}
        self.errors, self.correcting = {}, label.id
        self.form_key += 1

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def close(self, is_open: bool) -> None:
        """The address was closed."""
        if is_open is not True:
            self.correcting, self.address = "", {}

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def save_address(self, form: dict[str, Any]) -> Any:
        """Try again from this address."""
        number, label_id = await self._return(), self.correcting
        self.errors = {}
        try:
            sender = read_sender({"sender": {name: str(form.get(name) or "") for name in FIELDS}})
            async with work(self) as (db, scope):
                await try_again(db, scope, number, label_id, sender=sender, now=clock.now())
        except Invalid as problem:
            self.errors = told_beside(problem, FIELDS)
            return None
        self.correcting, self.address = "", {}
        return [ReturnState.refresh, kit.toast(_("The label is tried again"))]

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def give_back(self, label_id: str) -> Any:
        """It is not needed."""
        number = await self._return()
        async with work(self) as (db, scope):
            await take_off(db, scope, number, str(label_id), now=clock.now())
        return [ReturnState.refresh, kit.toast(_("The label is given back"))]

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def want(self) -> Any:
        """Labels for what waits without one."""
        number = await self._return()
        async with work(self) as (db, scope):
            await new_label(db, scope, number, now=clock.now())
        return [ReturnState.refresh, kit.toast(_("A label is being bought"))]

    async def _return(self) -> str:
        page = (await self.get_state(ReturnState)).page
        if not page.id:
            raise NotFound(_("There is no such return."))
        return page.id
