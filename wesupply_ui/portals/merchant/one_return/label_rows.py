"""A return's labels in words: how each stands, what stands in its way and who acts next. Codes come from the domain."""

from __future__ import annotations

from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.states import State
from wesupply_ui.domain.returns.labelled.groups import group_of, is_live, wanting
from wesupply_ui.domain.tracking.carrier_pages import carrier_name, carrier_page
from wesupply_ui.kernel import money
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.portals.merchant.one_return.find import Found
from wesupply_ui.portals.merchant.one_return.rows import FileRow, LabelRow
from wesupply_ui.portals.merchant.returns.words import METHODS, word_of
from wesupply_ui.portals.merchant.telling import Telling

_STATES: dict[str, tuple[str, str]] = {
    "wanted": (N_("Being bought"), "moving"),
    "buying": (N_("Being bought"), "moving"),
    "bought": (N_("Ready"), "done"),
    "used": (N_("Used"), "done"),
    "voided": (N_("Given back"), "quiet"),
    "failed": (N_("Not bought"), "problem"),
}
_WHY: dict[str, str] = {
    "address_invalid": N_("The shopper's address was not accepted. Correct it and try again."),
    "destination_invalid": N_("The place it goes to has no full address."),
    "parcel_invalid": N_("Something is missing about the parcel."),
    "no_rates": N_("No carrier offers a label for this parcel."),
    "no_account": N_("No account is connected to buy labels with."),
    "no_funds": N_("The account has no money left for labels."),
    "unauthorised": N_("The provider does not accept the account's key."),
    "refused": N_("The provider refused it."),
    "no_files": N_("It is bought, but its files are not here yet."),
    "not_voided": N_("It could not be given back yet."),
    "pending": N_("The provider is still at it."),
}
_MEND: dict[str, tuple[str, str]] = {
    "no_account": ("/app/settings/labels", N_("Connect an account")),
    "no_funds": ("/app/settings/labels", N_("Open the label settings")),
    "unauthorised": ("/app/settings/labels", N_("Open the label settings")),
    "no_rates": ("/app/settings/labels", N_("Open the label settings")),
    "destination_invalid": ("/app/settings/locations", N_("Open the locations")),
}
_FILES = {"pdf": N_("PDF"), "zpl": N_("ZPL for label printers"), "qr": N_("QR code")}


def label_rows(found: Found, tell: Telling) -> list[LabelRow]:
    """The newest first; given back ones only while there is nothing newer to say."""
    may = "returns.decide" in found.permissions
    return [_row(each, found, tell, may=may) for each in found.labels[:10]]


def lacks_label(found: Found) -> bool:
    """Whether items wait for a label that nobody has asked for, or that was taken off."""
    have = {group_of(each) for each in found.labels if is_live(each)}
    return any(group not in have for group in wanting(item for item, _line in found.whole.items))


def _row(label: Label, found: Found, tell: Telling, *, may: bool) -> LabelRow:
    words, tone = _STATES[label.state]
    if label.state == State.BOUGHT and label.void_wanted_at:
        words, tone = N_("Being given back"), "moving"
    mend, mend_words = _MEND.get(label.failure_code, ("", ""))
    is_failed = label.state == State.FAILED
    return LabelRow(
        id=label.id,
        words=_(words),
        tone=tone,
        what=_what(label, found),
        number=label.number,
        href=carrier_page(label.carrier, label.number) if label.number else "",
        why=_(_WHY.get(label.failure_code, N_("The provider gave no answer."))) if label.failure_code else "",
        told=label.failure_message if label.failure_code not in ("", "no_account") else "",
        next=_next(label, tell),
        mend=mend if is_failed else "",
        mend_words=_(mend_words) if mend_words else "",
        files=[FileRow(kind, _(_FILES[kind])) for kind in _FILES if kind in label.files] if label.state in ("bought", "used") else [],
        can_retry=may and is_failed,
        can_correct=may and is_failed and label.failure_code == "address_invalid",
        can_void=may and is_live(label) and label.state != State.USED,
    )


def _what(label: Label, found: Found) -> str:
    """ "Label to print · Newark warehouse · USPS Priority · $8.20"."""
    group = group_of(label)
    carrier = f"{carrier_name(label.carrier)} {label.service}".strip() if label.carrier else ""
    price = money.shown(label.price_minor, label.currency) if label.price_minor is not None else ""
    return " · ".join(filter(None, (word_of(METHODS, group.method), found.places.get(group.destination, ""), carrier, price)))


def _next(label: Label, tell: Telling) -> str:
    if label.state == State.FAILED:
        return _("Tried again by itself: {when}", when=tell.moment(label.due_at)) if label.due_at else _("Somebody has to act.")
    if label.state == State.BOUGHT and not label.void_wanted_at and label.due_at and label.files:
        return _("If unused, it is given back: {when}", when=tell.moment(label.due_at))
    return ""
