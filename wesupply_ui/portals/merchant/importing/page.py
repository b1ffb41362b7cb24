"""Draws the import screen, stage by stage."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t, tn
from wesupply_ui.portals.merchant.frame import frame, not_allowed
from wesupply_ui.portals.merchant.importing.state import ImportState as S
from wesupply_ui.portals.merchant.person import PersonState

_SAMPLE = (
    "order number,placed at,email,name,currency,total,line sku,line title,line quantity,line unit price,carrier,tracking number\n"
    "#5001,2026-11-20T10:15:00-05:00,ada@example.com,Ada L,USD,123.20,BOOT-42,Boots,2,60.00,ups,1Z999AA10123456784"
)
_COLUMNS = (kit.Column(t("Line")), kit.Column(t("Order")), kit.Column(t("Field")), kit.Column(t("What is wrong")), kit.Column(""))


def importing() -> rx.Component:
    """The whole screen."""
    stages = rx.match(
        S.stage,
        ("checking", _working(t("Looking through the file"), t("Nothing is saved yet."))),
        ("checked", _checked()),
        ("taking", _working(t("Taking the orders in"), t("You may leave this page; it goes on."))),
        ("done", _done()),
        ("failed", _failed()),
        _choose(),
    )
    may = rx.cond((PersonState.merchant == "") | PersonState.can_write, stages, not_allowed(t("Your role does not let you import orders")))
    about = t("CSV, JSON or JSON lines. You see what is wrong before anything is saved; importing a file twice changes nothing.")
    return frame(
        rx.el.script(src="/merchant.js", custom_attrs={"async": True}),
        kit.page_header(t("Import orders"), back=(t("Orders"), "/app/orders"), about=about),
        may,
        current="/app/orders",
    )


def _choose() -> rx.Component:
    field = rx.el.input(
        type="file",
        accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson",
        aria_label=t("File of orders"),
        data_upload="/api/uploads/orders",
        data_next="/app/orders/import?file=",
    )
    drop = rx.el.div(
        kit.icon("file_up"), rx.el.strong(t("Choose a file, or drop it here")), rx.el.span(t("Up to 300 MB")), field, class_name="drop"
    )
    # Filled by the page's script while the file is on its way.
    going = rx.el.div(
        rx.el.p(custom_attrs={"data-upload-told": ""}, role="status"),
        rx.el.div(rx.el.span(), class_name="progress", custom_attrs={"data-upload-bar": "", "hidden": True}, aria_hidden="true"),
        rx.el.p(custom_attrs={"data-upload-problem": ""}, role="alert", class_name="text-problem"),
        class_name="flex flex-col gap-2",
    )
    shape = rx.el.details(
        rx.el.summary(t("What a CSV file looks like"), class_name="text-soft cursor-pointer"),
        rx.el.p(
            t("One row for each line of an order. Columns named as Shopify, WooCommerce and Magento export them work too."),
            class_name="text-soft py-2",
        ),
        rx.el.pre(
            _SAMPLE,
            class_name="overflow-x-auto text-small p-3 bg-quiet-tint rounded-control",
            tab_index=0,
            role="region",
            aria_label=t("Sample"),
        ),
    )
    return kit.card(drop, going, shape, class_name="flex flex-col gap-4")


def _working(title: Any, words: Any) -> rx.Component:
    bar = rx.el.div(
        rx.el.span(style={"inlineSize": f"{S.percent}%"}),
        class_name="progress",
        role="progressbar",
        aria_valuenow=S.percent,
        aria_valuemin=0,
        aria_valuemax=100,
        aria_label=title,
    )
    return kit.card(rx.el.p(f"{S.percent} % · ", words, class_name="text-soft"), bar, title=title, class_name="flex flex-col gap-3")


def _checked() -> rx.Component:
    begin = kit.button(
        tn("Import {count} order", "Import {count} orders", S.takeable),
        look="primary",
        on_click=S.take,
        disabled=S.takeable == 0,
        data_testid="import-begin",
    )
    actions = rx.el.div(begin, kit.link_button(t("Choose another file"), "/app/orders/import"), class_name="actions pt-4")
    return rx.el.div(_counts(t("Nothing is saved yet"), S.about, actions), _unknown(), _told(), class_name="flex flex-col gap-4")


def _done() -> rx.Component:
    actions = rx.el.div(
        kit.link_button(t("See the orders"), "/app/orders", look="primary"),
        kit.link_button(t("Import another file"), "/app/orders/import"),
        class_name="actions pt-4",
    )
    return rx.el.div(
        _counts(S.verdict, S.about, actions), _unknown(), _told(), class_name="flex flex-col gap-4", data_testid="import-report"
    )


def _counts(title: Any, about: Any, actions: rx.Component) -> rx.Component:
    figures = rx.el.dl(rx.foreach(S.counts, _count), class_name="grid grid-cols-2 lg:grid-cols-4 gap-x-4 gap-y-3")
    return kit.card(rx.el.p(about, class_name="text-soft pb-4"), figures, actions, title=title)


def _count(row: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(row.name, class_name="text-soft"),
        rx.el.dd(row.figure, class_name="toned text-title font-semibold", data_tone=row.tone),
        class_name="stat",
    )


def _unknown() -> rx.Component:
    words = kit.notice(
        rx.el.strong(t("Columns that we do not know:"), " "),
        rx.foreach(S.unknown, lambda name: rx.el.code(name, class_name="me-2")),
        rx.el.p(t("They are kept with each order."), class_name="text-soft"),
    )
    return rx.cond(S.unknown.length() > 0, words, rx.fragment())


def _told() -> rx.Component:
    table = kit.table(
        _COLUMNS,
        S.told,
        lambda row: (
            row.line,
            row.order,
            rx.el.code(row.field),
            row.message,
            rx.cond(row.rejects, kit.badge(t("Stays out"), "problem"), kit.badge(t("Taken"), "attention")),
        ),
        label=t("What is wrong or odd"),
        dense=True,
    )
    more = rx.cond(S.told_more, rx.el.p(S.told_more, class_name="text-small text-faint pt-2"), rx.fragment())
    clean = kit.notice(t("Nothing is wrong with this file."), tone="done")
    return rx.cond(
        S.told.length() > 0, rx.el.section(table, more, aria_label=t("What is wrong or odd"), class_name="as-cards told-list"), clean
    )


def _failed() -> rx.Component:
    return kit.card(
        kit.empty_state(
            t("This file cannot be read"), S.problem, kit.link_button(t("Choose another file"), "/app/orders/import"), sign="file_x"
        )
    )
