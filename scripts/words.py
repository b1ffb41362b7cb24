"""Brings the catalogues of every language up to date with the texts that are marked in the sources; what is translated stays.

Run by `make words`. A text that pages draw by themselves (`t`, `tn`, names of pages, scripts) is noted "page": browsers fetch those.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from wesupply_ui.kernel.language import FOLDER, LANGUAGES  # noqa: E402
from wesupply_ui.kernel.words import ON_PAGES  # noqa: E402

ON_SERVER = {"_": None, "ngettext": (1, 2)}
DRAWN = {"t": None, "tn": (1, 2)}
# Tables in English whose words are said when they are used: which argument of what is a text.
TABLES = (
    *(("Page", 3), ("Subject", 3), ("Subject", 4), ("Subject", 6), ("Role", 2), ("Role", 3), ("Permission", 2), ("Permission", 3)),
    *(("Reason", 3), ("_shopper", 2), ("_carrier", 2)),
)
TABLES_ON_SERVER = (("_Advice", 1), ("_Advice", 2), ("_Advice", 3))
SHOPPERS = PROJECT / "wesupply_ui" / "portals" / "shopper"  # their pages are said whole on the server
IN_SCRIPTS = {"said": None}
_SINCE = datetime(2026, 1, 1, tzinfo=UTC)  # a date that changes with every run says nothing


def marked() -> Catalog:
    """Every marked text of the sources, with the files it stands in."""
    found = Catalog(project="wesupply-ui", creation_date=_SINCE, revision_date=_SINCE, charset="utf-8")
    for path in sorted((PROJECT / "wesupply_ui").rglob("*.py")):
        _collect(found, path, "python", ON_SERVER)
        for name, place in TABLES_ON_SERVER:
            _collect(found, path, "python", {name: (place,)})
        for name, place in TABLES:
            _collect(found, path, "python", {name: (place,)}, ON_PAGES)
        _collect(found, path, "python", DRAWN, ON_PAGES)
        _collect(found, path, "python", {"N_": None}, "" if path.is_relative_to(SHOPPERS) else ON_PAGES)
    for path in sorted((PROJECT / "wesupply_ui").rglob("*.j2")):
        _collect(found, path, "jinja2.ext:babel_extract", ON_SERVER)
    for path in sorted((PROJECT / "assets").glob("*.js")):
        _collect(found, path, "javascript", IN_SCRIPTS, ON_PAGES)
    return found


def _collect(into: Catalog, path: Path, method: str, keywords: dict[str, Any], note: str = "") -> None:
    source = path.read_text(encoding="utf-8")
    if not any(f"{each}(" in source for each in keywords):
        return
    name = path.relative_to(PROJECT).as_posix()
    for message in _texts(path, method, keywords):
        into.add(message, locations=[(name, 0)], auto_comments=[note] if note else [])


def _texts(path: Path, method: str, keywords: dict[str, Any]) -> Iterator[str | tuple[str, ...]]:
    with path.open("rb") as file:
        for _line, message, _comments, _context in extract(method, file, keywords=keywords, options={"encoding": "utf-8"}):
            if all(message if isinstance(message, tuple) else (message,)):
                yield message


def main() -> None:
    """Update the files; say for each how much is left to translate."""
    template = marked()
    for code in LANGUAGES:
        if code == "en":
            continue
        path = FOLDER / code / "LC_MESSAGES" / "wesupply.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        known = Catalog(locale=code, project="wesupply-ui", creation_date=_SINCE, revision_date=_SINCE, charset="utf-8")
        if path.is_file():
            with path.open("rb") as file:
                known = read_po(file, locale=code)
        known.update(template, no_fuzzy_matching=True, update_header_comment=False)
        known.obsolete.clear()
        known.revision_date, known.fuzzy = _SINCE, False
        known.header_comment = f"# {LANGUAGES[code]}. Texts are collected by `make words`; translate here."
        known.last_translator = known.language_team = known.msgid_bugs_address = ""
        with path.open("wb") as file:
            write_po(file, known, width=130, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
        missing = sum(1 for each in known if each.id and not (all(each.string) if isinstance(each.string, tuple) else each.string))
        print(f"{code}: {len(known)} texts, {missing} to translate")


if __name__ == "__main__":
    main()
