"""Statements become SQL once a process, not once a test: every test's engine takes dialect and compiled statements of the first."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import plugins
from sqlalchemy.engine import CreateEnginePlugin, Engine

NAME = "one_dialect"
_first: dict[tuple[str, str], Engine] = {}


class OneDialect(CreateEnginePlugin):
    """SQLAlchemy keeps compiled statements by engine and dialect; a test's engine is thrown away after some tenths of a second."""

    def update_url(self, url: Any) -> Any:
        """Nothing of it is in the address."""
        return url

    def engine_created(self, engine: Any) -> None:
        """Called by `create_engine`, before anybody has the engine."""
        first = _first.setdefault((engine.dialect.name, engine.dialect.driver), engine)
        engine.dialect = first.dialect
        engine._compiled_cache = first._compiled_cache


plugins.register(NAME, __name__, OneDialect.__name__)
