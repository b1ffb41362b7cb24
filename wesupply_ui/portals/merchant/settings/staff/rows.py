"""What the list of staff says, ready to be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wesupply_ui.domain.accounts.invitations import Invitation
from wesupply_ui.domain.accounts.may_manage import OWNER, RoleGiven
from wesupply_ui.domain.accounts.staff import StaffMember
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.telling import Telling


@dataclass(frozen=True)
class RoleOption:
    """A role that the person who looks may give."""

    value: str
    words: str
    at_store: bool = False


@dataclass(frozen=True)
class StaffRow:
    """A person. `may_touch`, `is_heir`: which buttons are drawn; the server decides anew."""

    id: str
    name: str
    email: str
    role_key: str
    role: str
    store_id: str
    store: str
    seen: str
    factor: str
    state: str
    tone: str
    is_active: bool
    may_touch: bool
    is_heir: bool


@dataclass(frozen=True)
class InvitationRow:
    """Somebody who was asked and has not accepted yet."""

    id: str
    email: str
    role: str
    store: str
    sent: str
    state: str
    tone: str


def staff_row(member: StaffMember, stores: Mapping[str, str], tell: Telling, me: str) -> StaffRow:
    """From a member to the list."""
    state, tone = _state(member)
    return StaffRow(
        id=member.person_id,
        name=member.name or member.email,
        email=member.email,
        role_key=member.role.key,
        role=_(member.role.name),
        store_id=member.location_id or "",
        store=stores.get(member.location_id or "", ""),
        seen=tell.away(member.last_seen_at) or _("never"),
        factor=_("yes") if member.has_factor else _("no"),
        state=state,
        tone=tone,
        is_active=member.is_active,
        may_touch=member.may_touch,
        is_heir=member.is_active and member.is_confirmed and member.role.key != OWNER and member.person_id != me,
    )


def _state(member: StaffMember) -> tuple[str, str]:
    if not member.is_active:
        return _("deactivated"), "quiet"
    return (_("active"), "done") if member.is_confirmed else (_("address not confirmed"), "attention")


def invitation_row(invitation: Invitation, role: str, stores: Mapping[str, str], tell: Telling, now: datetime) -> InvitationRow:
    """From an invitation to the list."""
    is_over = invitation.expires_at <= now
    return InvitationRow(
        id=invitation.id,
        email=invitation.email,
        role=_(role),
        store=stores.get(invitation.location_id or "", ""),
        sent=tell.away(invitation.sent_at),
        state=_("expired") if is_over else _("invited"),
        tone="attention" if is_over else "moving",
    )


def role_options(roles: list[RoleGiven]) -> list[RoleOption]:
    """Roles to choose from, the most that one can give first."""
    return [RoleOption(each.key, _(each.name), each.at_store) for each in roles]
