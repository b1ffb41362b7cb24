"""Keeps session cookies and what people typed out of Reflex's own log lines, which quote whole events with their headers."""

from __future__ import annotations

import logging
import re

# The lines of reflex_base 0.10.1 that quote an event or a handler's argument.
LOGGERS = ("reflex_base.event.processor.event_processor", "reflex_base.event.processor.base_state_processor", "reflex.app")
_AFTER_NAME = re.compile(r"(Event\(name='[^']{0,200}')[\s\S]*")
_AFTER_ARGUMENT = re.compile(r"(Error transforming event argument '[^']{0,100}')[\s\S]*")
_EVENT_DATA = re.compile(r"(Event data: |Failed to deserialize event data: )[\s\S]*")


class Hush(logging.Filter):
    """Cuts a record's text after the part that only names code. Lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True; the record's message is shortened in place."""
        text = record.getMessage()
        for pattern in (_AFTER_NAME, _AFTER_ARGUMENT, _EVENT_DATA):
            text = pattern.sub(r"\1 [left out]", text)
        record.msg, record.args = text, None
        return True


def hush() -> None:
    """Put the filter on every logger concerned; a second call changes nothing."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, Hush) for each in logger.filters):
            logger.addFilter(Hush())
