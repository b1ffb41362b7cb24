"""What the shopper reads: the same in HTML and plain text, in the merchant's brand, and nothing in it that somebody else wrote as code."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from jinja2.exceptions import SecurityError

from wesupply_ui.domain.notifications import colours
from wesupply_ui.domain.notifications.kinds import Kind
from wesupply_ui.domain.notifications.letter import Box, Item, Letter, Sender, shared
from wesupply_ui.domain.notifications.render import environment, render, words_of
from wesupply_ui.kernel.language import LANGUAGES

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}{% for x in y %}</mj-text><mj-raw>'
SENDER = Sender(
    name="Fern & Forge", accent="#1f6f54", on_accent="#ffffff", link="#1f6f54", logo_url="https://shop.example/logo.png",
    website="https://shop.example", support_email="help@shop.example", support_phone="+1 555 0100", support_url="https://shop.example/help",
)  # fmt: skip
BOX = Box(
    label="Your parcel", carrier="UPS", number="1Z5IM0030312345678", page="https://shop.example/?n=1Z&a=b", due="Tuesday, November 24",
    due_before="Monday, November 23",
    hours="between 2:00 PM and 4:00 PM", arrived="Tuesday, November 24 at 2:05 PM", signed_by="LOVELACE", reason="Nobody was there",
    action="choose_new_day", until="Friday, November 27", place="Austin, TX",
    items=(Item("Trail boots", 2, "Size 42", "https://shop.example/b.jpg?w=64&h=64"), Item("Wool socks", 1)),
)  # fmt: skip


def a_letter(kind: Kind, *boxes: Box, **fields: object) -> Letter:
    boxes = boxes or (BOX,)
    values = {"number": "#5001", "greeting": "Ada", "others": 0, "waiting": 0, "url": "https://ws.example/t/abc", "sender": SENDER}
    if kind is Kind.WRITTEN:
        values |= {"subject": "About your order #5001", "text": "We have asked the carrier.\n\nYou will hear from us."}
    return Letter(kind=kind.value, boxes=boxes, **(values | shared(boxes) | fields))  # type: ignore[arg-type]


class Reader(HTMLParser):
    """What a browser would make of it: tags, attributes, visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._hidden += tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text += data + " "


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("kind", list(Kind))
def test_both_parts_say_the_same(kind: Kind) -> None:
    letter = a_letter(kind, others=1, waiting=2)
    words, mail = words_of(letter), render(letter)
    html, text = spaced(Reader(mail.html).text), spaced(mail.text)
    for said in (
        words.headline,
        *words.lead,
        words.note,
        words.button,
        "2 × Trail boots",
        "Size 42",
        "1Z5IM0030312345678",
        "#5001",
        "Fern",
    ):
        assert said in html
        assert said in text
    assert mail.subject == words.subject
    assert "#5001" in mail.subject
    assert letter.url in text
    assert f'href="{letter.url}"' in mail.html
    assert 1 < len(words.preheader) < 120


@pytest.mark.parametrize("kind", list(Kind))
def test_it_reads_well_with_nothing_known(kind: Kind) -> None:
    bare = Box(label="Your parcel", carrier="UPS", number="1Z", items=())
    letter = a_letter(kind, bare, greeting="", sender=Sender("Acme", "#000000", "#ffffff", "#000000"))
    words = words_of(letter)
    for said in (words.subject, words.preheader, words.headline, *words.lead, words.note):
        assert "None" not in said
        assert "  " not in said
        assert not re.search(r" [.,]|\.\.|, \.|^[a-z]|[;,]$", said), said
    assert "Hello" not in render(letter).text


@pytest.mark.parametrize("kind", list(Kind))
def test_several_parcels_are_told_in_the_plural(kind: Kind) -> None:
    two = (replace(BOX, label="Parcel 1 of 3"), replace(BOX, label="Parcel 2 of 3", carrier="USPS", due="Friday, November 27"))
    text = render(a_letter(kind, *two, others=1)).text
    assert "Parcel 1 of 3" in text
    assert "Parcel 2 of 3" in text
    assert "One more parcel of this order travels separately." in text
    assert "your parcel " not in text


def test_a_logo_is_forty_pixels_high_whatever_it_is() -> None:
    read = Reader(render(a_letter(Kind.SHIPPED, sender=replace(SENDER, logo_url="https://shop.example/logo.svg"))).html)
    at = read.attributes.index(("src", "https://shop.example/logo.svg"))
    about = dict(read.attributes[at : at + 5])
    assert about["height"] == "40"
    assert "height:40px;width:auto;" in (about["style"] or "")


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_from_outside_becomes_markup(kind: Kind) -> None:
    item = Item(HOSTILE, 1, HOSTILE, "https://shop.example/?a=1&b=%22")
    box = Box(HOSTILE, HOSTILE, HOSTILE, "", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, "pay", HOSTILE, HOSTILE, (item,))
    sender = replace(SENDER, name=HOSTILE, support_phone=HOSTILE)
    mail = render(a_letter(kind, box, number=HOSTILE, greeting=HOSTILE, sender=sender, others=1))
    read = Reader(mail.html)
    assert "script" not in read.tags
    assert read.tags.count("img") == 2  # the logo and the item's picture
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    assert {value for name, value in read.attributes if name == "src"} == {
        "https://shop.example/logo.png",
        "https://shop.example/?a=1&b=%22",
    }
    assert "{{ 7*7 }}" in mail.text  # text stays text: nothing is evaluated a second time
    assert "\n" not in mail.subject
    assert "\r" not in mail.subject


def test_names_of_any_script_and_length_survive() -> None:
    for name in ("محمد عبد الرحمن", "山田 太郎", "Łukasz Żółć", "François-Xavier", "A" * 60):
        mail = render(a_letter(Kind.SHIPPED, replace(BOX, items=(Item(name, 1),)), greeting=name))
        assert f"Hello {name}," in mail.text
        assert f"Hello <bdi>{name}</bdi>," in mail.html
        assert f"<bdi>{name}</bdi>" in mail.html


def test_the_plain_text_is_clean_for_a_screen_reader() -> None:
    for kind in Kind:
        text = render(a_letter(kind, others=1, waiting=1)).text
        assert "\n\n\n" not in text
        assert not re.search(r"[ \t]+$", text, re.MULTILINE)
        assert not re.search(r"[<>|*_=]{2}|&\w+;|-{3}", text)
        assert text.endswith("\n")


def test_it_wears_the_merchants_brand() -> None:
    html = render(a_letter(Kind.SHIPPED)).html
    assert "background:#1f6f54" in html
    assert 'alt="Fern &amp; Forge"' in html
    assert "mailto:help@shop.example" in html


def test_it_calls_out_to_nobody_but_the_merchant_and_us() -> None:
    html = render(a_letter(Kind.SHIPPED)).html
    hosts = set(re.findall(r"(?:src|href)=\"https?://([^/\"]+)", html)) | set(re.findall(r"url\(https?://([^/)]+)", html))
    assert hosts == {"shop.example", "ws.example"}


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ letter.__class__.__init__.__globals__ }}",
        "{{ letter.is_part.__class__.__base__.__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ '{0.__class__}'.format(letter) }}",
        "{{ letter.boxes.__add__.__self__.__class__ }}",
        "{% set x = letter.boxes.__class__ %}{{ x.__subclasses__() }}",
    ],
)
def test_a_template_cannot_reach_behind_its_values(source: str) -> None:
    with pytest.raises(SecurityError):
        environment().from_string(source).render(letter=a_letter(Kind.SHIPPED))


def test_a_template_cannot_change_what_it_is_given() -> None:
    with pytest.raises(SecurityError):
        environment().from_string("{{ things.append(1) }}").render(things=[])


def test_any_accent_gives_readable_text() -> None:
    for accent in ("#ffff00", "#ffffff", "#000000", "#ff7f50", "#3730a3", "#777777"):
        assert colours.contrast(colours.text_on(accent), accent) >= colours.READABLE
        assert colours.contrast(colours.readable_on_white(accent), "#ffffff") >= colours.READABLE
    for odd in ("red", "#fff", "#12345g", 'url("x")', "#1f6f54;background:url(x)", None, 7):
        assert colours.accent_of(odd) == colours.DEFAULT_ACCENT


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.WRITTEN])
def test_every_kind_is_written_in_every_language(kind: Kind, language: str) -> None:
    boxes = (BOX, replace(BOX, number="1Z5IM0030399999999", label="Parcel 2"))
    for letter in (a_letter(kind), a_letter(kind, *boxes), a_letter(kind, Box("Your parcel", "UPS", "1Z5"), others=1, waiting=2)):
        english, theirs = words_of(letter), words_of(replace(letter, language=language))
        assert "#5001" in theirs.subject
        assert [bool(each) for each in (english.note, english.button)] == [bool(each) for each in (theirs.note, theirs.button)]
        assert len(theirs.lead) == len(english.lead)
        for ours, said in (
            (english.subject, theirs.subject),
            (english.headline, theirs.headline),
            *zip(english.lead, theirs.lead, strict=True),
        ):
            assert said != ours or ours == letter.reason
        mail = render(replace(letter, language=language))
        assert f'lang="{language}"' in mail.html
        assert not {"Hello", "Expected", "Delivered", "Questions", "separately", "because"} & set(re.findall(r"\w+", mail.text))
