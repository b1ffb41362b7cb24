"""The simulator is the outside world: it imports nothing of the product, so that it cannot agree with it by accident."""

from __future__ import annotations

import ast

from tests.paths import PROJECT

PACKAGE = PROJECT / "wesupply_ui" / "simulator"


def test_the_simulator_knows_nothing_of_the_product() -> None:
    imported = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module)
            elif isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
    ours = {name for name in imported if name.startswith("wesupply_ui")}
    assert ours
    assert {name for name in ours if not name.startswith(("wesupply_ui.simulator", "wesupply_ui.kernel"))} == set()
