"""Draws branding: four sections and the history, with the shopper's page beside them (`assets/branding.js` keeps that one true)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.branding.fonts import FONTS
from wesupply_ui.domain.branding.texts import SLOTS, Slot
from wesupply_ui.kernel.language import LANGUAGES, N_
from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.branding.controls import colour, picture, preview
from wesupply_ui.portals.merchant.settings.branding.rows import SaveRow
from wesupply_ui.portals.merchant.settings.branding.state import BrandingState as S
from wesupply_ui.portals.merchant.settings.frame import settings_frame
from wesupply_ui.portals.merchant.settings.waiting import waiting


def branding() -> rx.Component:
    """The whole screen."""
    forms = rx.el.div(_look(), _contact(), _words(), _chat(), key=S.drawn.to_string(), class_name="branding-forms", data_drafting="")
    whole = rx.el.div(rx.el.div(forms, _history(), class_name="branding-left"), preview(), class_name="branding")
    return settings_frame(
        rx.el.link(rel="stylesheet", href="/branding.css", custom_attrs={"precedence": "default"}),
        rx.el.script(src="/branding.js", custom_attrs={"async": True}),
        rx.cond(S.loaded, whole, waiting(kit.card(kit.skeleton(lines=8)))),
        name="branding",
        wide=True,
    )


def _may() -> rx.Var:
    return PersonState.permissions.contains("branding.write")


def _text(label: Any, name: str, **more: Any) -> rx.Component:
    return kit.text_field(label, name, default_value=S.fields[name], error=S.errors[name], **more)


def _look() -> rx.Component:
    fonts = [(key, t(words)) for key, (words, _stack) in FONTS.items()]
    return kit.section(
        t("Logo, colours and typeface"),
        picture("logo_url", t("Square logo"), t("Beside the name on pages, and in the browser's tab. PNG, JPEG, WebP or GIF.")),
        picture("wide_logo_url", t("Wide logo"), t("Stands for the name on pages and in mails. A clear ground suits day and night.")),
        colour("accent", t("Accent"), t("Buttons, links and progress.")),
        colour("header", t("Top line"), t("A colour behind logo and name. Words on it are white or black, whichever reads better.")),
        _corrections(),
        kit.select_field(
            t("Typeface"),
            "font",
            fonts,
            hint=t("Typefaces that devices have already: nothing is loaded from elsewhere."),
            default_value=S.fields["font"],
            error=S.errors["font"],
            required=True,
        ),
        name="look",
        on_submit=S.save_look,
        may=_may(),
        paired=True,
    )


def _corrections() -> rx.Component:
    """What `branding.js` fills with the colours that stand in, each with its reason."""

    def told(use: str, words: Any) -> rx.Component:
        return rx.el.p(rx.el.span(class_name="swatch", data_used=""), words, hidden=True, data_correction=use, class_name="correction")

    return rx.el.div(
        told("light", t("By day, words in this colour would be hard to read (WCAG asks for a contrast of 4.5). A darker one is used.")),
        told("dark", t("By night, words in this colour would be hard to read (WCAG asks for a contrast of 4.5). A lighter one is used.")),
        told("fill_dark", t("By night, this colour would hardly be seen on the dark page. Areas get a lighter one.")),
        class_name="is-whole corrections",
        role="status",
    )


def _contact() -> rx.Component:
    def several(name: str, label: Any, hint: Any, example: str) -> rx.Component:
        area = kit.text_area(label, name, hint=hint, default_value=S.fields[name], error=S.errors[name], rows=3, placeholder=example)
        return rx.el.div(area, class_name="is-whole")

    return kit.section(
        t("Help and links"),
        _text(t("Support mail"), "support_email", kind="email", auto_complete="off"),
        _text(t("Support phone"), "support_phone", kind="tel", auto_complete="off"),
        _text(t("Hours"), "support_hours", hint=t("Stands behind the phone number."), max_length=80),
        _text(t("Help pages"), "support_url", kind="url"),
        _text(t("Website"), "website", kind="url"),
        _text(t("Returns policy"), "returns_url", kind="url"),
        _text(t("Privacy"), "privacy_url", kind="url"),
        _text(t("Imprint"), "imprint_url", kind="url"),
        several(
            "footer_links",
            t("More links for the foot"),
            t("One a line: words, a space, the address."),
            t("Size guide https://example.com/sizes"),
        ),
        several("social", t("Social networks"), t("One address a line."), "https://www.instagram.com/example"),
        name="contact",
        on_submit=S.save_contact,
        may=_may(),
        paired=True,
    )


_SLOT_WORDS = {
    "lookup_title": N_("Heading where an order is looked up"),
    "lookup_intro": N_("Sentence below it"),
    "tracking_help": N_("Words about help beside an order"),
    "footer": N_("Foot of pages and mails"),
}


def _words() -> rx.Component:
    def slot(code: str, each: Slot) -> rx.Component:
        name = f"text_{code}_{each.key}"
        draw = kit.text_area if each.lines else kit.text_field
        more: dict[str, Any] = {"rows": 3} if each.lines else {"max_length": each.most}
        more |= {"default_value": S.fields[name], "error": S.errors[name], "placeholder": each.default, "lang": code}
        filled = ", ".join(f"{{{one}}}" for one in each.placeholders)
        hint = t("Can hold {names}.", names=filled)
        return draw(t(_SLOT_WORDS[each.key]), name, hint=hint, **more)

    languages = [
        rx.el.div(*(slot(code, each) for each in SLOTS.values()), hidden=S.shown_language != code, class_name="section-fields")
        for code in LANGUAGES
    ]
    chooser = kit.select(list(LANGUAGES.items()), label=t("Language of these texts"), value=S.shown_language, on_change=S.show_language)
    return kit.section(
        t("Words on pages"),
        rx.el.div(chooser, class_name="w-48"),
        *languages,
        about=t("In the shopper's language where you have written it, else in the shop's. What is empty is said in our words."),
        name="words",
        on_submit=S.save_words,
        may=_may(),
    )


def _chat() -> rx.Component:
    return kit.section(
        t("In chats and social networks"),
        _text(t("Title"), "preview_title", hint=t("Empty: how the order stands."), max_length=70),
        rx.el.div(_text(t("Words"), "preview_text", max_length=200), class_name="is-whole"),
        picture("preview_image", t("Picture"), t("Wider than high, best 1200 by 630 pixels.")),
        about=t("What people see of a link that is passed on. Nothing of an order but how it stands."),
        name="chat",
        on_submit=S.save_chat,
        may=_may(),
        paired=True,
    )


def _history() -> rx.Component:
    return rx.cond(
        S.saves,
        kit.card(rx.el.ol(rx.foreach(S.saves, _save), role="list", class_name="flex flex-col gap-3"), title=t("What was changed")),
        rx.fragment(),
    )


def _save(row: SaveRow) -> rx.Component:
    take_back = kit.button(t("Undo"), size="small", on_click=S.take_back(row.undo))
    return rx.el.li(
        rx.el.div(rx.el.p(row.words), rx.el.p(row.when, rx.cond(row.state, " · " + row.state, ""), class_name="text-faint text-small")),
        rx.cond((row.undo != "") & _may(), take_back, rx.fragment()),
        key=row.key,
        class_name="flex justify-between gap-4 items-center",
    )
