"""What the mail screen knows and what staff do there."""

from __future__ import annotations

from typing import Any, ClassVar

import reflex as rx

from wesupply_ui.domain.notifications import queries
from wesupply_ui.domain.notifications.resend import resend
from wesupply_ui.domain.orders.queries import order_by_id
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.messages.rows import MailRow, OpenMail, mail_row, open_mail
from wesupply_ui.portals.merchant.person import telling_of

STATES = ("sent", "pending", "failing")
PAGE = 30


class MessagesState(rx.State):
    """The newest mails of one state, and one that is open."""

    seconds_between_refreshes: ClassVar[float] = 1.0
    rows: list[MailRow] = []
    mail: OpenMail = OpenMail()
    loaded: bool = False
    current: str = ""
    has_more: bool = False
    _most: int = PAGE

    @rx.event
    @audience(MERCHANT, may="messages.read")
    async def load(self) -> None:
        """Show the list and the mail that the address names."""
        if self.current != self._address():
            self._most = PAGE
        watch(self, f"merchant:{await self._show()}")

    @rx.event
    @audience(MERCHANT, may="messages.read")
    async def refresh(self) -> None:
        """Something happened at this merchant's."""
        await self._show()

    @rx.event
    @audience(MERCHANT, may="messages.read")
    async def show_more(self) -> None:
        """Older mails below."""
        self._most = min(self._most + PAGE, 300)
        await self._show()

    @rx.event
    @audience(MERCHANT, may="messages.send")
    async def send_again(self) -> Any:
        """One more copy of the open mail, told from where the order stands now."""
        async with work(self) as (db, scope):
            await resend(db, scope, self.mail.id, by=scope.actor, now=clock.now())
        return kit.toast(_("The mail is on its way again"))

    def _wanted(self) -> str:
        state = str(self.router.url.query_parameters.get("state", ""))
        return state if state in STATES else ""

    def _address(self) -> str:
        wanted = self._wanted()
        return f"/app/messages?state={wanted}" if wanted else "/app/messages"

    async def _show(self) -> str:
        wanted, opened = self._wanted(), str(self.router.url.query_parameters.get("open", ""))[:64]
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            found: list[queries.MessageLine] = []
            cursor: str | None = None
            while len(found) < self._most:
                page = await queries.recent(db, scope, state=wanted or None, limit=min(self._most - len(found), 100), cursor=cursor)
                found, cursor = found + page.items, page.next_cursor
                if cursor is None:
                    break
            self.mail = OpenMail()
            if opened:
                try:
                    message = await queries.message(db, scope, opened)
                    order = await order_by_id(db, scope, message.order_id)
                    self.mail = open_mail(message, order.number, tell)
                except (NotFound, Invalid):
                    pass
        self.rows = [mail_row(line, tell, wanted) for line in found]
        self.has_more, self.current, self.loaded = cursor is not None, self._address(), True
        return scope.merchant_id
