"""What the branding page says: the brand as fields of forms, and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wesupply_ui.domain.branding.queries import Save
from wesupply_ui.domain.branding.texts import SLOTS
from wesupply_ui.kernel.language import LANGUAGES, N_, _, ngettext
from wesupply_ui.portals.merchant.telling import Telling

LOOK = ("logo_url", "wide_logo_url", "accent", "header", "font")
CONTACT = (
    "website", "support_email", "support_phone", "support_hours", "support_url", "returns_url", "privacy_url", "imprint_url",
    "footer_links", "social",
)  # fmt: skip
WORDS = tuple(f"text_{code}_{slot}" for code in LANGUAGES for slot in SLOTS)
CHAT = ("preview_title", "preview_text", "preview_image")
SECTIONS = {"look": LOOK, "contact": CONTACT, "words": WORDS, "chat": CHAT}


@dataclass(frozen=True)
class SaveRow:
    """One save in the history. `undo`: its id when it is the one that can be taken back."""

    key: str
    words: str
    when: str
    state: str
    undo: str = ""


def fields_of(brand: Mapping[str, Any]) -> dict[str, str]:
    """Every field of every section as the text that stands in its control."""
    texts = brand.get("texts") if isinstance(brand.get("texts"), Mapping) else {}
    fields = {name: str(brand.get(name) or "") for name in (*LOOK, *CONTACT, *CHAT)}
    fields["font"] = fields["font"] or "system"
    fields["social"] = "\n".join(brand.get("social") or ())
    fields["footer_links"] = "\n".join(f"{each['label']} {each['url']}" for each in brand.get("footer_links") or ())
    return fields | {f"text_{code}_{slot}": str(texts.get(code, {}).get(slot, "")) for code in LANGUAGES for slot in SLOTS}  # type: ignore[union-attr]


def save_rows(saves: Sequence[Save], telling: Telling) -> list[SaveRow]:
    """The history; only the newest save that still holds can be taken back."""
    last = next((each.id for each in saves if each.undone_at is None), "")
    return [
        SaveRow(
            key=each.id,
            words=_("{who} changed {what}", who=each.who or _("Somebody"), what=_what(each.fields)),
            when=telling.moment(each.saved_at),
            state=_("Undone {when}", when=telling.moment(each.undone_at)) if each.undone_at else "",
            undo=each.id if each.id == last else "",
        )
        for each in saves
    ]


def _what(fields: Sequence[str]) -> str:
    names = list(dict.fromkeys(_(_NAMES[each]) for each in fields if each in _NAMES))
    if len(names) <= 3:
        return ", ".join(names)
    return ", ".join(names[:2]) + " " + ngettext("and {count} more", "and {count} more", len(names) - 2)


_NAMES = {
    "logo_url": N_("the logo"),
    "wide_logo_url": N_("the wide logo"),
    "accent": N_("the accent colour"),
    "header": N_("the colour of the top line"),
    "font": N_("the typeface"),
    "website": N_("the website"),
    "support_email": N_("the support address"),
    "support_phone": N_("the support phone"),
    "support_hours": N_("the support hours"),
    "support_url": N_("the help pages"),
    "returns_url": N_("the returns policy"),
    "privacy_url": N_("the privacy page"),
    "imprint_url": N_("the imprint"),
    "footer_links": N_("the links of the footer"),
    "social": N_("the social networks"),
    "texts": N_("the page texts"),
    "preview_title": N_("the title in chats"),
    "preview_text": N_("the words in chats"),
    "preview_image": N_("the picture in chats"),
}
