"""What the list of blocks says, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.accounts.blocks import BY_RULE, Block, Door
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.telling import Telling


@dataclass(frozen=True)
class BlockRow:
    """One address that is or was kept out."""

    id: str
    address: str
    why: str
    since: str
    until: str
    holds: bool


def block_row(block: Block, tell: Telling) -> BlockRow:
    """From the table to the page."""
    holds = block.ends_at > tell.now and block.lifted_at is None
    ended = (
        _("let in again {when}", when=tell.moment(block.lifted_at))
        if block.lifted_at
        else _("until {when}", when=tell.moment(block.ends_at))
    )
    return BlockRow(block.id, block.address, _why(block), _("Since {when}", when=tell.moment(block.began_at)), ended, holds)


def _why(block: Block) -> str:
    if block.actor != BY_RULE:
        return _("Kept out of the look-up by hand")
    words = {
        Door.LOOK_UP: _("Guessed at orders on the look-up page"),
        Door.SIGN_IN: _("Guessed passwords of your staff"),
        Door.API: _("Called the API without a valid token"),
    }
    return words.get(Door(block.door), block.door)
