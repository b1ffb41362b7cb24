"""What may a person be called, and which address do they have? Readers of the fields that people fill in about themselves."""

from __future__ import annotations

from typing import Any

from wesupply_ui.kernel import fields
from wesupply_ui.kernel.intake import storable
from wesupply_ui.kernel.language import _

MOST_NAME = 80


def read_name(value: Any) -> str:
    """A person's name on one line. ValueError with a sentence."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text:
        raise ValueError(_("Write your name."))
    if len(text) > MOST_NAME:
        raise ValueError(_("Use {most} characters at most.", most=MOST_NAME))
    if not storable(text) or not text.replace("\u200c", "").replace("\u200d", "").isprintable():
        raise ValueError(_("This holds a character that cannot be shown."))
    return text


def read_email(value: Any) -> str:
    """A mail address in lower case. ValueError with a sentence."""
    try:
        return fields.email(value)
    except ValueError as error:
        raise ValueError(_("Write a mail address such as ada@example.com.")) from error
