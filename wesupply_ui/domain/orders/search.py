"""Which orders does a person mean while still typing? What was typed as prefixes of indexed words, and how common those are."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.orders.keys import MAX_WORD, word_key
from wesupply_ui.domain.orders.models import OrderTerm

MAX_TYPED = 200
MAX_WORDS = 6
# Words of more orders than this are so common that walking the list finds a page of them soon.
COMMON = 3_000
_TERMS = OrderTerm.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Prefix:
    """What one typed word may begin: `keys` are alternatives (as letters and digits, and as it was typed for mail addresses)."""

    keys: tuple[str, ...]

    def condition(self, terms: Any) -> ColumnElement[bool]:
        """Terms that begin with one of the keys, as ranges: both databases answer them from the index in byte order."""
        return or_(*(and_(terms.c.term >= key, terms.c.term < key + "\U0010ffff") for key in self.keys))


def prefixes(typed: str) -> list[Prefix]:
    """Each of them has to match. A tracking number typed with blanks is one word. Empty: nothing that could be searched for."""
    text = unicodedata.normalize("NFKC", typed)[:MAX_TYPED].strip().lower()
    words = text.split()[:MAX_WORDS]
    joined = word_key("".join(words))
    if len(words) > 1 and sum(character.isdigit() for character in joined) >= 6 and all(word.isalnum() for word in words):
        return [Prefix((joined,))]
    found = []
    for word in words:
        keys = dict.fromkeys(key for key in (word_key(word), word[:MAX_WORD] if _may_be_address(word) else "") if key)
        if keys:
            found.append(Prefix(tuple(keys)))
    return found


def _may_be_address(word: str) -> bool:
    return any(mark in word for mark in "@._-+") and word[:1].isalnum()


async def how_many(db: AsyncSession, merchant_id: str, prefix: Prefix, *, most: int = COMMON) -> int:
    """How many words begin so, counted up to `most` + 1."""
    some = select(_TERMS.c.order_id).where(_TERMS.c.merchant_id == merchant_id, prefix.condition(_TERMS)).limit(most + 1)
    return (await db.execute(select(func.count()).select_from(some.subquery()))).scalar_one()


def ids_with(merchant_id: str, prefix: Prefix) -> Any:
    """A subquery of the ids of orders with such a word."""
    return select(_TERMS.c.order_id).where(_TERMS.c.merchant_id == merchant_id, prefix.condition(_TERMS))


def has_word(order_id: Any, prefix: Prefix) -> ColumnElement[bool]:
    """Whether an order of the outer query has such a word, by the index on (order, word)."""
    terms = _TERMS.alias()
    return select(1).select_from(terms).where(terms.c.order_id == order_id, prefix.condition(terms)).exists()  # type: ignore[call-overload]
