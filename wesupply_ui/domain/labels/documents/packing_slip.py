"""What is put into the box? The return's number to be scanned, what should be inside, where it goes, what to do, in the shopper's words."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from babel.core import Locale
from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Image, Spacer

from wesupply_ui.domain.labels.ask import Party
from wesupply_ui.domain.labels.documents.faces import paragraph
from wesupply_ui.domain.labels.documents.sheet import printed, rows, width_for
from wesupply_ui.kernel.language import _, known, speaking

_QR = 24 * mm


@dataclass(frozen=True, slots=True)
class Item:
    """So many of one thing. `options`: what tells it from its like ("Size 42")."""

    title: str
    quantity: int
    sku: str = ""
    options: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on it. `number`: the return's, in printable ASCII; `method`: how it travels; `logo`: a PNG or JPEG; `accent`: "#rrggbb".

    `locale`: the shopper's; `country`: where it is printed.
    """

    number: str
    merchant: str
    items: tuple[Item, ...]
    receiver: Party
    sender: str = ""
    order_number: str = ""
    method: str = "label"
    locale: str = "en"
    country: str = "US"
    accent: str = "#1c1c1c"
    logo: bytes = b""


def packing_slip(slip: Slip) -> bytes:
    """A PDF. ValueError for a number that no barcode can hold."""
    if not slip.number.isascii() or not slip.number.isprintable() or not 0 < len(slip.number) <= 40:
        raise ValueError("This number cannot be printed as a barcode")
    with speaking(slip.locale):
        width = width_for(slip.country)
        story: list[Flowable] = [
            _head(slip, width), HRFlowable(width="100%", thickness=2, color=slip.accent, spaceBefore=6, spaceAfter=10),
            _codes(slip, width), Spacer(0, 5 * mm), _items(slip, width), Spacer(0, 7 * mm),
            rows([[_to(slip), _steps(slip)]], [width * 0.42, width * 0.58], ruled=False),
        ]  # fmt: skip
        return printed(story, country=slip.country, title=_("Return {number}", number=slip.number), language=known(slip.locale))


def _head(slip: Slip, width: float) -> Flowable:
    left: list[Flowable] = [_logo(slip.logo)] if slip.logo else []
    left.append(paragraph(slip.merchant, 15, bold=True))
    said = [_("Return {number}", number=slip.number)]
    if slip.order_number:
        said.append(_("Order {number}", number=slip.order_number))
    if slip.sender:
        said.append(_("From {name}", name=slip.sender))
    return rows([[left, paragraph("\n".join(said), 10, align=2)]], [width * 0.6, width * 0.4], ruled=False)


def _logo(content: bytes) -> Flowable:
    picture = Image(BytesIO(content))
    scale = min(45 * mm / picture.imageWidth, 14 * mm / picture.imageHeight)
    picture.drawWidth, picture.drawHeight, picture.hAlign = picture.imageWidth * scale, picture.imageHeight * scale, "LEFT"
    return picture


def _codes(slip: Slip, width: float) -> Flowable:
    bars = Code128(slip.number, barHeight=16 * mm, barWidth=min(0.45 * mm, (width - _QR - 20 * mm) / (11 * len(slip.number) + 35)))
    widget = QrCodeWidget(slip.number, barLevel="M", barBorder=1)
    left, bottom, right, top = widget.getBounds()
    square = Drawing(_QR, _QR, transform=[_QR / (right - left), 0, 0, _QR / (top - bottom), 0, 0])
    square.add(widget)
    square.hAlign = "RIGHT"
    return rows([[[bars, paragraph(slip.number, 12, bold=True)], square]], [width - _QR - 4 * mm, _QR + 4 * mm], ruled=False)


def _items(slip: Slip, width: float) -> Flowable:
    cells: list[list[Flowable]] = [[paragraph(words, bold=True) for words in (_("Item"), _("SKU"), _("Quantity"))]]
    for item in slip.items:
        title = item.title if not item.options else f"{item.title}\n{item.options}"
        cells.append([paragraph(title), paragraph(item.sku), paragraph(str(item.quantity))])
    return rows(cells, [width * 0.62, width * 0.24, width * 0.14])


def _to(slip: Slip) -> list[Flowable]:
    return [paragraph(_("Goes to"), bold=True), paragraph("\n".join(lines_of(slip.receiver)))]


def lines_of(party: Party) -> list[str]:
    """An address as lines, the country in English capitals as posts want it."""
    country = Locale("en").territories.get(party.country.upper(), party.country).upper()
    city = " ".join(filter(None, (party.city, party.region, party.postcode)))
    return [line for line in (party.name, party.company, party.line1, party.line2, city, country) if line]


def _steps(slip: Slip) -> list[Flowable]:
    told = [_("Put the items and this sheet into a box, and close it well.")]
    match slip.method:
        case "qr":
            told += [_("Show the QR code that we sent you at the counter; the label is printed there."), _("Keep the receipt.")]
        case "drop_off":
            told += [_("Bring the box to the drop-off point you chose."), _("Keep the receipt.")]
        case "carrier_pickup":
            told += [_("Stick the label on the box."), _("Keep the box at hand; the carrier fetches it.")]
        case "own_carrier":
            told += [_("Send the box with a carrier of your choice."), _("Tell us the tracking number on your return's page.")]
        case "store":
            told = [_("Bring the items and this sheet to the store.")]
        case _:
            told += [_("Stick the label on the box, over any old one."), _("Hand the box to the carrier, and keep the receipt.")]
    return [paragraph(_("What to do"), bold=True), *(paragraph(f"{place}. {words}") for place, words in enumerate(told, 1))]
