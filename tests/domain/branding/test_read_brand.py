"""A form of the brand is read field by field; whatever could be more than a colour, a link or plain words is refused with a reason."""

from __future__ import annotations

import pytest

from wesupply_ui.domain.branding.read_brand import read_brand
from wesupply_ui.domain.branding.texts import said
from wesupply_ui.kernel.language import accepted

HOSTILE = [
    ("accent", "red;background:url(https://evil.example)"),
    ("accent", "#12345"),
    ("accent", "#1f6f54\n}body{display:none"),
    ("accent", "var(--x)"),
    ("header", "#fff;}"),
    ("font", "system;src:url(x)"),
    ("font", "'Comic Sans'"),
    ("website", "javascript:alert(1)"),
    ("website", "data:text/html,<script>"),
    ("website", "//evil.example"),
    ("website", "https://shop@evil.example"),
    ("website", 'https://x.example/"onmouseover="alert(1)'),
    ("website", "https://[::1"),
    ("website", "https://x.example:99999999/"),
    ("website", "https://localhost"),
    ("returns_url", "/relative"),
    ("support_email", "a@b@c"),
    ("support_email", "help@shop.example\r\nBcc: all@shop.example"),
    ("support_phone", "+1 415<script>"),
    ("support_phone", "123"),
    ("social", "https://instagram.com/acme\njavascript:alert(1)"),
    ("footer_links", "https://acme.example"),
    ("footer_links", "Prices javascript:alert(1)"),
    ("footer_links", "\n".join(f"Link {at} https://acme.example/{at}" for at in range(9))),
    ("preview_title", "x" * 71),
    ("text_en_lookup_title", "x" * 81),
    ("text_en_footer", "Write to {password}"),
    ("text_en_lookup_title", "Order {order}"),
    ("text_de_footer", "{shop.__class__}"),
]


@pytest.mark.parametrize(("field", "value"), HOSTILE)
def test_what_does_not_fit_is_told_beside_its_field_and_the_field_stays(field: str, value: str) -> None:
    before = {"accent": "#1f6f54", "website": "https://acme.example"}
    brand, problems = read_brand({field: value}, before)
    assert ([each.field for each in problems], brand) == ([field], before)


def test_what_fits_is_taken_over_and_the_rest_stays() -> None:
    brand, problems = read_brand(
        {
            "accent": "1F6",
            "social": "https://www.instagram.com/acme\n\nhttps://www.instagram.com/acme",
            "footer_links": "Size guide https://acme.example/sizes",
            "text_de_footer": "Mit Liebe\r\n\r\n\r\n\r\nverpackt von {shop}",
            "unknown": "x",
        },
        {"website": "https://acme.example", "mail_from": "shop@acme.example"},
    )
    assert problems == []
    assert brand == {
        "website": "https://acme.example",
        "mail_from": "shop@acme.example",
        "accent": "#11ff66",
        "social": ["https://www.instagram.com/acme"],
        "footer_links": [{"label": "Size guide", "url": "https://acme.example/sizes"}],
        "texts": {"de": {"footer": "Mit Liebe\n\nverpackt von {shop}"}},
    }
    emptied, _ = read_brand({"accent": "", "text_de_footer": " ", "website": None}, brand)
    assert {"accent", "texts", "website"} & set(emptied) == set()


@pytest.mark.parametrize("value", [None, 5, ["x"], {"a": 1}])
def test_a_stranger_may_send_other_things_than_text(value: object) -> None:
    brand, problems = read_brand({"accent": value, "social": value, "text_en_footer": value}, {"accent": "#1f6f54"})
    assert (brand, problems) == ({}, [])


def test_marks_that_turn_text_around_are_left_out() -> None:
    brand, _ = read_brand({"text_en_footer": "safe\u202eevil\u0000 text", "preview_title": "a\u2066b"}, {})
    assert brand == {"texts": {"en": {"footer": "safe evil text"}}, "preview_title": "a b"}


def test_words_are_said_in_the_first_language_that_has_them_else_ours() -> None:
    brand = {"texts": {"de": {"lookup_title": "Wo ist {shop}?"}, "en": {"lookup_title": "Where?"}}}
    assert said(brand, "lookup_title", ("fr", "de-AT", "en"), shop="{email}").words == "Wo ist {email}?"
    assert said(brand, "lookup_title", ("fr",)).words == "Where is my order?"
    assert (said(brand, "footer", ("de",)).words, said({"texts": "x"}, "footer", ("de",)).words) == ("", "")


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("de-AT,de;q=0.9,en;q=0.5", ("de", "en")),
        ("tlh, fr;q=0.1, es;q=0.7", ("es", "fr")),
        ("*;q=x,,;;,en;q=0", ()),
        ("", ()),
        ("en" * 5000, ()),
    ],
)
def test_a_browser_says_which_languages_it_reads(header: str, wanted: tuple[str, ...]) -> None:
    assert accepted(header) == wanted
