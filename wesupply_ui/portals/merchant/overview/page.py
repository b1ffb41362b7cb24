"""Draws the overview."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame
from wesupply_ui.portals.merchant.overview.rows import SIGNS
from wesupply_ui.portals.merchant.overview.state import OverviewState as S
from wesupply_ui.portals.merchant.welcome.page import steps_card


def overview() -> rx.Component:
    """The whole screen."""
    return frame(kit.page_header(t("Overview")), rx.cond(S.loaded, _shown(), _loading()), current="/app")


def _shown() -> rx.Component:
    figures = rx.el.div(rx.foreach(S.figures, _figure), class_name="grid grid-cols-2 lg:grid-cols-4 gap-3")
    deliveries = kit.bar_chart(S.bars, title=t("Deliveries by day"), about=S.told, unit=t("Parcels"))
    exceptions = kit.bar_chart(S.exceptions, title=t("Exceptions by day"), about=S.exceptions_told, unit=t("Exceptions"))
    charts = rx.el.div(deliveries, exceptions, class_name="flex flex-col gap-4 min-w-0")
    columns = rx.el.div(charts, _feed(), class_name="overview-columns")
    return rx.el.div(steps_card(), _needs(), figures, columns, class_name="flex flex-col gap-4")


def _figure(row: Any) -> rx.Component:
    return kit.stat_card(row.name, row.figure, against=row.against)


def _needs() -> rx.Component:
    calm = rx.el.p(
        kit.tone_icon("done"), t("Nothing waits for you. New cases show up here by themselves."), class_name="flex gap-2 text-soft"
    )
    rows = rx.el.ul(rx.foreach(S.needs, _need), class_name="needs")
    return kit.card(rx.cond(S.needs.length() > 0, rows, calm), title=t("Needs you now"))


def _need(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.match(row.key, *((key, kit.icon(sign)) for key, sign in SIGNS.items()), kit.icon("circle_alert")),
            class_name="toned",
            data_tone=row.tone,
        ),
        rx.el.span(row.words, class_name="words"),
        kit.link_button(row.action, row.href, size="small", aria_label=f"{row.action}: {row.words}"),
        key=row.key,
        data_testid=f"need-{row.key}",
    )


def _feed() -> rx.Component:
    pause = kit.button(
        rx.cond(S.is_paused, t("Go on"), t("Pause")),
        size="small",
        look="plain",
        on_click=S.pause,
        aria_pressed=rx.cond(S.is_paused, "true", "false"),
    )
    behind = rx.cond(S.is_behind, kit.badge(t("News waiting"), "moving"), rx.fragment())
    rows = rx.el.ol(rx.foreach(S.feed, _news), class_name="feed", aria_label=t("News, newest first"))
    none = rx.el.p(t("News of your parcels shows up here as it comes in."), class_name="text-soft")
    return kit.card(rx.cond(S.feed.length() > 0, rows, none), title=t("News"), actions=[behind, pause])


def _news(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(kit.tone_icon(row.tone), class_name="toned", data_tone=row.tone),
        rx.el.div(
            kit.link(row.words, row.href, class_name="row-link"),
            rx.el.p(row.detail, class_name="text-small text-faint"),
            class_name="min-w-0",
        ),
        rx.el.span(row.when, class_name="when"),
        key=row.key,
    )


def _loading() -> rx.Component:
    cards = rx.el.div(*(kit.card(kit.skeleton(2)) for _ in range(4)), class_name="grid grid-cols-2 lg:grid-cols-4 gap-3")
    return rx.el.div(kit.card(kit.skeleton(4, height=24)), cards, kit.card(kit.skeleton(6)), class_name="flex flex-col gap-4")
