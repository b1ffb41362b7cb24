"""What can the shopper do now, and what is asked of them for it? For drawing; the use cases decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from wesupply_ui.domain.returns.held import tracks_of
from wesupply_ui.domain.returns.talk.may_appeal import open_to_appeal
from wesupply_ui.domain.returns.tracks import Track, why_not
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel import money
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.portals.shopper.one_return.find import Found
from wesupply_ui.portals.shopper.one_return.posted import Did, Refused
from wesupply_ui.portals.shopper.one_return.rows import ChoiceRow, FieldRow, FormRow, PairRow

METHODS = {
    "label": N_("With a label to print"), "qr": N_("With a code, nothing to print"), "drop_off": N_("At a drop-off point"),
    "own_carrier": N_("With a carrier of your own"), "carrier_pickup": N_("Fetched at your door"), "store": N_("Bring it to a store"),
    "keep": N_("Keep it"),
}  # fmt: skip
_DONE = {
    "answer": N_("Your answer was sent."),
    "appeal": N_("We got what you wrote, and look at it again."),
    "number": N_("Thank you. We follow this parcel from now on."),
    "method": N_("The way back was changed."),
    "withdraw": N_("The return was withdrawn."),
}
_CARRIERS = ("ups", "fedex", "usps", "dhl", "dhl_express", "dpd", "gls", "royal_mail", "la_poste", "canada_post", "australia_post")
_PACKED = ("label", "qr", "drop_off", "own_carrier", "carrier_pickup")
_UNSENT = ("awaiting", "kept_by_shopper")


@dataclass(frozen=True, slots=True)
class Forms:
    """`first`: what the shopper should do; `others`: what else they can."""

    first: list[FormRow]
    others: list[FormRow]


def forms_of(found: Found, now: datetime, refused: Refused | None = None) -> Forms:
    """Those that make sense as the return stands; the one that was refused keeps what was typed."""
    first = [_with(each, refused) for each in _first(found, now)]
    return Forms(first, [_with(each, refused) for each in _others(found)])


def done_words(did: Did | None) -> str:
    """What was just done, in a sentence."""
    return _(_DONE[did.deed]) if did else ""


def undo_of(found: Found, did: Did | None) -> list[FormRow]:
    """The way back as it was before, while that can be had again for what it brings now."""
    if did is None or did.deed != "method":
        return []
    return [
        FormRow(
            "method",
            _("Another way was chosen"),
            "",
            _("Undo"),
            "undo-2",
            known=[PairRow("method", each.method), PairRow(f"total-{each.method}", money.to_major(each.total, found.request.currency))],
        )
        for each in found.ways
        if each.method == did.before
    ]


def _first(found: Found, now: datetime) -> Iterator[FormRow]:
    request = found.request
    if request.turn == "shopper":
        question = next((each.text for each in reversed(found.messages) if each.kind == "question"), "")
        yield FormRow(
            "answer", _("{shop} asks", shop=found.merchant.name), question, _("Send the answer"), "mail", fields=[_lines(_("Your answer"))]
        )
    before = sum(each.kind == "appeal" for each in found.messages)
    if open_to_appeal(found.items, is_open=request.appeal_at is not None, before=before, now=now):
        about = _("Tell us why. Somebody looks at it again, and you read the answer here.")
        yield FormRow(
            "appeal", _("You see it otherwise?"), about, _("Ask for another look"), "mail", fields=[_lines(_("What should we know?"))]
        )
    if _can_travel(found) and any(each.method == "own_carrier" for each in found.items) and not _has_own(found):
        yield _number(_("Tell us the tracking number"))


def _others(found: Found) -> Iterator[FormRow]:
    if found.ways:
        yield _other_way(found)
    is_own_first = any(each.method == "own_carrier" for each in found.items) and not _has_own(found)
    if _can_travel(found) and not is_own_first and any(each.method in _PACKED for each in found.items):
        yield _number(_("Sent with another carrier? Add the number"))
    if _can_withdraw(found):
        words = _("Nothing goes back then, and nothing is paid. This can't be undone; you can ask again while the return window is open.")
        yield FormRow("withdraw", _("Withdraw the return"), words, _("Withdraw the return"), "ban", hard=True)


def _lines(label: str) -> FieldRow:
    return FieldRow("text", "lines", label, _("Plain text, up to 2,000 characters."))


def _number(title: str) -> FormRow:
    names = [ChoiceRow("", _("Tell by the number")), *(ChoiceRow(each, carrier_name(each)) for each in _CARRIERS)]
    fields = [FieldRow("tracking_number", "line", _("Tracking number")), FieldRow("carrier", "pick", _("Carrier"), choices=names)]
    return FormRow("number", title, _("We can both follow the parcel then."), _("Add the number"), "truck", fields=fields)


def _other_way(found: Found) -> FormRow:
    currency = found.request.currency
    choices = [
        ChoiceRow(
            each.method, _(METHODS[each.method]), _("You get {amount}", amount=money.shown(each.total, currency)) if each.total else ""
        )
        for each in found.ways
    ]
    known = [PairRow(f"total-{each.method}", money.to_major(each.total, currency)) for each in found.ways]
    fields = [FieldRow("method", "choice", _("Which way?"), choices=choices)]
    return FormRow(
        "method",
        _("Send it back another way"),
        _("You can change it until it is sent."),
        _("Change the way"),
        "truck",
        fields=fields,
        known=known,
    )


def _can_travel(found: Found) -> bool:
    return any(each.authorisation == "approved" and each.logistics in ("awaiting", "in_transit") for each in found.items)


def _has_own(found: Found) -> bool:
    return any(each.source == "own" for each in found.whole.parcels)


def _can_withdraw(found: Found) -> bool:
    can = [each for each in found.items if why_not(tracks_of(each), Track.AUTHORISATION, "withdrawn") is None]
    return bool(can) and all(each.logistics in _UNSENT for each in can)


def _with(form: FormRow, refused: Refused | None) -> FormRow:
    if refused is None or refused.deed != form.deed:
        return form
    fields = [
        FieldRow(each.name, each.kind, each.label, each.hint, refused.typed.get(each.name, ""), _said_of(each, refused), each.choices)
        for each in form.fields
    ]
    return FormRow(form.deed, form.title, form.words, form.button, form.icon, form.hard, fields, form.known, refused.words)


def _said_of(field: FieldRow, refused: Refused) -> str:
    problem = refused.problems.get(field.name, "")
    return f"{field.label} {problem}" if problem else ""
