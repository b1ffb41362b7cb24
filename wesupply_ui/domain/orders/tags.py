"""What may a tag of the staff's look like, and does an order have it? Pure; tags are compared without case."""

from __future__ import annotations

from collections.abc import Sequence

from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.intake import storable
from wesupply_ui.kernel.language import _

LONGEST = 40
MOST = 20


def clean(tag: object) -> str:
    """A tag as it is kept: blanks in order, of a length that fits a list. Invalid otherwise."""
    words = " ".join(str(tag).split())
    if not words or len(words) > LONGEST or not storable(words) or not words.isprintable():
        problem = FieldProblem("tag", _("Write a tag of one to {longest} characters.", longest=LONGEST))
        raise Invalid(_("This is no tag."), problems=(problem,))
    return words


def has(tags: Sequence[str], tag: str) -> bool:
    """Whether it is among them."""
    return key(tag) in map(key, tags)


def without(tags: Sequence[str], tag: str) -> list[str]:
    """The others."""
    return [each for each in tags if key(each) != key(tag)]


def key(tag: str) -> str:
    """Two tags of one key are the same."""
    return " ".join(tag.lower().split())
