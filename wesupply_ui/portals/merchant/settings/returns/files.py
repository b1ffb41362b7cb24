"""Draws the policy as a file: the menu that takes it away, and the question for one to bring."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.returns.file_state import FileState as F
from wesupply_ui.portals.merchant.settings.returns.parts import may_edit


def file_menu() -> rx.Component:
    """Take it as a file, or bring one."""
    return rx.fragment(
        rx.cond(may_edit(), kit.button(t("Import"), look="plain", sign="upload", on_click=F.ask), rx.fragment()),
        kit.button(t("Export"), look="plain", sign="download", on_click=F.give),
    )


def file_dialog() -> rx.Component:
    """A file or a text; what is wrong with it stands below by its path."""

    def fault(row: Any) -> rx.Component:
        return rx.el.li(rx.el.code(row.where, class_name="break-all"), ": ", row.words, key=row.key)

    wrong = kit.notice(
        rx.el.p(F.problem),
        rx.el.ul(rx.foreach(F.faults, fault), role="list", class_name="publish-problems"),
        tone="problem",
        role="alert",
    )
    choose = rx.el.div(
        rx.el.label(t("File"), html_for="policy-file"),
        rx.el.input(id="policy-file", type="file", accept="application/json,.json", data_reads_into="document"),
        class_name="field",
    )
    form = rx.el.form(
        kit.text_area(t("Or the policy as text"), "document", rows=8, required=True, spell_check=False),
        rx.cond(F.problem, wrong, rx.fragment()),
        rx.el.div(
            kit.closing(kit.button(t("Cancel"), look="plain")),
            kit.button(t("Make it the draft"), look="primary", type="submit"),
            class_name="floating-foot",
        ),
        on_submit=F.take,
        no_validate=True,
        class_name="flex flex-col gap-4",
    )
    about = t("JSON as the export writes it and the API takes it. It replaces the draft; nothing holds before you publish.")
    return kit.dialog(choose, form, title=t("Import a policy"), about=about, open=F.is_open, on_open_change=F.set_open)
