"""What was said about a return, as staff read it: by whom of them, and when."""

from __future__ import annotations

from wesupply_ui.domain.returns.talk.models import ReturnMessage
from wesupply_ui.domain.returns.talk.say import OF_SHOPPER
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.one_return.find import Found
from wesupply_ui.portals.merchant.one_return.rows import TalkRow
from wesupply_ui.portals.merchant.telling import Telling


def talk_rows(found: Found, tell: Telling) -> list[TalkRow]:
    """First things first."""
    return [
        TalkRow(
            key=each.id,
            side="theirs" if each.kind in OF_SHOPPER else "mine",
            who=_who(each, found),
            when=tell.moment(each.created_at),
            words=each.text,
        )
        for each in found.messages
    ]


def _who(message: ReturnMessage, found: Found) -> str:
    if message.kind in OF_SHOPPER:
        return found.whole.order.name or _("The shopper")
    if message.by.startswith("person:"):
        return found.names.get(message.by, _("Somebody who left"))
    return _("The shop's system")
