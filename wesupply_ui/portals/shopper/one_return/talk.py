"""What was said about the return, as a thread."""

from __future__ import annotations

from wesupply_ui.domain.returns.talk.say import OF_SHOPPER
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.shopper.one_return.find import Found
from wesupply_ui.portals.shopper.one_return.rows import WordsRow
from wesupply_ui.portals.shopper.tracking.saying import Saying


def talk_rows(found: Found, saying: Saying) -> list[WordsRow]:
    """First things first."""
    return [
        WordsRow(
            key=each.id,
            side="mine" if each.kind in OF_SHOPPER else "theirs",
            who=_("You") if each.kind in OF_SHOPPER else found.merchant.name,
            when=saying.ago(each.created_at),
            when_iso=each.created_at.astimezone(saying.zone).isoformat(timespec="minutes"),
            words=each.text,
        )
        for each in found.messages
    ]
