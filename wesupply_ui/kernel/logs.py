"""Logs: structured lines for people or machines, without personal data."""

from __future__ import annotations

import logging
import re
import sys

import structlog

_PERSONAL = frozenset(
    {
        "email",
        "phone",
        "name",
        "first_name",
        "last_name",
        "address",
        "recipient",
        "password",
        "token",
        "secret",
        "body",
        "signed_by",
        "customer",
    }
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def without_personal_data(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Blank fields that name a person and mail addresses inside any text: the last line of defence, not the first."""
    for key, value in event.items():
        if key in _PERSONAL:
            event[key] = "[left out]"
        elif isinstance(value, str) and "@" in value:
            event[key] = _EMAIL.sub("[address]", value)
    return event


class _StandardError:
    """Writes to what standard error is at the moment: whoever calls us may put another in its place."""

    def msg(self, message: str) -> None:
        sys.stderr.write(message + "\n")

    log = debug = info = warn = warning = error = critical = fatal = exception = failure = msg


def configure(style: str = "text", level: int = logging.INFO) -> None:
    """Set up logging for this process: `text` for a terminal, `json` for a collector. Both go to standard error."""
    renderer = structlog.processors.JSONRenderer() if style == "json" else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_personal_data,
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: _StandardError(),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
