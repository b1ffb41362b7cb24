"""What does a label look like? A PDF of four by six inches, the same for a Zebra printer, and a QR code for a counter that prints."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import segno

from wesupply_ui.simulator.labels import Sale


def pdf(sale: Sale) -> bytes:
    """The label, always the same bytes for the same sale."""
    # Read when a label is drawn: carriers, who are simulated far more often, need none of it.
    from reportlab.graphics.barcode.code128 import Code128
    from reportlab.lib.units import inch
    from reportlab.pdfgen.canvas import Canvas

    file = BytesIO()
    canvas = Canvas(file, pagesize=(4 * inch, 6 * inch), invariant=1)
    canvas.setTitle("Return label")
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(0.3 * inch, 5.5 * inch, f"{sale.offer.carrier.upper()} {sale.offer.service}")
    canvas.setFont("Helvetica", 9)
    for x, y, words, address in ((0.3, 5.1, "FROM", sale.draft.shopper), (0.3, 3.8, "TO", sale.draft.shop)):
        for row, line in enumerate((words, *_lines(address))):
            canvas.drawString(x * inch, y * inch - row * 12, line.encode("latin-1", "replace").decode("latin-1"))
    bars = Code128(sale.number, barHeight=0.8 * inch, barWidth=0.011 * inch, quiet=False)
    bars.drawOn(canvas, 0.3 * inch, 1.2 * inch)
    canvas.drawString(0.3 * inch, 1.0 * inch, sale.number)
    canvas.drawString(0.3 * inch, 0.6 * inch, sale.draft.reference[:40].encode("latin-1", "replace").decode("latin-1"))
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def zpl(sale: Sale) -> bytes:
    """The same in Zebra's language."""
    rows = [f"{sale.offer.carrier.upper()} {sale.offer.service}", "FROM", *_lines(sale.draft.shopper), "TO", *_lines(sale.draft.shop)]
    fields = [f"^FO50,{50 + 40 * row}^A0N,28,28^FD{line.replace('^', ' ').replace('~', ' ')}^FS" for row, line in enumerate(rows)]
    bars = f"^FO50,900^BY2^BCN,160,Y,N,N^FD{sale.number}^FS"
    return "\n".join(["^XA", "^CI28", "^PW812", "^LL1218", *fields, bars, "^XZ", ""]).encode()


def qr(sale: Sale) -> bytes:
    """The code that is shown at a counter."""
    file = BytesIO()
    segno.make(sale.number, error="m").save(file, kind="png", scale=6)
    return file.getvalue()


FORMS = {"pdf": (pdf, "application/pdf"), "zpl": (zpl, "text/plain"), "png": (qr, "image/png")}


def _lines(address: Mapping[str, str]) -> list[str]:
    city = " ".join(filter(None, (address.get("city"), address.get("region"), address.get("postcode"), address.get("country"))))
    return [line for line in (address.get("name"), address.get("company"), address.get("line1"), address.get("line2"), city) if line]
