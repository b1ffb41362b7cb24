"""Draws a return's labels: how each stands, why it is not further, and what can be done about it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.one_return.label_state import FIELDS
from wesupply_ui.portals.merchant.one_return.label_state import ReturnLabelState as L
from wesupply_ui.portals.merchant.one_return.state import ReturnState as S


def labels_card() -> rx.Component:
    """The card beside a return."""
    page = S.page
    wanted = rx.cond(
        page.lacks_label,
        rx.el.div(kit.button(t("Buy a label"), sign="tag", size="small", on_click=L.want), class_name="actions pt-2"),
        rx.fragment(),
    )
    none = rx.el.p(t("No label yet."), class_name="text-soft")
    rows = rx.el.ul(rx.foreach(page.labels, _label), class_name="return-items", role="list")
    return kit.card(rx.cond(page.labels.length() > 0, rows, none), wanted, title=t("Labels"))


def _label(row: Any) -> rx.Component:
    number = rx.cond(row.href, kit.outside_link(row.number, row.href), rx.el.span(row.number))
    trouble = rx.cond(
        row.why,
        kit.notice(
            rx.el.span(row.why, class_name="block"),
            rx.cond(row.told, rx.el.span(row.told, class_name="block text-small", lang="en", dir="auto"), rx.fragment()),
            tone="attention",
        ),
        rx.fragment(),
    )
    return rx.el.li(
        rx.el.div(
            rx.el.p(kit.badge(row.words, row.tone), aria_live="polite"),
            rx.el.p(row.what, class_name="text-soft", dir="auto"),
            rx.cond(row.number, rx.el.p(number, class_name="number"), rx.fragment()),
            trouble,
            rx.cond(row.next, rx.el.p(row.next, class_name="text-small text-faint"), rx.fragment()),
            _files(row),
            _actions(row),
            class_name="flex flex-col gap-2 min-w-0 flex-1",
        ),
        key=row.id,
        data_testid="return-label",
    )


def _files(row: Any) -> rx.Component:
    def draw(file: Any) -> rx.Component:
        return kit.button(file.words, sign="printer", size="small", on_click=L.open_file(row.id, file.kind), key=file.kind)

    return rx.cond(row.files.length() > 0, rx.el.div(rx.foreach(row.files, draw), class_name="actions"), rx.fragment())


def _actions(row: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(row.mend, kit.link(row.mend_words, row.mend), rx.fragment()),
        rx.cond(row.can_correct, kit.button(t("Correct the address"), size="small", on_click=L.correct(row.id)), rx.fragment()),
        rx.cond(row.can_retry, kit.button(t("Try again"), size="small", on_click=L.retry(row.id)), rx.fragment()),
        rx.cond(row.can_void, _giving_back(row), rx.fragment()),
        class_name="actions",
    )


def _giving_back(row: Any) -> rx.Component:
    return kit.dialog_with_trigger(
        kit.button(t("Give back"), size="small", look="plain"),
        title=t("Give this label back?"),
        about=t("The shopper can't send with it any more. No other one is bought by itself."),
        foot=(
            kit.closing(kit.button(t("Keep it"), look="plain")),
            kit.closing(kit.button(t("Give back"), look="danger", on_click=L.give_back(row.id))),
        ),
    )


def correcting() -> rx.Component:
    """Takes the address that the label is sent from."""
    form = rx.el.form(
        *(
            kit.text_field(
                t(words), name, default_value=L.address[name], error=L.errors[name], required=name in ("line1", "city", "country"),
                max_length=200, hint=t("Two letters, such as US") if name == "country" else "",
            )
            for name, words in FIELDS.items()
        ),
        rx.el.div(
            kit.closing(kit.button(t("Cancel"), look="plain")),
            kit.button(t("Save and try again"), look="primary", type="submit"),
            class_name="floating-foot",
        ),
        on_submit=L.save_address,
        no_validate=True,
        key=L.form_key,
        class_name="flex flex-col gap-3",
    )  # fmt: skip
    return kit.dialog(
        form,
        title=t("From where is it sent?"),
        about=t("The label is bought from this address. The order keeps its own."),
        open=L.correcting != "",
        on_open_change=L.close,
    )
