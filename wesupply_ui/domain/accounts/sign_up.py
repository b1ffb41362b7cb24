"""A shop opens an account by itself: a merchant, and its owner whose mail address still has to be confirmed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import passwords
from wesupply_ui.domain.accounts.links import CONFIRM, make_link
from wesupply_ui.domain.accounts.models import HeldSlug, Membership, Merchant, Person
from wesupply_ui.domain.accounts.move import SLUG, whose_slug
from wesupply_ui.domain.accounts.person_names import read_email, read_name
from wesupply_ui.domain.accounts.profile import read_profile
from wesupply_ui.domain.accounts.sweep_sign_ups import KEPT
from wesupply_ui.kernel import outbox
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid, NotAllowed
from wesupply_ui.kernel.language import _, language
from wesupply_ui.kernel.settings import settings

_SHOP = {"shop": "name", "country": "country", "currency": "currency", "time_zone": "time_zone"}


def is_open() -> bool:
    """Whether this installation takes new shops (`WESUPPLY_SIGNUP`)."""
    return settings().signup == "open"


async def sign_up(db: AsyncSession, raw: Mapping[str, Any], *, now: datetime) -> None:
    """Make the merchant and its owner, and have a link mailed. An address that is known already gets another mail, and nothing is made:
    whoever asks cannot tell the two apart.

    Invalid with a sentence for every field; Conflict when the shop's address is taken; NotAllowed when sign-up is closed.
    """
    if not is_open():
        raise NotAllowed(_("This installation takes no new shops by itself. Ask whoever runs it."))
    wanted = read_sign_up(raw)
    if await whose_slug(db, wanted["slug"]) is not None:
        raise _taken()
    password_hash = await passwords.hashed(wanted["password"])  # also when it is not needed: both answers take as long
    known = (await db.execute(select(Person.id).where(Person.email == wanted["email"]))).scalar_one_or_none()
    try:
        async with db.begin_nested():
            made = await _make(db, wanted, password_hash, now) if known is None else await _hold(db, wanted["slug"], now)
    except IntegrityError as error:  # somebody took the slug, or the address, at this very moment
        raise _taken() from error
    if known is not None or made is None:
        await _tell_who_has_the_address(db, known or "", now=now)
        return
    merchant, person = made
    link = await make_link(db, CONFIRM, person_id=person.id, merchant_id=merchant.id, now=now)
    outbox.tell(db, merchant_id=merchant.id, name="person.signed_up", subject=f"person:{person.id}", at=now, link=link.id)


def read_sign_up(raw: Mapping[str, Any]) -> dict[str, str]:
    """The form's fields, checked. Invalid with a sentence for each that is wrong."""
    shop, problems = read_profile({name: raw.get(field) for field, name in _SHOP.items()})
    problems = [FieldProblem("shop" if each.field == "name" else each.field, each.message) for each in problems]
    found = {field: shop[name] for field, name in _SHOP.items() if name in shop}
    readers: dict[str, Callable[[Any], str]] = {"slug": _slug, "name": read_name, "email": read_email}
    for field, read in readers.items():
        try:
            found[field] = read(raw.get(field))
        except ValueError as error:
            problems.append(FieldProblem(field, str(error)))
    password = raw.get("password")
    try:
        found["password"] = password if isinstance(password, str) else ""
        passwords.check_strength(found["password"])
    except Invalid as weak:
        problems += weak.problems
    if problems:
        raise Invalid(_("Some fields need another look."), problems=tuple(problems))
    return found


def _slug(value: Any) -> str:
    slug = value.strip().lower() if isinstance(value, str) else ""
    if not SLUG.fullmatch(slug):
        raise ValueError(_("Use 1 to 40 small letters, digits and hyphens; begin and end with a letter or digit."))
    return slug


async def _make(db: AsyncSession, wanted: Mapping[str, str], password_hash: str, now: datetime) -> tuple[Merchant, Person]:
    merchant = Merchant(
        slug=wanted["slug"],
        name=wanted["shop"],
        time_zone=wanted["time_zone"],
        currency=wanted["currency"],
        country=wanted["country"],
        locale=language(),
        created_at=now,
    )
    person = Person(email=wanted["email"], name=wanted["name"], password_hash=password_hash, created_at=now)
    db.add_all([merchant, person])
    await db.flush()
    db.add(Membership(merchant_id=merchant.id, person_id=person.id, role="owner", created_at=now))
    await db.flush()
    return merchant, person


async def _hold(db: AsyncSession, slug: str, now: datetime) -> None:
    """The shop's address is as taken from now on as if the shop had been made: else a second try with it would tell them apart."""
    db.add(HeldSlug(slug=slug, until=now + KEPT))
    await db.flush()


async def _tell_who_has_the_address(db: AsyncSession, person_id: str, *, now: datetime) -> None:
    merchant_id = await any_merchant_of(db, person_id)
    # A link that is never mailed, so that this way writes as much as the other one.
    await make_link(db, CONFIRM, person_id=None, merchant_id=None, now=now)
    if merchant_id:
        outbox.tell(db, merchant_id=merchant_id, name="person.signed_up_again", subject=f"person:{person_id}", at=now)


async def any_merchant_of(db: AsyncSession, person_id: str) -> str | None:
    """A merchant in whose name this person can be written to: one that they may enter, if there is such a one."""
    mine = select(Membership.merchant_id).where(Membership.person_id == person_id)
    first = mine.order_by(col(Membership.is_active).desc(), col(Membership.created_at)).limit(1)
    return (await db.execute(first)).scalar_one_or_none()


def _taken() -> Conflict:
    return Conflict(_("This address is taken."), problems=(FieldProblem("slug", _("Another shop has this address. Choose another.")),))
