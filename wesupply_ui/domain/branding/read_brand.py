"""What may a brand hold? Reads the fields of a form, each by itself, and says in words what is wrong with which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from wesupply_ui.domain.branding.fonts import FONTS
from wesupply_ui.domain.branding.texts import SLOTS, Slot, unknown_placeholders
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.language import LANGUAGES, _

MOST_LINKS = 8
PICTURES = ("logo_url", "wide_logo_url", "preview_image")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_JOINING = frozenset("\u200c\u200d")


def read_brand(raw: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldProblem]]:
    """`before` with the fields of `raw` taken over; a field that is wrong stays as it was and is told. Pure.

    An empty field takes the value away. Texts are fields named `text_<language>_<slot>`. Pictures are checked by `save`, which knows
    whose they are.
    """
    brand, problems = dict(before), list[FieldProblem]()
    for name, value in raw.items():
        read = _READERS.get(name)
        if read is None:
            continue
        try:
            found = read(value if isinstance(value, str) else "")
        except ValueError as error:
            problems.append(FieldProblem(name, str(error)))
            continue
        brand.pop(name, None)
        if found:
            brand[name] = found
    texts, wrong = _texts(raw, before.get("texts"))
    brand.pop("texts", None)
    return (brand | {"texts": texts} if texts else brand), problems + wrong


def is_colour(value: object) -> bool:
    """Whether this is "#rrggbb", and nothing else: it goes into a style."""
    return isinstance(value, str) and _COLOUR.fullmatch(value) is not None


def _texts(raw: Mapping[str, Any], before: Any) -> tuple[dict[str, dict[str, str]], list[FieldProblem]]:
    texts = {code: dict(words) for code, words in (before if isinstance(before, Mapping) else {}).items() if isinstance(words, Mapping)}
    problems = []
    for code in LANGUAGES:
        for slot in SLOTS.values():
            name = f"text_{code}_{slot.key}"
            if name not in raw:
                continue
            try:
                words = _words(raw[name], slot)
            except ValueError as error:
                problems.append(FieldProblem(name, str(error)))
                continue
            texts.setdefault(code, {}).pop(slot.key, None)
            if words:
                texts[code][slot.key] = words
    return {code: words for code, words in texts.items() if words}, problems


def _words(value: Any, slot: Slot) -> str:
    words = lines(value, slot.most) if slot.lines else line(value, slot.most)
    unknown = unknown_placeholders(words, slot)
    if unknown:
        known = ", ".join(f"{{{each}}}" for each in slot.placeholders)
        raise ValueError(_("There is no {unknown} here. Use {known}.", unknown=f"{{{unknown[0][:30]}}}", known=known))
    return words


def line(value: Any, most: int) -> str:
    """One line of plain text. Marks that are not seen, and could turn the text around, are left out."""
    text = value if isinstance(value, str) else ""
    seen = "".join(each if each in _JOINING or unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co", "Cn") else " " for each in text)
    tidy = " ".join(seen.split())
    if len(tidy) > most:
        raise ValueError(_("Use {most} characters at most; these are {count}.", most=most, count=len(tidy)))
    return tidy


def lines(value: Any, most: int) -> str:
    """As `line`, with line breaks kept; one empty line in a row at most."""
    text = value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else ""
    tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(line(each, most) for each in text[: most * 4].split("\n"))).strip()
    if len(tidy) > most or len(text) > most * 4:
        raise ValueError(_("Use {most} characters at most; these are {count}.", most=most, count=len(text.strip())))
    return tidy


def _colour(value: str) -> str:
    text = value.strip().lower()
    text = text if text.startswith("#") or not text else f"#{text}"
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        text = "#" + "".join(each * 2 for each in text[1:])
    if text and not _COLOUR.fullmatch(text):
        raise ValueError(_("Write a colour like #1f6f54."))
    return text


def _font(value: str) -> str:
    if value and value not in FONTS:
        raise ValueError(_("Choose a typeface from the list."))
    return value


def address(value: str) -> str:
    """A web address of others, with its name in it. ValueError in words."""
    text = line(value, 500)
    if not text:
        return ""
    try:
        parts = urlsplit(fields.web_address(text))
        fits = parts.hostname and "." in parts.hostname and parts.username is None and "\\" not in text
        _port = parts.port
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(_("Write a web address like https://example.com/returns."))
    return text


def _mail(value: str) -> str:
    if not value.strip():
        return ""
    try:
        return fields.email(value)
    except ValueError as error:
        raise ValueError(_("Write a mail address like help@example.com.")) from error


def _phone(value: str) -> str:
    text = line(value, 40)
    if text and not (re.fullmatch(r"[+0-9() ./–-]+", text) and 4 <= sum(each.isdigit() for each in text) <= 17):
        raise ValueError(_("Write a phone number like +1 415 555 0142."))
    return text


def _social(value: str) -> list[str]:
    found = [_in_line(at, each, address) for at, each in enumerate(value.splitlines(), 1) if each.strip()]
    return _few(list(dict.fromkeys(found)))


def _footer_links(value: str) -> list[dict[str, str]]:
    def read(text: str) -> dict[str, str]:
        label, _space, url = text.strip().rpartition(" ")
        if not label.strip():
            raise ValueError(_("Write words, a space and then the address."))
        return {"label": line(label, 60), "url": address(url)}

    return _few([_in_line(at, each, read) for at, each in enumerate(value.splitlines(), 1) if each.strip()])


def _in_line(at: int, text: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(text)
    except ValueError as error:
        raise ValueError(_("Line {at}: {problem}", at=at, problem=str(error))) from error


def _few(found: list[Any]) -> list[Any]:
    if len(found) > MOST_LINKS:
        raise ValueError(_("Use {most} links at most.", most=MOST_LINKS))
    return found


def _picture(value: str) -> str:
    text = value.strip()
    if len(text) > 500 or not text.isprintable():
        raise ValueError(_("Choose a picture again."))
    return text


_READERS: dict[str, Callable[[str], Any]] = {
    "accent": _colour,
    "header": _colour,
    "font": _font,
    "website": address,
    "returns_url": address,
    "privacy_url": address,
    "imprint_url": address,
    "support_email": _mail,
    "support_phone": _phone,
    "support_url": address,
    "support_hours": lambda value: line(value, 80),
    "social": _social,
    "footer_links": _footer_links,
    "preview_title": lambda value: line(value, 70),
    "preview_text": lambda value: line(value, 200),
    **dict.fromkeys(PICTURES, _picture),
}
