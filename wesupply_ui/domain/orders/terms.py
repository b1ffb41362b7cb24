"""By which words is an order found? Keeps the index that search-as-you-type reads: number, mail address, names, tracking numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, tuple_, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import delete, select

from wesupply_ui.domain.orders.keys import MAX_WORD, number_key, word_key
from wesupply_ui.domain.orders.models import Order, OrderTerm

_TERMS = OrderTerm.__table__  # type: ignore[attr-defined]
_LAST_DIGITS = re.compile(r"[0-9]{3,}$")
_MAX_NAMES = 6


def words_of(order: Mapping[str, Any]) -> set[str]:
    """The words of an order's own columns; those of its parcels come on top, by `add_words`."""
    key = order["number_key"]
    words = {key[:MAX_WORD], word_key(order["email"] or "")}
    if (digits := _LAST_DIGITS.search(key)) and digits[0] != key:
        words.add(digits[0][:MAX_WORD])  # "WEB-5001" is found by 5001
    for name in (order["name"], order["address"].get("name")):
        words.update(word_key(part) for part in (name or "").split()[:_MAX_NAMES])
    words.update(tag_mark(tag, SHOPS) for tag in order["tags"])
    words.add(country_mark(order["address"].get("country") or ""))
    return words - {""}


def tracking_words(carrier: str, number: str) -> set[str]:
    """The words by which a parcel's number finds its orders, and the mark by which the list filters by carrier."""
    return {number_key(number)[:MAX_WORD], carrier_mark(carrier)} - {""}


def carrier_mark(carrier: str) -> str:
    """A word that nobody can type: "=" is in no key."""
    return f"={carrier}"


SHOPS, STAFFS = "shop", "staff"
"""Whose tag it is: the two are kept apart, so that one goes without the other."""
NOTED = "=has:note"


def tag_mark(tag: str, whose: str = "") -> str:
    """The mark by which the list filters by a tag; without `whose` how the marks of both begin."""
    key = " ".join(tag.lower().split())[:60]
    return f"=t:{key}\x1f{whose}" if key else ""


def country_mark(code: str) -> str:
    """Orders that go to this country."""
    return f"=c:{code}" if code else ""


async def add_words(
    db: AsyncSession, merchant_id: str, words: Iterable[tuple[str, str]], *, placed: Mapping[str, datetime] | None = None
) -> None:
    """Add (order id, word) pairs; those that are there already stay. `placed`: when each order was placed, looked up when not given."""
    pairs = list(words)
    if not pairs:
        return
    if placed is None:
        ids = sorted({order_id for order_id, _ in pairs})
        placed = {row.id: row.placed_at for row in await db.execute(select(Order.id, Order.placed_at).where(Order.id.in_(ids)))}  # type: ignore[attr-defined]
    rows = [{"merchant_id": merchant_id, "term": word, "order_id": order_id, "placed_at": placed[order_id]} for order_id, word in pairs]
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    await (await db.connection()).execute(insert(_TERMS).on_conflict_do_nothing(), rows)


async def move_words(db: AsyncSession, placed: Mapping[str, datetime]) -> None:
    """These orders were placed at another time than we knew."""
    if placed:
        statement = update(_TERMS).where(_TERMS.c.order_id == bindparam("of_order")).values(placed_at=bindparam("at"))
        await (await db.connection()).execute(statement, [{"of_order": order_id, "at": at} for order_id, at in placed.items()])


async def remove_words(db: AsyncSession, merchant_id: str, words: Iterable[tuple[str, str]]) -> None:
    """Take (order id, word) pairs away."""
    pairs = [(word, order_id) for order_id, word in words]
    for start in range(0, len(pairs), 200):
        chosen = tuple_(OrderTerm.term, OrderTerm.order_id).in_(pairs[start : start + 200])  # type: ignore[arg-type]
        await db.execute(delete(OrderTerm).where(OrderTerm.merchant_id == merchant_id, chosen))  # type: ignore[arg-type]
