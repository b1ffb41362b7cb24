"""What happened, in order, and how far it has come: the timeline and the milestone bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import reflex as rx

from wesupply_ui.portals.kit.words import t

Text = str | rx.Var[str]
Part = rx.Component | str | rx.Var


def timeline(entries: Any, draw: Callable[[Any], rx.Component], *, label: Text) -> rx.Component:
    """A list of happenings, newest first, out of a State's rows; `draw(row)` returns a `happening`."""
    return rx.el.ol(rx.foreach(entries, draw), class_name="timeline", aria_label=label)


def happening(*children: Part, when: Text, tone: Text = "quiet", where: Text = "", day: Text = "", **props: Any) -> rx.Component:
    """One entry: local time, words, place under them. `day` stands above the first entry of each day and is empty on the others."""
    heading = [] if isinstance(day, str) and not day else [rx.cond(day, rx.el.span(day, class_name="day"), rx.fragment())]
    place = [] if isinstance(where, str) and not where else [rx.cond(where, rx.el.p(where, class_name="where"), rx.fragment())]
    return rx.el.li(
        *heading,
        rx.el.span(when, class_name="when"),
        rx.el.span(class_name="dot", data_tone=tone, aria_hidden="true"),
        rx.el.div(*children, *place),
        **props,
    )


def milestone_bar(stops: Any, *, tone: Text = "moving", label: Text | None = None) -> rx.Component:
    """Stops in a line. `stops`: rows with `word` and `state` (past, present, future); a phone shows the word of the present one only."""
    return rx.el.ol(rx.foreach(stops, _stop), class_name="milestones", data_tone=tone, aria_label=t("Progress") if label is None else label)


def _stop(stop: Any) -> rx.Component:
    here = rx.cond(stop.state == "present", "step", "false")
    spoken = rx.match(stop.state, ("past", t(": done")), ("present", t(": now")), t(": still to come"))
    return rx.el.li(rx.el.span(stop.word, rx.el.span(spoken, class_name="unseen")), data_state=stop.state, aria_current=here)
