"""How is a shopper told about their return? Subject and sentences of each kind, in the language of the task."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.notifications.render import Words
from wesupply_ui.domain.notifications.return_kinds import ReturnKind
from wesupply_ui.kernel.language import _


@dataclass(frozen=True, slots=True)
class Told:
    """What a mail may speak of: the return's number, a day ("Tuesday, December 22" or nothing), what people wrote, and what was paid.

    `label`: "print", "code", "soon" or nothing; `method`: how it comes back. `paid`: a sentence for each part. `can_appeal`: whether a no
    can still be called into question.
    """

    number: str
    day: str = ""
    said: str = ""
    label: str = ""
    method: str = ""
    paid: tuple[str, ...] = ()
    can_appeal: bool = True


def words_of(kind: ReturnKind, told: Told) -> Words:
    """The mail's words."""
    number, see = told.number, _("See your return")
    match kind:
        case ReturnKind.REQUESTED:
            return _words(_("We got your return {number}", number=number), _by(told, "requested"), see)
        case ReturnKind.APPROVED:
            return _words(_("Your return {number} is approved", number=number), _approved(told), _label_button(told))
        case ReturnKind.LABEL:
            return _words(_("Your label for return {number} is ready", number=number), _approved(told), _label_button(told))
        case ReturnKind.QUESTION:
            note = _("Please answer on your return's page by {day}.", day=told.day) if told.day else ""
            return _words(_("A question about your return {number}", number=number), _lines(told.said), _("Answer"), note)
        case ReturnKind.REMINDER:
            lead = (_("Nothing has been sent yet, as far as we can see. What is not sent by then lapses."), *_approved(told)[:1])
            subject = _("Please send return {number} by {day}", number=number, day=told.day) if told.day else ""
            return _words(subject or _("Please send return {number}", number=number), lead, _label_button(told))
        case ReturnKind.RECEIVED:
            return _words(_("Your return {number} has arrived", number=number), _by(told, "received"), see)
        case ReturnKind.SETTLED:
            lead = told.paid or (_("Everything is settled."),)
            return _words(_("Your return {number} is settled", number=number), lead, see)
        case ReturnKind.EXPIRED:
            lead = (_("Nothing was sent in time. You can ask again while the return window is open."),)
            return _words(_("Your return {number} has lapsed", number=number), lead, see)
        case ReturnKind.WITHDRAWN:
            lead = (_("Nothing goes back, and nothing is paid. You can ask again while the return window is open."),)
            return _words(_("Your return {number} was withdrawn", number=number), lead, see)
    return _no(kind, told)


def _no(kind: ReturnKind, told: Told) -> Words:
    subject = {
        ReturnKind.DECLINED: _("We can't take return {number} back", number=told.number),
        ReturnKind.NOT_ACCEPTED: _("We could not accept return {number} as it came", number=told.number),
        ReturnKind.NO_KEPT: _("We looked at your return {number} again", number=told.number),
    }[kind]
    lead = _lines(told.said) or (_("You find on your return's page what it is about."),)
    note = _("If you see it otherwise, tell us on your return's page. Somebody looks at it again.") if told.can_appeal else ""
    return _words(subject, lead, _("See your return"), note)


def _by(told: Told, what: str) -> tuple[str, ...]:
    if what == "requested":
        if told.day:
            return (_("Somebody decides by {day} and tells you. You need not send anything yet.", day=told.day),)
        return (_("Somebody decides and tells you. You need not send anything yet."),)
    if told.day:
        return (_("We look at what you sent by {day}, then settle it.", day=told.day),)
    return (_("We look at what you sent, then settle it."),)


def _approved(told: Told) -> tuple[str, ...]:
    match told.label or told.method:
        case "print":
            first = _("Your label is ready: open your return's page and print it.")
        case "code":
            first = _("Your code is ready: open your return's page and show it at the counter.")
        case "soon":
            first = _("Your label is being made; you find it on your return's page.")
        case "store":
            first = _("Bring the items to one of our stores; you find them on your return's page.")
        case "keep":
            first = _("You need not send anything. Keep it, give it away, or recycle it.")
        case "own_carrier":
            first = _("Send it with a carrier of your choice, and tell us the tracking number on your return's page.")
        case _:
            first = _("You find on your return's page how to send it back.")
    return (first, *((_("Please do it by {day}.", day=told.day),) if told.day and told.method != "keep" else ()))


def _label_button(told: Told) -> str:
    return {"print": _("Print the label"), "code": _("Show the code")}.get(told.label, _("See your return"))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


def _words(subject: str, lead: tuple[str, ...], button: str, note: str = "") -> Words:
    return Words(subject, lead[0] if lead else subject, subject, lead, note, button)
