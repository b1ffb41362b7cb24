"""Draws the first steps, whole on their page and short on the overview."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.waiting import waiting
from wesupply_ui.portals.merchant.welcome.state import WelcomeState as S

PAGE = "/app/welcome"


def welcome() -> rx.Component:
    """The whole screen."""
    finished = kit.notice(t("Everything is set up. This list stays under Settings."), tone="done")
    listed = rx.el.ol(rx.foreach(S.steps, _step), class_name="first-steps")
    shown = rx.el.div(
        _progress(), rx.cond(S.is_finished, finished, rx.fragment()), listed, _aside(), class_name="flex flex-col gap-4 max-w-3xl"
    )
    return frame(
        _styles(),
        kit.page_header(t("First steps"), about=t("What makes the difference for your shoppers. Each is ticked by itself once it is so.")),
        rx.cond(S.loaded, shown, waiting(kit.card(kit.skeleton(lines=8)))),
        current=PAGE,
    )


def steps_card() -> rx.Component:
    """On the overview, while something is left to do and nobody put it aside."""
    left = rx.el.ol(rx.foreach(S.steps, _short), class_name="first-steps is-short")
    card = kit.card(
        _styles(),
        _progress(),
        left,
        title=t("First steps"),
        actions=(kit.link_button(t("Go on"), PAGE, size="small"),),
        data_testid="first-steps",
    )
    return rx.cond(S.loaded & S.is_on_overview, card, rx.fragment())


def _styles() -> rx.Component:
    return rx.el.link(rel="stylesheet", href="/places.css", custom_attrs={"precedence": "default"})


def _progress() -> rx.Component:
    bar = rx.el.progress(value=S.done.to_string(), max=S.all.to_string(), class_name="steps-bar", aria_label=t("First steps"))
    return rx.el.div(bar, rx.el.span(S.progress, role="status"), class_name="steps-progress")


def _sign(row: Any) -> rx.Component:
    done = rx.fragment(kit.icon("circle_check"), rx.el.span(t("Done"), ": ", class_name="unseen"))
    return rx.el.span(rx.cond(row.is_done, done, kit.icon("circle")), class_name="toned", data_tone=rx.cond(row.is_done, "done", "quiet"))


def _short(row: Any) -> rx.Component:
    return rx.el.li(_sign(row), rx.el.span(row.title), key=row.key, data_done=rx.cond(row.is_done, "true", "false"))


def _step(row: Any) -> rx.Component:
    return rx.el.li(
        _sign(row),
        rx.el.div(rx.el.h2(row.title, class_name="font-semibold"), rx.el.p(row.why, class_name="text-soft"), class_name="flex-1 min-w-0"),
        rx.cond(row.may, _way(row), rx.fragment()),
        class_name="card",
        key=row.key,
        data_testid="step-" + row.key,
        data_done=rx.cond(row.is_done, "true", "false"),
    )


def _way(row: Any) -> rx.Component:
    mail = kit.button(t("Send me a test mail"), busy=S.is_mailing, on_click=S.send_mail)
    preview = rx.el.a(
        kit.icon("external_link"),
        t("Open the newest order's page"),
        rx.el.span(" ", t("(opens a new window)"), class_name="unseen"),
        href=S.preview_url,
        target="_blank",
        rel="noopener",
        on_click=S.previewed,
        class_name="button",
    )
    no_order = rx.el.span(t("Needs an order first"), class_name="text-faint")
    return rx.match(  # pyright: ignore[reportReturnType]
        row.key,
        ("mail", mail),
        ("preview", rx.cond(S.preview_url, preview, no_order)),
        kit.link_button(row.way, row.href),
    )


def _aside() -> rx.Component:
    away = kit.button(t("Take it off the overview"), look="plain", on_click=S.dismiss(False))
    back = kit.button(t("Show it on the overview again"), look="plain", on_click=S.dismiss(True))
    may = PersonState.permissions.contains("settings.write")
    return rx.cond(may, rx.el.div(rx.cond(S.is_dismissed, back, rx.cond(S.is_finished, rx.fragment(), away))), rx.fragment())
