"""How is a person told about their account? Subject and sentences of each kind, in the language of the task."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.models import CustomRole
from wesupply_ui.domain.accounts.roles import CUSTOM, name_of
from wesupply_ui.domain.notifications.account_kinds import AccountKind
from wesupply_ui.domain.notifications.clean import greeting_name
from wesupply_ui.domain.notifications.render import Words
from wesupply_ui.kernel.language import _


@dataclass(frozen=True, slots=True)
class Told:
    """What a mail may speak of. Names were chosen by people: they are said only if they cannot pass for a link."""

    url: str
    name: str = ""
    merchant: str = ""
    other: str = ""
    role: str = ""
    store: str = ""


async def role_name(db: AsyncSession, merchant_id: str, key: str) -> str:
    """What the role is called; empty for none."""
    if not key.startswith(CUSTOM):
        return name_of(key) if key else ""
    wanted = select(CustomRole.name).where(CustomRole.merchant_id == merchant_id, CustomRole.id == key.removeprefix(CUSTOM))
    return (await db.execute(wanted)).scalar_one_or_none() or ""


def words_of(kind: AccountKind, told: Told) -> Words:
    """The mail's words."""
    shop = _safe(told.merchant) or _("your shop")
    match kind:
        case AccountKind.CONFIRM:
            return _confirm(shop, told)
        case AccountKind.KNOWN:
            return _known(told)
        case AccountKind.RESET:
            return _reset(told)
        case AccountKind.INVITATION:
            return _invitation(shop, told)
        case AccountKind.ROLE:
            return _role(shop, told)
        case AccountKind.OWNER:
            return _owner(shop, told)
        case AccountKind.NO_OWNER:
            return _no_owner(shop, told)


def _safe(name: str) -> str:
    return greeting_name(name, None)


def _words(told: Told, subject: str, lead: tuple[str, ...], *, note: str = "", button: str) -> Words:
    name = _safe(told.name)
    hello = (_("Hello {name},", name=name),) if name else ()
    return Words(subject, lead[0], subject, hello + lead, note, button)


def _confirm(shop: str, told: Told) -> Words:
    lead = (_("Somebody signed up {shop} with this mail address. If it was you, confirm the address to begin.", shop=shop),)
    note = _("The link works for seven days. If it was not you, do nothing: without it nobody can use your address.")
    return _words(told, _("Confirm your mail address"), lead, note=note, button=_("Confirm the address"))


def _known(told: Told) -> Words:
    lead = (
        _("Somebody signed up with this mail address, and you have an account already. Nothing was made or changed."),
        _("If it was you, sign in. If you forgot the password, the sign-in page helps."),
    )
    return _words(told, _("You have an account already"), lead, note=_("If it was not you, do nothing."), button=_("Sign in"))


def _reset(told: Told) -> Words:
    lead = (_("Somebody asked for a new password for this mail address. If it was you, choose it now."),)
    note = _("The link works once and for one hour. If it was not you, do nothing: your password stays as it is.")
    return _words(told, _("Choose a new password"), lead, note=note, button=_("Choose a password"))


def _invitation(shop: str, told: Told) -> Words:
    who, role, store = _safe(told.other) or _("Somebody"), _(told.role), _safe(told.store)
    if store:
        lead = _("{who} asks you to work at {shop} as {role}, in the store {store}.", who=who, shop=shop, role=role, store=store)
    else:
        lead = _("{who} asks you to work at {shop} as {role}.", who=who, shop=shop, role=role)
    note = _("The link works once and for seven days. If you don't know who this is, do nothing.")
    return _words(told, _("You are invited to {shop}", shop=shop), (lead,), note=note, button=_("Look at the invitation"))


def _role(shop: str, told: Told) -> Words:
    lead = (_("Your role at {shop} is now {role}. You were signed out; sign in again to go on.", shop=shop, role=_(told.role)),)
    return _words(told, _("Your role at {shop} changed", shop=shop), lead, button=_("Sign in"))


def _owner(shop: str, told: Told) -> Words:
    lead = (_("{shop} was handed over to you: you are its owner now. Sign in again to go on.", shop=shop),)
    return _words(told, _("You are the owner of {shop}", shop=shop), lead, button=_("Sign in"))


def _no_owner(shop: str, told: Told) -> Words:
    heir = _safe(told.other) or _("Somebody")
    lead = (_("You handed {shop} over to {heir}, who is its owner now. You are a manager there.", shop=shop, heir=heir),)
    note = _("If it was not you, tell them at once and change your password.")
    return _words(told, _("{shop} has another owner", shop=shop), lead, note=note, button=_("Sign in"))
