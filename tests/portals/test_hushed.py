"""Log lines of Reflex name code, not people: cookies, headers and what was typed are cut off."""

from __future__ import annotations

import logging

from wesupply_ui.portals.hushed import LOGGERS, Hush, hush


def cut(text: str) -> str:
    record = logging.LogRecord("reflex", logging.ERROR, __file__, 1, text, None, None)
    assert Hush().filter(record)
    return record.getMessage()


def test_an_event_keeps_its_name_and_loses_headers_and_payload() -> None:
    text = "Error processing event queue entry for Event(name='a.b', router_data={'cookie': 'secret'}, payload={'p': 'typed'}) [txid=1]:"
    assert cut(text) == "Error processing event queue entry for Event(name='a.b' [left out]"


def test_an_argument_keeps_its_name_and_loses_its_value() -> None:
    text = "Error transforming event payload for X.f: Error transforming event argument 'email' with value 'ada@example.com' and type hint"
    assert cut(text).endswith("event argument 'email' [left out]")


def test_other_lines_pass_as_they_are() -> None:
    assert cut("Frontend version differs") == "Frontend version differs"


def test_the_filter_is_put_on_once() -> None:
    hush()
    hush()
    assert all(sum(isinstance(each, Hush) for each in logging.getLogger(name).filters) == 1 for name in LOGGERS)
