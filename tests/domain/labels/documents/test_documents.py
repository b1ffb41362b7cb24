"""Packing slips and invoices say what they are given, in any language, however long it is: read back from the PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.units import mm

from tests.domain.labels.asks import BOOTS, TORONTO, WAREHOUSE
from wesupply_ui.domain.labels.ask import Goods, Party
from wesupply_ui.domain.labels.documents.commercial_invoice import Invoice, commercial_invoice
from wesupply_ui.domain.labels.documents.packing_slip import Item, Slip, packing_slip

SLIP = Slip("R-1001", "Acme Outfitters", (Item("Trail boots", 2, "BOOT-42", "Size 42"),), WAREHOUSE, "Ada Lovelace", "#5001")


def read(pdf: bytes) -> tuple[str, PdfReader]:
    reader = PdfReader(BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split()), reader


def test_a_slip_says_what_is_inside_where_it_goes_and_what_to_do() -> None:
    text, reader = read(packing_slip(SLIP))
    for words in ("Acme Outfitters", "Return R-1001", "Order #5001", "Ada Lovelace", "Trail boots", "Size 42", "BOOT-42"):
        assert words in text
    assert "12 Dock Rd" in text and "Newark NJ 07105" in text and "Stick the label on the box" in text
    assert len(reader.pages) == 1
    assert (reader.metadata.title, reader.metadata.author or "") == ("Return R-1001", "")


def test_the_number_is_there_as_bars_and_as_a_square() -> None:
    page = PdfReader(BytesIO(packing_slip(SLIP))).pages[0]
    content = page.get_contents()
    assert content is not None
    drawn = [
        tuple(map(float, each)) for each in re.findall(r"([\d.-]+) ([\d.-]+) ([\d.]+) ([\d.]+) re", content.get_data().decode("latin-1"))
    ]
    bars = [(x, width) for x, _, width, height in drawn if abs(height - 16 * mm) < 0.1]
    narrow = min(width for _, width in bars)
    found = ""
    for (x, width), (after, _) in pairwise([*bars, (bars[-1][0] + bars[-1][1], 0)]):
        found += "?ABCD"[round(width / narrow)] + ("?abcd"[round((after - x - width) / narrow)] if after - x - width > 0.1 else "")
    code = Code128(SLIP.number)
    code.validate(), code.encode(), code.decompose()
    assert found == code.decomposed
    assert len(drawn) - len(bars) > 100  # the dark stretches of the square


@pytest.mark.parametrize("number", ["", "R–1", "R" * 41, "R\n1"])
def test_a_number_that_no_barcode_holds_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="barcode"):
        packing_slip(replace(SLIP, number=number))


@pytest.mark.parametrize(
    ("locale", "words"),
    [("de-AT", "Was zu tun ist"), ("es", "Qué hacer"), ("fr-CA", "Que faire"), ("pt", "What to do")],
)
def test_a_slip_speaks_the_shopper_s_language(locale: str, words: str) -> None:
    assert words in read(packing_slip(replace(SLIP, locale=locale)))[0]


@pytest.mark.parametrize("method", ["label", "qr", "drop_off", "carrier_pickup", "own_carrier", "store"])
def test_every_way_back_has_its_own_steps(method: str) -> None:
    others = {read(packing_slip(replace(SLIP, method=each)))[0] for each in ("label", "qr", "store") if each != method}
    assert read(packing_slip(replace(SLIP, method=method)))[0] not in others


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Łukasz Żółć, Đặng Thị Hồng, Ñandú & <b>Söhne</b>", "Łukasz Żółć, Đặng Thị Hồng, Ñandú & <b>Söhne</b>"),
        ("Екатерина Ψυχή", "Екатерина Ψυχή"),
        ("שלום", "shlvm"),
        ("สมชาย", "smchaay"),
        ("Boots 🥾 blue", "Boots blue"),
    ],
)
def test_names_of_any_script_can_be_read(written: str, printed: str) -> None:
    text, _ = read(packing_slip(replace(SLIP, items=(Item(written, 1),))))
    if written in ("שלום", "สมชาย"):  # their sound in Latin letters, whichever way it is spelt
        line = text.partition("Quantity ")[2].partition(" 1 ")[0]
        assert line.isascii() and line.isalpha(), line
    else:
        assert printed in text


def test_chinese_japanese_and_korean_are_written_in_fonts_that_have_them() -> None:
    for words, font in (("山田 さくら", "HeiseiKakuGo"), ("王小明", "STSong"), ("김민수", "HYGothic")):
        _, reader = read(packing_slip(replace(SLIP, items=(Item(words, 1),))))
        fonts = str([each.get_object()["/BaseFont"] for each in reader.pages[0]["/Resources"]["/Font"].values()])
        assert font in fonts


def test_a_long_slip_goes_on_over_pages_and_loses_nothing() -> None:
    items = tuple(
        Item(f"Item {index:03d} " + "very-long-name-without-blanks" * (index % 9), index + 1, f"SKU{index:03d}") for index in range(120)
    )
    text, reader = read(packing_slip(replace(SLIP, items=items, merchant="Höchst unwahrscheinlich lang benannte Ausrüster " * 4)))
    assert len(reader.pages) > 3
    assert all(f"SKU{index:03d}" in text for index in range(120))


def test_paper_is_what_printers_hold_there_and_a_logo_may_stand_on_it() -> None:
    file = BytesIO()
    Image.new("RGB", (600, 200), "#245").save(file, "PNG")
    letter = PdfReader(BytesIO(packing_slip(replace(SLIP, logo=file.getvalue())))).pages[0]
    a4 = PdfReader(BytesIO(packing_slip(replace(SLIP, country="DE")))).pages[0]
    assert (round(letter.mediabox.width), round(a4.mediabox.width)) == (612, 595)
    assert len(letter.images) == 1


def test_the_same_slip_is_the_same_file() -> None:
    assert packing_slip(SLIP) == packing_slip(SLIP)


def test_an_invoice_declares_what_comes_back_with_codes_origins_and_sums() -> None:
    sock = Goods("Wool socks", 3, 995, 90, "", "")
    invoice = Invoice("R-1001", date(2026, 11, 25), TORONTO, WAREHOUSE, (BOOTS, sock), "USD", "9400100000000000000000", "#5001")
    text, reader = read(commercial_invoice(invoice))
    assert len(reader.pages) == 1
    for words in ("COMMERCIAL INVOICE", "Returned goods", "640391", "PT", "60.00", "120.00", "USD 149.85", "2.070 kg", "2026-11-25"):
        assert words in text
    assert "Émilie Tremblay" in text and "Newark" in text and "+14165550123" in text and text.count("not known") == 2
    assert invoice.total_minor == 14985


def test_an_invoice_in_a_currency_without_cents_has_none() -> None:
    kept = Invoice("R-2", date(2026, 11, 25), Party("花子", "", "1-1", "", "Tokyo", "", "100-0001", "JP"), WAREHOUSE, (BOOTS,), "JPY")
    assert "JPY 12000 " in read(commercial_invoice(kept))[0] + " "
    with pytest.raises(ValueError, match="goods"):
        commercial_invoice(replace(kept, goods=()))
