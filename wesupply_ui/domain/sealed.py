"""Which columns are encrypted? Every one is named here, so that a change of the master key reaches it; `reseal` encrypts them anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select, update

from wesupply_ui.domain import tables
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.secrets import decrypt, encrypt

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Sealed:
    """A column of encrypted text, with the purpose that its key is derived for."""

    table: str
    column: str
    purpose: str


SEALED = (
    Sealed("carrier_credential", "sealed", "carrier-credential"),
    Sealed("code_secret", "secret", "code-secret"),
    Sealed("payment_credential", "sealed", "payment-credential"),
    Sealed("label_account", "sealed", "label-account"),
)
NOT_STORED = ("slip:", "known-devices")
"""Purposes, by how they begin, of what is encrypted in somebody's browser and in no table.

After a change of the key a slip is asked for anew, and a browser counts as unknown until its person signs in there again.
"""


class Found(StrEnum):
    """How a field was met."""

    DONE = "encrypted anew"
    NEW = "with the new key already"
    UNREADABLE = "readable with neither key"


async def reseal(database: Database, *, new: bytes, old: bytes) -> AsyncIterator[Counter[Found]]:
    """Encrypt every field with the new key, some at once, each batch a transaction of its own: whoever is killed goes on where it stopped.

    Yields what was met so far. A field that changed meanwhile is left: it was written with the new key.
    """
    met: Counter[Found] = Counter()
    for each in SEALED:
        after = ""
        while True:
            after, count = await _batch(database, each, after, new, old, met)
            yield met
            if count < AT_ONCE:
                break


async def _batch(database: Database, each: Sealed, after: str, new: bytes, old: bytes, met: Counter[Found]) -> tuple[str, int]:
    table = tables.metadata.tables[each.table]
    (key,), column = table.primary_key.columns, table.c[each.column]
    async with database.transaction() as db:
        rows = (await db.execute(select(key, column).where(key > after).order_by(key).limit(AT_ONCE))).all()
        for row_key, value in rows:
            found, text = _opened(value, each.purpose, new, old)
            met[found] += 1
            if found is Found.DONE:
                fresh = encrypt(text, purpose=each.purpose, key=new)
                await db.execute(update(table).where(key == row_key, column == value).values({each.column: fresh}))
    return (rows[-1][0] if rows else after), len(rows)


def _opened(value: str, purpose: str, new: bytes, old: bytes) -> tuple[Found, str]:
    for key, found in ((new, Found.NEW), (old, Found.DONE)):
        try:
            return found, decrypt(value, purpose=purpose, keys=(key,))
        except ValueError:
            continue
    return Found.UNREADABLE, ""
