"""What the lists' common parts show, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ColumnRow:
    """A column: its heading, by what it sorts, and where it stands in the chooser."""

    key: str
    title: str
    sort: str = ""
    align: str = "start"
    is_shown: bool = True
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class Chip:
    """A filter in force."""

    name: str
    words: str


@dataclass(frozen=True)
class TabRow:
    """A saved view as a tab."""

    id: str
    words: str
    href: str
    is_shared: bool


@dataclass(frozen=True)
class ViewRow:
    """The saved view that is open. `is_changed`: what is shown is not what was saved."""

    id: str = ""
    name: str = ""
    is_shared: bool = False
    may_change: bool = False
    is_first: bool = False
    is_changed: bool = False


@dataclass(frozen=True)
class OptionRow:
    """One of several."""

    value: str
    words: str


@dataclass(frozen=True)
class PreviewRow:
    """What a change of many would do, in words."""

    words: str = ""
    reasons: list[str] = field(default_factory=list)
    warning: str = ""
    left: list[str] = field(default_factory=list)
    """Of returns which ones are left, each with why."""
    can_start: bool = False


@dataclass(frozen=True)
class JobRow:
    """A change of many under way, or its end. `share` in per cent."""

    id: str = ""
    words: str = ""
    detail: str = ""
    share: int = 0
    is_running: bool = False
    can_undo: bool = False
