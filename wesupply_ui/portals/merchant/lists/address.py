"""How is a list looked at, besides what it is asked for? Columns, the saved view they came from and the page, all of it in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from wesupply_ui.domain.orders.asked import LONGEST, MOST_COLUMNS, day_of
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.merchant.telling import Telling


class ListAddress:
    """Mixed into a list's questions, which are a dataclass with `query()` and the fields `q`, `cols`, `view`, `after` and `page`.

    `LIST`: where the list is; `NAMES`: what of it an address may change.
    """

    __slots__ = ()
    LIST: ClassVar[str]
    NAMES: ClassVar[Sequence[str]]
    cols: str
    view: str
    after: str
    page: str

    def query(self) -> dict[str, str]:
        """What the list is asked for."""
        raise NotImplementedError

    @property
    def href(self) -> str:
        """The address that asks for this."""
        asked = self.query() | {name: value for name in ("cols", "view", "after", "page") if (value := getattr(self, name))}
        return f"{self.LIST}?{urlencode(asked)}" if asked else self.LIST

    @property
    def exported(self) -> str:
        """The query of the address that exports this."""
        return urlencode(self.query())

    def changed(self, **changes: Any) -> Self:
        """As this, from the first page on; what nobody asks here is passed over."""
        known = {name: str(value)[:LONGEST] for name, value in changes.items() if name in (*self.NAMES, "q", "cols", "view")}
        return self._with(after="", page="", **known)

    def cleared(self) -> Self:
        """Everything again, in the same order; `view` "all", so that no view opens by itself."""
        return self.changed(q="", view="all" if self.view else "", **dict.fromkeys((name for name in self.NAMES if name != "sort"), ""))

    def with_columns(self, columns: str) -> Self:
        """The same with other columns."""
        return self._with(cols=columns[:MOST_COLUMNS])

    def at(self, cursor: str, number: int) -> Self:
        """Another page of the same."""
        return self._with(after=cursor, page=str(number) if number > 1 else "")

    @property
    def number(self) -> int:
        """Which page this is, the first being 1."""
        return int(self.page) if self.page.isascii() and self.page.isdigit() and 0 < int(self.page) < 1_000_000 else 1

    def _with(self, **values: Any) -> Self:
        return replace(self, **values)  # type: ignore[type-var]


def late_words(value: str) -> str:
    """A lateness in force."""
    return ngettext("Late by {count} day or more", "Late by {count} days or more", int(value))


def day_words(said: str, tell: Telling, text: str) -> str:
    """A day in force, after words such as "Placed since"."""
    day = day_of(text)
    return f"{_(said)} {tell.day(day)}" if day else ""
