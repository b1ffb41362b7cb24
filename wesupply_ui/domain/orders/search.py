"""Which orders does a person mean while still typing? What was typed as prefixes of indexed words, and how common those are."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.orders.custom.holding import Holding
from wesupply_ui.domain.orders.keys import word_key
from wesupply_ui.domain.orders.models import OrderTerm
from wesupply_ui.domain.orders.terms import carrier_mark

MAX_TYPED = 200
MAX_WORDS = 6
TERMS = OrderTerm.__table__  # type: ignore[attr-defined]
# Behind every character that a word can hold, in UTF-8's order of bytes.
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Word:
    """A word that an order has to have: one that begins so, or, when it `is_whole`, exactly this one."""

    key: str
    is_whole: bool = False
    is_dated = True
    """Its terms say when their orders were placed."""

    def fits(self, terms: Any) -> ColumnElement[bool]:
        """The condition on a term, as a range: both databases answer it from an index in byte order."""
        return terms.c.term == self.key if self.is_whole else and_(terms.c.term >= self.key, terms.c.term < self.key + _LAST)

    def ids(self, merchant_id: str) -> Any:
        """The ids of the orders that have such a word, some of them more than once."""
        return select(TERMS.c.order_id).where(TERMS.c.merchant_id == merchant_id, self.fits(TERMS))

    def is_of(self, order_id: Any) -> ColumnElement[bool]:
        """Whether the outer query's order has such a word, from the index on (order, word)."""
        terms = TERMS.alias()
        return select(1).select_from(terms).where(terms.c.order_id == order_id, self.fits(terms)).exists()  # type: ignore[call-overload]


def words_meant(typed: str) -> list[Word]:
    """Each of them has to be found. A tracking number typed with blanks is one word. Empty: nothing one could search for."""
    text = unicodedata.normalize("NFKC", typed)[:MAX_TYPED].strip().lower()
    parts = text.split()[:MAX_WORDS]
    joined = word_key("".join(parts))
    if len(parts) > 1 and sum(character.isdigit() for character in joined) >= 6 and all(part.isalnum() for part in parts):
        return [Word(joined)]
    return [Word(key) for key in dict.fromkeys(map(word_key, parts)) if key]


def carrier_word(carrier: str) -> Word:
    """Orders with a parcel of this carrier."""
    return Word(carrier_mark(carrier), is_whole=True)


async def how_common(db: AsyncSession, merchant_id: str, word: Word | Holding, *, most: int) -> int:
    """How many terms, or values, fit, counted up to `most` + 1."""
    some = word.ids(merchant_id).limit(most + 1).subquery()
    return (await db.execute(select(func.count()).select_from(some))).scalar_one()
