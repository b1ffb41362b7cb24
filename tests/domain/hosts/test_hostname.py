"""What may be claimed as a host, and what a Host header can name."""

from __future__ import annotations

import pytest

from wesupply_ui.domain.hosts.hostname import host_of_header, read_host, read_label

OWN, UNDER = "orders.platform.example", "shops.platform.example"


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        (" Track.Acme.Example. ", "track.acme.example"),
        ("https://track.acme.example/", "track.acme.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("ＴＲＡＣＫ.acme.example", "track.acme.example"),
        ("日本語カナ.example", "xn--lck2c295sncbk91h.example"),
    ],
)
def test_a_host_is_read_into_one_form(typed: str, host: str) -> None:
    assert read_host(typed, own=OWN, under=UNDER) == host


@pytest.mark.parametrize(
    "typed",
    [
        "", "acme", "localhost", "a.localhost", "shop.local", "shop.internal", "x.onion", "1.168.192.in-addr.arpa",
        "127.0.0.1", "[::1]", "::1", "0x7f.1", "2130706433", "127.1", "shop.example.1", "１２７.０.０.１",
        "track.acme.example:8000", "track.acme.example/x", "https://track.acme.example/x", "https://a@track.acme.example", "*.acme.example",
        "track acme.example", "track_x.acme.example", "-track.acme.example", "a..example", "x" * 64 + ".example", "a." * 130 + "example",
        "evil.example\r\nSet-Cookie: a=b", "evil.example\x00", "evil.example,other.example", "<script>.example",
        "аcme.example", "pаypal.example", "gооgle.example",
        OWN, "www." + OWN, "platform.example", UNDER, "acme." + UNDER,
        None, 5, ["a.example"],
    ],
)  # fmt: skip
def test_what_is_no_host_of_a_shops_own_is_refused_in_words(typed: object) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        read_host(typed, own=OWN, under=UNDER)


@pytest.mark.parametrize("label", ["www", "api", "login", "ab", "-acme", "xn--80ak6aa92e", "a.b", "acme/", "", None])
def test_names_under_the_installations_domain_do_not_look_like_the_installation(label: object) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        read_label(label)


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("Track.Acme.example:443", "track.acme.example"),
        ("track.acme.example.", "track.acme.example"),
        ("[::1]:8000", "[::1]:8000"),
        ("evil.example\r\nx: y", ""),
        ("a b", ""),
        ("a@b", ""),
        ("a/../b", ""),
        ("x" * 400, ""),
        ("", ""),
    ],
)
def test_a_host_header_is_a_plain_name_or_nothing(header: str, host: str) -> None:
    assert host_of_header(header) == host
