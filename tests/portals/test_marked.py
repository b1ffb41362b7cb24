"""No screen of staff draws English that nobody can translate: texts handed to what draws are marked with `t`, `tn`, `_` or `ngettext`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.paths import PROJECT

PORTALS = PROJECT / "wesupply_ui" / "portals"
SCREENS = ("merchant", "store", "site", "kit")
EXEMPT = ("site/showcase",)
TEXTS = frozenset({"label", "title", "about", "placeholder", "aria_label", "alt", "hint", "told", "said", "before", "after", "unit"})
# What a domain refuses is read by people, wherever there are screens of it.
REFUSES = frozenset({"NotFound", "Invalid", "Conflict", "NotAllowed", "SignInNeeded", "TooMany", "ConfirmNeeded", "SecondFactorNeeded"})
FINDS = frozenset({"FieldProblem", "problem", "remark"})
DOMAIN = PROJECT / "wesupply_ui" / "domain"
# Machines alone read these: tokens, cursors, rooms that have no screen yet, files that programs send.
FOR_MACHINES = (
    "ledger/read_",
    "returns/",
    "catalogue/feed_",
    "catalogue/take_in_feed",
    "catalogue/read_product",
    "accounts/api_clients",
    "accounts/create_merchant",
)
CURSOR = re.compile("cursor|merchant\\.$|is not one of this list")
DRAWS = frozenset({"cond", "match", "toast"})
# Words for people: two of them, or one with a capital. Classes, addresses, tones and keys are neither.
WORDS = re.compile(r"[A-Za-z]{2,}[.,;:…]? +[A-Za-z]|^[A-Z][a-z]+[.:…]?$")
NAMES = frozenset({"WeSupply", "Stripe", "PNG", "CSV", "JSON", "Enter", "Esc"})


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(each, ast.Constant) and re.search(r"[A-Za-z]{3,} ", str(each.value)) for each in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in NAMES and bool(WORDS.search(node.value))


def _name(function: ast.expr) -> str:
    return ast.unparse(function)


def unmarked(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each literal that is drawn as it stands."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        name = _name(call.func)
        draws = name.startswith(("rx.el.", "kit.")) or name.rpartition(".")[2] in DRAWS
        if not draws or name in ("rx.el.script", "rx.el.link", "kit.icon", "kit.t", "kit.tn"):
            continue
        drawn = [*call.args, *(each.value for each in call.keywords if each.arg in TEXTS)]
        yield from ((each.lineno, ast.unparse(each)) for each in drawn if _is_text(each))


def _files() -> list[Path]:
    files = [path for folder in SCREENS for path in sorted((PORTALS / folder).rglob("*.py"))]
    return [path for path in files if not path.relative_to(PORTALS).as_posix().startswith(EXEMPT)]


def test_no_screen_draws_a_text_that_is_not_marked() -> None:
    found = {f"{path.relative_to(PROJECT)}:{line}": text for path in _files() for line, text in unmarked(path.read_text(encoding="utf-8"))}
    assert found == {}


def test_what_is_drawn_as_it_stands_is_found() -> None:
    assert [text for _, text in unmarked('kit.button("Save"); rx.el.p(f"Sent to {who}"); kit.card(title="Two words")')] == [
        "'Save'",
        "f'Sent to {who}'",
        "'Two words'",
    ]
    assert list(unmarked('kit.button(t("Save"), look="primary", class_name="Two words"); rx.el.a("x", href="/app")')) == []


def unmarked_refusals(source: str) -> Iterator[tuple[int, str]]:
    """As `unmarked`, of what refusals and problems with fields say."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and (name := _name(call.func).rpartition(".")[2]) in REFUSES | FINDS:
            said = call.args[:1] if name in REFUSES else call.args[1:]
            yield from ((each.lineno, ast.unparse(each)) for each in said if _is_text(each) or _is_fragment(each, name))


def _is_fragment(node: ast.expr, name: str) -> bool:
    return name in FINDS and isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


def test_no_domain_refuses_in_words_that_are_not_marked() -> None:
    paths = (path for path in sorted(DOMAIN.rglob("*.py")) if not path.relative_to(DOMAIN).as_posix().startswith(FOR_MACHINES))
    found = {
        f"{path.relative_to(PROJECT)}:{line}": text for path in paths for line, text in unmarked_refusals(path.read_text(encoding="utf-8"))
    }
    assert {place: text for place, text in found.items() if not CURSOR.search(text.strip("'\""))} == {}


def test_words_are_said_when_somebody_reads_them_and_not_when_a_module_is_read() -> None:
    files = (PROJECT / "wesupply_ui").rglob("*.py")
    found = {f"{path.relative_to(PROJECT)}:{line}" for path in files for line in said_at_import(path.read_text(encoding="utf-8"))}
    assert found == set()


def said_at_import(source: str) -> Iterator[int]:
    """Lines where `_` or `ngettext` is called outside of any function."""
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call) and _name(node.func) in ("_", "ngettext"):
            yield node.lineno
        waiting += ast.iter_child_nodes(node)


def test_refusals_that_are_not_marked_are_found() -> None:
    assert [text for _, text in unmarked_refusals('raise Conflict("It is taken."); findings.problem("a", "is missing")')] == [
        "'It is taken.'",
        "'is missing'",
    ]
    assert list(unmarked_refusals('raise Conflict(_("It is taken.")); FieldProblem("a", _("is missing"))')) == []
    assert list(said_at_import('A = {"a": _("Saved")}\ndef b(): return _("Saved")')) == [1]
