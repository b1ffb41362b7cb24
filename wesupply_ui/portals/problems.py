"""What does a page show when something cannot be done? Turns the domain's situations into a toast, field errors or a way to sign in."""

from __future__ import annotations

import reflex as rx
import structlog
from reflex_base.event import EventSpec

from wesupply_ui.kernel.errors import ConfirmNeeded, SecondFactorNeeded, Situation
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.kernel.room import has_no_room
from wesupply_ui.portals.go_on import SIGN_IN, go_on
from wesupply_ui.portals.kit.toast import toast

_log = structlog.get_logger(__name__)
# A whole page load: the proof brings a new cookie, which the socket of this page would not know.
TO_CONFIRM = "location.assign('/login/confirm?next='+encodeURIComponent(location.pathname+location.search))"
SORRY = N_("Something went wrong on our side. Nothing was changed; please try again.")
NO_ROOM = N_("The server could not keep this: its disk is full or cannot be written. Tell whoever runs this installation.")


def answer_to(exception: Exception) -> EventSpec | None:
    """The app's answer to whatever a handler let through: words for a situation, an apology for a fault of ours (which is logged)."""
    if isinstance(exception, ConfirmNeeded | SecondFactorNeeded):
        return rx.call_script(TO_CONFIRM)
    if isinstance(exception, Situation):
        return go_on(SIGN_IN) if exception.code == "sign_in_needed" else toast(exception.message, tone="problem")
    _log.error("portal.handler_failed", error=type(exception).__name__, exc_info=exception)
    return toast(_(NO_ROOM) if has_no_room(exception) else _(SORRY), tone="problem")


def field_errors(situation: Situation) -> dict[str, str]:
    """Field → first message, for `form_field(error=State.errors["email"])`. Empty when the situation is about no field."""
    errors: dict[str, str] = {}
    for problem in situation.problems:
        errors.setdefault(problem.field, problem.message)
    return errors
