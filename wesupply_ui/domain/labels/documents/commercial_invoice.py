"""What do customs ask for when goods come back across a border? A commercial invoice, in English, as customs read it everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from wesupply_ui.domain.labels.ask import Goods, Party
from wesupply_ui.domain.labels.documents.faces import paragraph
from wesupply_ui.domain.labels.documents.packing_slip import lines_of
from wesupply_ui.domain.labels.documents.sheet import printed, rows, width_for
from wesupply_ui.kernel.money import to_major

REASON = "Returned goods"
_DECLARED = (
    "These goods were sold and delivered to the sender, and go back to the seller unused or faulty. They are not for sale. "
    "The values are those that were paid, and are stated for customs purposes only. I declare that what is stated here is true."
)


@dataclass(frozen=True, slots=True)
class Invoice:
    """What stands on it. `goods`: with values in minor units of `currency`; `number`: the return's; `parcel`: the tracking number."""

    number: str
    issued_on: date
    sender: Party
    receiver: Party
    goods: tuple[Goods, ...]
    currency: str
    parcel: str = ""
    order_number: str = ""

    @property
    def total_minor(self) -> int:
        return sum(each.value_minor * each.quantity for each in self.goods)


def commercial_invoice(invoice: Invoice) -> bytes:
    """A PDF. ValueError when there is nothing to declare."""
    if not invoice.goods:
        raise ValueError("An invoice names goods")
    width = width_for(invoice.sender.country)
    story: list[Flowable] = [
        paragraph("COMMERCIAL INVOICE", 15, bold=True), Spacer(0, 3 * mm), _about(invoice, width), Spacer(0, 4 * mm),
        _parties(invoice, width), Spacer(0, 5 * mm), _goods(invoice, width), Spacer(0, 4 * mm), _sums(invoice, width), Spacer(0, 6 * mm),
        paragraph(_DECLARED, 8.5), Spacer(0, 12 * mm),
        rows([[paragraph(f"Date: {invoice.issued_on}"), paragraph("Signature: " + "_" * 34)]], [width * 0.4, width * 0.6], ruled=False),
    ]  # fmt: skip
    return printed(story, country=invoice.sender.country, title=f"Commercial invoice {invoice.number}")


def _about(invoice: Invoice, width: float) -> Flowable:
    said = [
        ("Invoice", invoice.number), ("Date", str(invoice.issued_on)), ("Reason for export", REASON), ("Order", invoice.order_number),
        ("Tracking number", invoice.parcel), ("Terms", "No sale, no charge"),
    ]  # fmt: skip
    cells = [[paragraph(name, bold=True), paragraph(words)] for name, words in said if words]
    return rows(cells, [width * 0.28, width * 0.72], ruled=False)


def _parties(invoice: Invoice, width: float) -> Flowable:
    def told(title: str, party: Party) -> list[Flowable]:
        phone = [f"Phone {party.phone}"] if party.phone else []
        return [paragraph(title, bold=True), paragraph("\n".join(lines_of(party) + phone))]

    return rows([[told("Sender (exporter)", invoice.sender), told("Receiver (importer)", invoice.receiver)]], [width / 2] * 2, ruled=False)


def _goods(invoice: Invoice, width: float) -> Flowable:
    names = ("Description", "HS code", "Origin", "Quantity", "Weight, kg", "Unit value", "Value")
    cells = [[paragraph(name, 8.5, bold=True) for name in names]]
    for each in invoice.goods:
        told = (
            each.title, each.hs_code or "not known", each.origin or "not known", str(each.quantity),
            f"{each.weight_grams * each.quantity / 1000:.3f}", to_major(each.value_minor, invoice.currency),
            to_major(each.value_minor * each.quantity, invoice.currency),
        )  # fmt: skip
        cells.append([paragraph(words, 8.5) for words in told])
    return rows(cells, [width * share for share in (0.32, 0.13, 0.1, 0.1, 0.11, 0.12, 0.12)])


def _sums(invoice: Invoice, width: float) -> Flowable:
    weight = sum(each.weight_grams * each.quantity for each in invoice.goods)
    units = sum(each.quantity for each in invoice.goods)
    said = (
        ("Total value", f"{invoice.currency} {to_major(invoice.total_minor, invoice.currency)}"), ("Total units", str(units)),
        ("Net weight", f"{weight / 1000:.3f} kg"),
    )  # fmt: skip
    return rows([[paragraph(name, bold=True), paragraph(words)] for name, words in said], [width * 0.28, width * 0.72], ruled=False)
