"""A new retailer and its owner."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import available_timezones

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import passwords
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.domain.accounts.move import SLUG, whose_slug
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid
from wesupply_ui.kernel.fields import is_country
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.money import currencies


def _problems(slug: str, name: str, email: str, time_zone: str, currency: str, country: str) -> list[FieldProblem]:
    problems = []
    if not SLUG.fullmatch(slug):
        problems.append(FieldProblem("slug", _("use 1 to 40 small letters, digits and hyphens")))
    if not name.strip():
        problems.append(FieldProblem("name", _("is missing")))
    if time_zone not in available_timezones():
        problems.append(FieldProblem("time_zone", _("is not a time zone; write it like Europe/Madrid")))
    if currency not in currencies():
        problems.append(FieldProblem("currency", _("is not a currency; write it like EUR")))
    if not is_country(country):
        problems.append(FieldProblem("country", _("is not a country; write two capital letters like ES")))
    try:
        validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        problems.append(FieldProblem("owner_email", _("is not a mail address")))
    return problems


async def create_merchant(
    db: AsyncSession,
    *,
    slug: str,
    name: str,
    owner_email: str,
    password: str | None,
    now: datetime,
    time_zone: str = "UTC",
    currency: str = "USD",
    country: str = "US",
) -> Merchant:
    """Make the tenant and its owner; an existing person keeps their password.

    Invalid with every field's problem; Conflict when the slug is taken.
    """
    problems = _problems(slug, name, owner_email, time_zone, currency, country)
    if problems:
        raise Invalid(_("This merchant cannot be created as asked."), problems=tuple(problems))
    if await whose_slug(db, slug) is not None:
        raise Conflict(_("The slug “{slug}” is taken.", slug=slug), problems=(FieldProblem("slug", _("is taken; choose another")),))
    merchant = Merchant(slug=slug, name=name.strip(), time_zone=time_zone, currency=currency, country=country, created_at=now)
    db.add(merchant)
    email = owner_email.strip().lower()
    person = (await db.execute(select(Person).where(Person.email == email))).scalar_one_or_none()
    if person is None:
        # Whoever sits at the installation's own terminal vouches for the address.
        person = Person(email=email, name=email.partition("@")[0].title(), email_confirmed_at=now, created_at=now)
        db.add(person)
        if password:
            passwords.check_strength(password)
            person.password_hash = await passwords.hashed(password)
    await db.flush()
    db.add(Membership(merchant_id=merchant.id, person_id=person.id, role="owner", created_at=now))
    return merchant
