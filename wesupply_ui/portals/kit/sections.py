"""A part of a settings page that is saved by itself, and that asks before somebody leaves changes behind.

The browser's part is `assets/settings.js`: it compares what is typed with what was drawn, so fields need a `default_value` (not `value`)
and the form has to be drawn after its values are there (`rx.cond(S.loaded, kit.section(…), …)`).
"""

from __future__ import annotations

import json
from typing import Any

import reflex as rx

from wesupply_ui.portals.kit.badges import notice
from wesupply_ui.portals.kit.buttons import button
from wesupply_ui.portals.kit.cards import card
from wesupply_ui.portals.kit.toast import toast
from wesupply_ui.portals.kit.words import t

Text = str | rx.Var[str]


def section(
    title: Text,
    *children: rx.Component,
    name: str,
    on_submit: Any,
    about: Text = "",
    problem: Text | None = None,
    may: bool | rx.Var[bool] = True,
    paired: bool = False,
    save: Text | None = None,
    **props: Any,
) -> rx.Component:
    """A card with a form. `on_submit(form: dict)` gets the fields by name and ends with `return kit.saved(name)`.

    `problem`: what is wrong with the whole, told above the button. `may`: a Var; where it is false the fields are read, not written.
    `paired`: fields stand side by side on a desk; one of class "is-whole" takes the whole width.
    """
    allowed = rx.Var.create(may)
    foot = rx.el.div(
        button(save if save is not None else t("Save"), look="primary", type="submit"),
        button(t("Discard changes"), look="plain", type="reset", data_when_changed=""),
        rx.el.span(t("Not saved yet"), class_name="unsaved", role="status"),
        class_name="section-foot",
    )
    form = rx.el.form(
        rx.el.fieldset(*children, disabled=~allowed, class_name=f"section-fields{' is-paired' if paired else ''}"),
        *([] if problem is None else [rx.el.div(rx.cond(problem, notice(problem, tone="problem"), rx.fragment()), role="alert")]),
        rx.cond(allowed, foot, rx.fragment()),
        on_submit=on_submit,
        no_validate=True,
        custom_attrs={
            "data-section": name,
            "data-leave": t("This page has changes that are not saved. Leave without saving them?"),
        }
        | props.pop("custom_attrs", {}),
        **props,
    )
    words = [] if isinstance(about, str) and not about else [rx.el.p(about, class_name="section-about")]
    return card(*words, form, title=title)


class _Leaving(rx.Component):
    library = "$/public/leaving.js"
    tag = "Leaving"


def guarded() -> rx.Component:
    """Draws nothing; once on a page with sections, it brings their script, and holds the browser's way back while something is unsaved."""
    return rx.fragment(_Leaving.create(), rx.el.script(src="/settings.js", custom_attrs={"async": True}))


def saved(name: str, words: str = "") -> list[Any]:
    """What a handler returns when a section's values are kept: its form counts as unchanged, and a toast says so."""
    from wesupply_ui.kernel.language import _

    told = json.dumps(name).replace("<", "\\u003c")
    return [rx.call_script(f"globalThis.wesupplySettings?.saved({told})"), toast(words or _("Saved"))]
