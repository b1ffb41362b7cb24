"""Words reach pages with the plural forms of their language, and numbers are written as it writes them."""

from __future__ import annotations

import json

import pytest

from wesupply_ui.kernel.language import LANGUAGES, N_, _, ngettext, speaking
from wesupply_ui.kernel.words import addresses, is_current, words_of


def test_every_language_but_english_has_an_address_that_names_its_words() -> None:
    assert set(addresses()) == set(LANGUAGES) - {"en"}
    mark = addresses()["de"].split(".")[-2]
    assert is_current("de", mark)
    assert not is_current("de", "0" * 12)


def test_pages_get_the_words_they_draw_and_no_others() -> None:
    words = json.loads(words_of("de"))["words"]
    assert words["Orders"] == "Bestellungen"
    assert "Your role does not allow this." not in words, "said on the server"


@pytest.mark.parametrize(("code", "forms"), [("de", {"one": 0, "other": 1}), ("fr", {"one": 0, "many": 1, "other": 1})])
def test_each_kind_of_number_has_its_form(code: str, forms: dict[str, int]) -> None:
    assert json.loads(words_of(code))["forms"] == forms


def test_the_server_says_words_and_numbers_in_the_language_of_whom_it_serves() -> None:
    assert N_("Orders") == "Orders"
    assert (_("Orders"), ngettext("{count} row", "{count} rows", 1204)) == ("Orders", "1,204 rows")
    with speaking("de-AT"):
        assert (_("Orders"), ngettext("{count} row", "{count} rows", 1204)) == ("Bestellungen", "1.204 rows")
    with speaking("tlh"):
        assert _("Orders") == "Orders"
