"""What branding needs beside the kit: a picture that is sent at once, a colour with its swatch, the shopper's page in a frame."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.branding.state import BrandingState as S


def picture(name: str, label: Any, hint: Any) -> rx.Component:
    """A file is sent as soon as it is chosen; its new address waits in a hidden field until the section is saved."""
    kept = S.fields[name]
    wrong = rx.cond(S.errors[name], S.errors[name], "")
    choose = rx.el.input(
        id=f"{name}-file",
        type="file",
        accept="image/png,image/jpeg,image/webp,image/gif",
        aria_describedby=f"{name}-hint {name}-error",
        data_picture=name,
        class_name="picture-file",
    )
    return rx.el.div(
        rx.el.label(label, rx.el.span(" ", t("(optional)"), class_name="font-normal text-faint"), html_for=f"{name}-file"),
        rx.el.div(
            rx.el.img(src=rx.cond(kept, kept, "/icon.svg"), alt="", data_shown=name, hidden=kept == "", class_name="picture-shown"),
            choose,
            kit.button(t("Remove"), size="small", look="plain", data_remove=name, hidden=kept == ""),
            class_name="picture",
            data_kind=name,
        ),
        rx.el.input(type="text", name=name, default_value=kept, hidden=True, tab_index=-1, aria_hidden="true", data_address=name),
        rx.el.p(hint, id=f"{name}-hint", class_name="hint"),
        rx.el.div(rx.el.span(wrong, class_name="error", data_wrong=name), id=f"{name}-error", role="alert"),
        rx.el.span(hidden=True, data_failed=t("The picture could not be sent. Please try again."), data_words=name),
        class_name="field",
    )


def colour(name: str, label: Any, hint: Any) -> rx.Component:
    """A colour as text, and the browser's own chooser beside it."""
    chooser = rx.el.input(
        type="color", default_value="#ffffff", aria_label=label, data_swatch=name, tab_index=-1, class_name="swatch-chooser"
    )
    field = kit.text_field(
        label,
        name,
        hint=hint,
        default_value=S.fields[name],
        error=S.errors[name],
        placeholder="#1f6f54",
        max_length=7,
        spell_check=False,
        auto_complete="off",
    )
    return rx.el.div(field, chooser, class_name="colour-field")


def preview() -> rx.Component:
    """The shopper's page with what is typed, unsaved; seen by this person alone."""
    return rx.el.section(
        rx.el.header(
            rx.el.h2(t("As shoppers see it"), class_name="card-title"),
            rx.el.div(
                _choice("branding-page", (("lookup", t("Look-up")), ("tracking", t("An order"))), t("Page")),
                _choice("branding-width", (("phone", t("Phone")), ("desk", t("Desk"))), t("Width")),
                class_name="actions",
            ),
        ),
        rx.el.div(class_name="preview-stage", data_stage="", data_title=t("The shopper's page as it would look")),
        rx.el.p(t("What is wrong in a field is left as it was."), hidden=True, data_partly="", class_name="text-attention text-small"),
        rx.cond(
            S.tracking_page,
            rx.fragment(),
            rx.el.p(t("An order can be looked at once one has a parcel."), class_name="text-faint text-small"),
        ),
        class_name="card branding-preview",
        data_preview="",
        data_lookup=S.lookup_page,
        data_tracking=S.tracking_page,
        aria_label=t("Preview"),
    )


def _choice(name: str, options: tuple[tuple[str, Any], ...], label: Any) -> rx.Component:
    drawn = (
        rx.el.label(
            rx.el.input(type="radio", name=name, value=value, default_checked=at == 0, disabled=_is_missing(value)),
            rx.el.span(words),
            class_name="segment",
        )
        for at, (value, words) in enumerate(options)
    )
    return rx.el.fieldset(rx.el.legend(label, class_name="unseen"), *drawn, class_name="segments")


def _is_missing(value: str) -> Any:
    return S.tracking_page == "" if value == "tracking" else False
