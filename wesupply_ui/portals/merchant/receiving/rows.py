"""What the bench shows, ready to be drawn. Only fields reach the browser."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class CountRow:
    """Units of one line that are looked for in the box. `first`: how many are meant at first; `stands`: why that may be none."""

    id: str
    title: str
    detail: str
    picture: str
    reason: str
    most: int = 0
    first: int = 0
    stands: str = ""


@dataclass(frozen=True)
class BoxRow:
    """The return whose box is open. `note`: what should be known before; `is_over`: nothing in it is expected any more."""

    id: str = ""
    number: str = ""
    href: str = ""
    person: str = ""
    order: str = ""
    word: str = ""
    tone: str = "quiet"
    note: str = ""
    is_over: bool = False
    goods: list[CountRow] = field(default_factory=list)


@dataclass(frozen=True)
class FoundRow:
    """One thing that a scan can mean. `kind`: return, order, box."""

    key: str
    kind: str
    title: str
    detail: str
    word: str = ""
    tone: str = "quiet"
    href: str = ""


@dataclass(frozen=True)
class ReceiptRow:
    """Something received in this sitting."""

    id: str
    number: str
    href: str
    words: str
    when: str
    is_undone: bool = False
