"""How far is the label, and what is there to print or to keep?"""

from __future__ import annotations

from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.states import State
from wesupply_ui.domain.returns.labelled.groups import group_of, is_live, wanting
from wesupply_ui.domain.returns.labelled.standing import FAILED, PREPARING
from wesupply_ui.domain.returns.labelled.usable import usable
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.shopper.one_return.find import Found
from wesupply_ui.portals.shopper.one_return.rows import LabelRow, PaperRow

SLIP, REMINDER = "packing-slip.pdf", "reminder.ics"
_QR_FIRST = ("qr", "drop_off")


def is_awaited(found: Found) -> bool:
    """Whether something is approved that the shopper has not sent yet."""
    return any(each.authorisation == "approved" and each.logistics == "awaiting" for each in found.items)


def usable_labels(found: Found) -> list[Label]:
    """Those that can be printed or shown now; one for each way and place by which something goes back."""
    return usable(found.labels, found.items)


def label_rows(found: Found, token: str) -> list[LabelRow]:
    """The labels, and what is to be said of those that are not here yet."""
    ready = usable_labels(found)
    rows = [_bought(label, token, number_of(at), is_shown_first=group_of(label).method in _QR_FIRST) for at, label in enumerate(ready, 1)]
    missing = len(wanting(found.items)) - len(ready)
    if missing <= 0 or any(each.state == State.USED for each in found.labels if is_live(each)):
        return rows
    if found.request.label_state == FAILED:
        words = _("We look after it and write to you when it is here. You need not do anything.")
        return [*rows, LabelRow(_("Your label takes longer"), words, tone="attention")]
    if found.request.label_state == PREPARING:
        return [*rows, LabelRow(_("Your label is being made"), _("It shows up here by itself, usually within a minute."))]
    return [*rows, LabelRow(_("Your label is not here yet"), _("We make it, and write to you when it is here."))]


def number_of(at: int) -> str:
    """What tells the files of several labels apart: "", "-2", "-3"."""
    return f"-{at}" if at > 1 else ""


def _bought(label: Label, token: str, at: str, *, is_shown_first: bool) -> LabelRow:
    carrier = carrier_name(label.carrier)
    url = f"/r/{token}/label{at}.pdf" if "pdf" in label.files else ""
    qr_url = f"/r/{token}/qr{at}.png" if "qr" in label.files else ""
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
    """The slip for the box, if there is one, and the last day for the calendar."""
    if not is_awaited(found):
        return []
    is_packed = any(each.authorisation == "approved" and each.logistics == "awaiting" and each.method != "store" for each in found.items)
    papers = [PaperRow("download", _("Packing slip for the box (PDF)"), f"/r/{token}/{SLIP}")] if is_packed else []
    if found.request.expires_at is not None:
        papers.append(PaperRow("clock", _("Remind me before the last day (calendar)"), f"/r/{token}/{REMINDER}"))
    return papers
