"""The look-up page for those who come to it from within the site. Its form is posted by the browser itself; the twin is `form.html`."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals.kit.forms import plain_form
from wesupply_ui.portals.shopper.lookup.state import LookupState
from wesupply_ui.portals.shopper.parts import brand, foot, icon, lost, outside, plain, said
from wesupply_ui.portals.shopper.rows import HelpRow


def lookup() -> rx.Component:
    """Two fields, one button."""
    return rx.cond(LookupState.found, _found(), rx.cond(LookupState.lost, lost(LookupState.lost_words), rx.fragment()))


def _found() -> rx.Component:
    form = LookupState.form
    return rx.el.div(
        rx.el.header(brand(form.brand), class_name="s-top", custom_attrs={"data-head": form.brand.head}),
        rx.el.main(
            rx.el.h1(
                form.title.words,
                class_name="s-headline",
                dir="auto",
                lang=rx.cond(form.title.language, form.title.language, rx.Var("undefined")),
            ),
            said(form.intro, "s-lines-of"),
            _form(),
            rx.cond(
                (form.help.length() > 0) | (form.returns_url != ""),
                rx.el.div(rx.cond(form.returns_url, _returns(), ""), rx.foreach(form.help, _way), class_name="s-after"),
                "",
            ),
            class_name="s-single",
        ),
        foot(form.foot),
        class_name="shopper branded",
        style=form.brand.style,
    )


def _form() -> rx.Component:
    form = LookupState.form
    labels = form.labels
    hint = rx.el.small(labels.hint, id="second-hint")
    second = rx.el.input(
        id="second", name="second", required=True, max_length=254, auto_complete="email", auto_capitalize="none", spell_check=False
    )
    number = rx.el.input(id="number", name="number", required=True, max_length=100, auto_complete="off", spell_check=False)
    return plain_form(
        rx.el.div(rx.el.label(labels.number, html_for="number"), number),
        rx.el.div(rx.el.label(labels.second, html_for="second"), second, hint),
        rx.el.button(icon("search"), labels.find, type="submit", class_name="s-button"),
        class_name="s-form",
        action=form.action,
    )


def _returns() -> rx.Component:
    return plain(icon("undo-2"), LookupState.form.labels.returns, href=LookupState.form.returns_url)


def _way(row: HelpRow) -> rx.Component:
    return outside(icon(row.icon), row.label, href=row.url)
