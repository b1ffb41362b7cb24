"""Every text that is marked in the sources is said in every language, names what the English names, and has its plural forms."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from tests.paths import PROJECT
from wesupply_ui.kernel.language import LANGUAGES, source_of
from wesupply_ui.kernel.words import ON_PAGES

OTHERS = [code for code in LANGUAGES if code != "en"]
NAMED = re.compile(r"\{\w*\}")


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words_script", PROJECT / "scripts" / "words.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def marked() -> Catalog:
    return _script().marked()


def forms_of(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [str(each) for each in text] if isinstance(text, list | tuple) else [str(text or "")]


@pytest.mark.parametrize("code", OTHERS)
def test_every_marked_text_is_translated(marked: Catalog, code: str) -> None:
    known = source_of(code)
    assert known is not None
    missing = [each.id for each in marked if each.id and not ((found := known.get(each.id)) and all(forms_of(found.string)))]
    assert missing == [], "run `make words` and translate them"


@pytest.mark.parametrize("code", OTHERS)
def test_browsers_get_every_text_that_pages_draw(marked: Catalog, code: str) -> None:
    known = source_of(code)
    drawn = [each.id for each in marked if each.id and ON_PAGES in each.auto_comments]
    assert known is not None and len(drawn) > 500
    assert [each for each in drawn if (found := known.get(each)) and ON_PAGES not in found.auto_comments] == [], "run `make words`"


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_names_what_the_english_names(code: str) -> None:
    known = source_of(code)
    odd = []
    for each in known or ():
        if not each.id:
            continue
        wanted = set(NAMED.findall(" ".join(forms_of(each.id))))
        for form in forms_of(each.string):
            named = set(NAMED.findall(form))
            # One of several forms may say the count in a word.
            if named != wanted and not (isinstance(each.id, tuple) and named <= wanted):
                odd.append((each.id, form))
    assert odd == []


@pytest.mark.parametrize("code", OTHERS)
def test_plurals_have_all_forms_of_their_language(code: str) -> None:
    known = source_of(code)
    assert known is not None
    assert [each.id for each in known if isinstance(each.id, tuple) and len(forms_of(each.string)) != known.num_plurals] == []


FAMILIAR = {
    "de": r"\b(?:du|dich|dir|dein\w*|euch|euer|eure\w*)\b",
    "es": r"\b(?:tú|tu|tus|te|ti|contigo|vosotros|vuestr\w+)\b",
    "fr": r"\b(?:tu|toi|ton|ta|tes)\b",
}


@pytest.mark.parametrize("code", OTHERS)
def test_everybody_is_addressed_formally(code: str) -> None:
    assert [form for form in said_in(code) if re.search(FAMILIAR[code], form, re.IGNORECASE)] == []


def test_french_keeps_its_spaces_unbroken() -> None:
    assert [form for form in said_in("fr") if re.search(r" [;:!?»%]|« ", form)] == []


def said_in(code: str) -> list[str]:
    return [form for each in source_of(code) or () if each.id for form in forms_of(each.string)]
