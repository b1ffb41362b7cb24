"""Acme and a rival with staff, for tests of what people do with orders."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from tests.builders import a_merchant
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.domain.accounts.roles import permissions_of
from wesupply_ui.domain.accounts.scopes import Audience, Scope
from wesupply_ui.domain.orders.models import Order


@dataclass(frozen=True)
class Shop:
    """A merchant with an owner Ada, Grace from support, and Vera who only looks: their scopes."""

    merchant: Merchant
    ada: Scope
    grace: Scope
    vera: Scope


async def a_shop(db: AsyncSession, slug: str = "acme") -> Shop:
    merchant = await a_merchant(db, slug, password=None)
    scopes = [
        await _scope(db, merchant, name, role)
        for name, role in (("Ada Lovelace", "owner"), ("Grace Hopper", "support"), ("Vera Lin", "analyst"))
    ]
    return Shop(merchant, *scopes)


async def _scope(db: AsyncSession, merchant: Merchant, name: str, role: str) -> Scope:
    person = Person(email=f"{name.split()[0].lower()}@{merchant.slug}.example", name=name)
    db.add(person)
    await db.flush()
    db.add(Membership(merchant_id=merchant.id, person_id=person.id, role=role))
    await db.flush()
    return Scope(merchant.id, Audience.STAFF, f"person:{person.id}", permissions_of(role))


def person_of(scope: Scope) -> str:
    return scope.actor.removeprefix("person:")


async def fresh(db: AsyncSession, order_id: str) -> Order:
    return (await db.execute(select(Order).where(Order.id == order_id).execution_options(populate_existing=True))).scalar_one()
