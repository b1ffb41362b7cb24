"""Draws what the open rule decides, or what holds by default: a part for each aspect that is spoken of, and a way to speak of more."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.returns import words as w
from wesupply_ui.portals.merchant.settings.returns.offers import offers
from wesupply_ui.portals.merchant.settings.returns.outcome_state import OutcomeState as O
from wesupply_ui.portals.merchant.settings.returns.parts import chosen, option, ticks, typed, wrong
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState as S

F = S.outcome


def outcomes() -> rx.Component:
    """What is decided."""
    more = rx.el.select(
        rx.el.option(t("Decide one more thing"), value=""),
        rx.foreach(F.unsaid, option),
        value="",
        on_change=O.speak,
        aria_label=t("Decide one more thing"),
        class_name="control",
    )
    return rx.el.fieldset(
        rx.el.legend(t("What then is so"), class_name="legend"),
        *(_aspect(aspect) for aspect in w.ASPECTS),
        wrong(F.error),
        rx.cond(
            F.unsaid.length() > 0, rx.el.div(more, kit.icon("chevron_down"), class_name="select is-add", data_place="then"), rx.fragment()
        ),
        class_name="rule-part",
    )


def _aspect(aspect: str) -> rx.Component:
    label = t(w.ASPECTS[aspect])
    silent = kit.icon_button("x", t("Leave it to others: {aspect}", aspect=label), size="small", on_click=O.be_silent(aspect))
    drawn = rx.el.div(
        rx.el.span(label, class_name="aspect-name", id=f"aspect-{aspect}"),
        rx.el.div(_control(aspect, label), wrong(F.errors[aspect]), class_name="aspect-control"),
        silent,
        class_name="aspect",
        role="group",
        custom_attrs={"aria-labelledby": f"aspect-{aspect}"},
        data_place=f"then.{aspect}",
    )
    return rx.cond(F.said.contains(aspect), drawn, rx.fragment())


def _control(aspect: str, label: Any) -> rx.Component:
    match aspect:
        case "window":
            return _window()
        case "resolutions":
            return offers()
        case "methods":
            return ticks(F.methods, aspect, O.tick)
        case "cost_applies_to":
            return ticks(F.applies, aspect, O.tick)
        case "destination":
            return chosen(F.places, label=label, value=F.destination, on_change=lambda value: O.change(aspect, "", value))
        case "return_cost":
            return _cost()
        case "restocking":
            return _restocking()
        case "say":
            return rx.el.textarea(
                default_value=F.say,
                on_blur=lambda value: O.change(aspect, "", value),
                key="say-" + F.place,
                data_kept="",
                aria_label=label,
                rows="2",
                max_length=1000,
                class_name="control",
            )
    words = {"returnable": w.RETURNABLE, "approval": w.APPROVAL, "refund_shipping": w.SHIPPING, "photo": w.ASKED, "comment": w.ASKED}
    words |= {"settle_on": w.SETTLE_ON}
    return chosen(None, words=words[aspect], label=label, value=getattr(F, aspect), on_change=lambda value: O.change(aspect, "", value))


def _set(aspect: str, member: str) -> Any:
    return lambda value: O.change(aspect, member, value)


def _window() -> rx.Component:
    days = rx.fragment(
        typed(
            label=t("Days"),
            value=F.window_days,
            on_blur=_set("window", "days"),
            key="days-" + F.place,
            error=F.errors["window"],
            width="is-short",
            input_mode="numeric",
        ),
        rx.el.span(t("days, from")),
        chosen(None, words=w.STARTS, label=t("From when"), value=F.window_starts, on_change=_set("window", "starts")),
    )
    until = typed(
        label=t("Last day"),
        value=F.window_until,
        on_blur=_set("window", "until"),
        key="until-" + F.place,
        error=F.errors["window"],
        type="date",
        width="is-short",
    )
    return rx.el.div(
        chosen(None, words=w.WINDOWS, label=t("Until when"), value=F.window_kind, on_change=_set("window", "kind")),
        rx.match(F.window_kind, ("days", days), ("until", until), rx.fragment()),
        class_name="aspect-line",
    )


def _amount(label: Any, value: Any, aspect: str, kind: Any) -> rx.Component:
    field = typed(
        label=label,
        value=value,
        on_blur=_set(aspect, "amount"),
        key=f"{aspect}-" + F.place + kind,
        error=F.errors[aspect],
        width="is-short",
        input_mode="decimal",
    )
    return rx.fragment(field, rx.cond(kind == "percent", rx.el.span("%", class_name="text-soft"), rx.fragment()))


def _cost() -> rx.Component:
    kind = F.cost_kind
    estimate = rx.el.span(t("while nobody has told its price"), class_name="text-soft text-small")
    per = chosen(None, words=w.PER, label=t("For what"), value=F.cost_per, on_change=_set("return_cost", "per"))
    return rx.el.div(
        chosen(None, words=w.COSTS, label=t("What the return costs"), value=kind, on_change=_set("return_cost", "kind")),
        rx.cond(kind != "free", _amount(t("Amount"), F.cost_amount, "return_cost", kind), rx.fragment()),
        rx.cond(kind == "label", estimate, rx.fragment()),
        rx.cond(kind != "free", per, rx.fragment()),
        class_name="aspect-line",
    )


def _restocking() -> rx.Component:
    kind = F.restocking_kind
    return rx.el.div(
        chosen(None, words=w.RESTOCKING, label=t("Restocking fee"), value=kind, on_change=_set("restocking", "kind")),
        rx.cond(kind != "none", _amount(t("Amount"), F.restocking_amount, "restocking", kind), rx.fragment()),
        class_name="aspect-line",
    )
