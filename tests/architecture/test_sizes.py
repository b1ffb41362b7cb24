"""Files and functions stay small enough to be read at once, and every module opens with what question it answers."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.paths import PROJECT

LINES_A_FILE = 300
LINES_A_FUNCTION = 40
# Names that say a layer instead of a subject have no reason to stop growing.
LAYER_NAMES = {"utils", "helpers", "service", "services", "base", "manager", "managers", "common", "misc"}

SOURCES = sorted((PROJECT / "wesupply_ui").rglob("*.py"))
TESTS = sorted((PROJECT / "tests").rglob("*.py"))


def name(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def test_a_file_is_at_most_300_lines() -> None:
    lines = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in (*SOURCES, *TESTS)}
    assert {path: count for path, count in lines.items() if count > LINES_A_FILE} == {}


def test_a_function_is_at_most_40_lines() -> None:
    assert {
        f"{name(path)}:{each.name}": _lines(each) for path in SOURCES for each in _functions(path) if _lines(each) > LINES_A_FUNCTION
    } == {}


def test_a_module_opens_with_what_it_is_for() -> None:
    texts = {name(path): path.read_text(encoding="utf-8") for path in SOURCES}
    assert [path for path, text in texts.items() if text.strip() and not ast.get_docstring(ast.parse(text))] == []


def test_no_file_is_named_after_its_layer() -> None:
    assert not [name(path) for path in SOURCES if path.stem in LAYER_NAMES]


def test_the_composition_root_stays_wiring() -> None:
    assert len((PROJECT / "wesupply_ui" / "wesupply_ui.py").read_text(encoding="utf-8").splitlines()) <= 80


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From `def` to the last line, without the docstring: words that explain are free."""
    documented = node.body and isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
    words = (node.body[0].end_lineno or 0) - node.body[0].lineno + 1 if documented else 0
    return (node.end_lineno or 0) - node.lineno + 1 - words
