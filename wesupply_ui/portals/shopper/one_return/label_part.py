"""How far is the label, and what is there to print or to keep?"""

from __future__ import annotations

from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.states import State
from wesupply_ui.domain.returns.settle_up import LABELLED
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.shopper.one_return.find import Found
from wesupply_ui.portals.shopper.one_return.rows import LabelRow, PaperRow

SLIP, REMINDER, LABEL, QR = "packing-slip.pdf", "reminder.ics", "label.pdf", "qr.png"
_QR_FIRST = ("qr", "drop_off")


def is_awaited(found: Found) -> bool:
    """Whether something is approved that the shopper has not sent yet."""
    return any(each.authorisation == "approved" and each.logistics == "awaiting" for each in found.items)


def usable_label(found: Found) -> Label | None:
    """The label that can be printed or shown now."""
    label = found.label
    return label if label is not None and label.state == State.BOUGHT and label.files and is_awaited(found) else None


def label_rows(found: Found, token: str) -> list[LabelRow]:
    """One at most: the label, or why it is not here yet."""
    labelled = [
        each for each in found.items if each.method in LABELLED and each.authorisation == "approved" and each.logistics == "awaiting"
    ]
    if not labelled:
        return []
    label = usable_label(found)
    if label is not None:
        return [_bought(label, token, is_shown_first=any(each.method in _QR_FIRST for each in labelled))]
    newest = found.label
    if newest is not None and newest.state == State.USED:
        return []
    if newest is not None and newest.state == State.FAILED:
        words = _("We look after it and write to you when it is here. You need not do anything.")
        return [LabelRow(_("Your label takes longer"), words, tone="attention")]
    if newest is not None and newest.state in (State.WANTED, State.BUYING, State.BOUGHT):
        return [LabelRow(_("Your label is being made"), _("It shows up here by itself, usually within a minute."))]
    return [LabelRow(_("Your label is not here yet"), _("We make it, and write to you when it is here."))]


def _bought(label: Label, token: str, *, is_shown_first: bool) -> LabelRow:
    carrier = carrier_name(label.carrier)
    url = f"/r/{token}/{LABEL}" if "pdf" in label.files else ""
    qr_url = f"/r/{token}/{QR}" if "qr" in label.files else ""
    if qr_url and (is_shown_first or not url):
        words = _("Show this code at the counter of {carrier}. They print the label for you.", carrier=carrier)
        title = _("Your code for {carrier}", carrier=carrier)
    else:
        words = _("Print it, stick it on the box, and hand the box to {carrier}.", carrier=carrier)
        title = _("Your label for {carrier}", carrier=carrier)
    return LabelRow(
        title=title,
        words=words,
        tone="attention",
        icon="package",
        url=url,
        button=_("Print the label") if url else "",
        qr_url=qr_url,
        qr_alt=_("QR code for {carrier}, number {number}", carrier=carrier, number=label.number) if qr_url else "",
        number=label.number,
    )


def papers_of(found: Found, token: str) -> list[PaperRow]:
    """The slip for the box, and the last day for the calendar."""
    if not is_awaited(found):
        return []
    papers = [PaperRow("download", _("Packing slip for the box (PDF)"), f"/r/{token}/{SLIP}")]
    if found.request.expires_at is not None:
        papers.append(PaperRow("clock", _("Remind me before the last day (calendar)"), f"/r/{token}/{REMINDER}"))
    return papers
