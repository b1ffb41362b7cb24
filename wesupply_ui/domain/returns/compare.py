"""Does a field's value fit a condition? Turns each condition into a small function of the value.

Values come as `facts_of` makes them: text in small letters, numbers, aware instants, sets of texts for lists. A field that is
missing fits nothing but the operators that say "not".
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from fnmatch import translate
from typing import Any

from wesupply_ui.domain.returns.conditions import MAX_VALUES, NEGATIVE, OPERATORS, Condition, Kind, kind_of
from wesupply_ui.kernel.language import _

Fits = Callable[[Any], bool]
_ORDER: dict[str, Callable[[Any, Any], bool]] = {"lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Unfit(ValueError):
    """This condition cannot be evaluated; its words follow the name of the member at `at` ("op" or "value")."""

    def __init__(self, at: str, message: str) -> None:
        super().__init__(message)
        self.at = at


def number_of(value: Any) -> Decimal | None:
    """A number, or a text that is one; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def text_of(value: Any) -> str:
    """As texts are compared: without capitals and without the blanks around it."""
    return ("true" if value else "false") if isinstance(value, bool) else str(value).strip().casefold()


def check_of(condition: Condition, zone: tzinfo) -> Fits:
    """A condition as a function of its field's value, None for one that is missing. Unfit for one that cannot be evaluated."""
    field, kind = condition.field, kind_of(condition.field)
    if kind is None:
        raise Unfit("field", _("is no field that conditions can ask for"))
    if condition.op not in OPERATORS[kind]:
        raise Unfit(
            "op", _("“{op}” does not fit {field}; use one of {choices}", op=condition.op, field=field, choices=", ".join(OPERATORS[kind]))
        )
    if condition.op == "exists" or (condition.value is None and condition.op in ("eq", "ne")):
        wanted = _is_there(condition)
        return lambda found: (found is not None) is wanted
    is_negative = condition.op in NEGATIVE
    fits = _fits(NEGATIVE.get(condition.op, condition.op), condition.value, kind, zone)
    return lambda found: is_negative if found is None else fits(found) is not is_negative


def _is_there(condition: Condition) -> bool:
    if condition.op != "exists":
        return condition.op == "ne"
    if condition.value not in (None, True, False):
        raise Unfit("value", _("is neither true nor false"))
    return condition.value is not False


def _fits(op: str, value: Any, kind: Kind, zone: tzinfo) -> Fits:
    match kind:
        case Kind.NUMBER:
            return _number(op, value)
        case Kind.INSTANT:
            return _instant(op, value, zone)
        case Kind.FREE:
            return _free(op, value)
    return _each(_text(op, value), whole=op == "contains") if kind is Kind.LIST else _text(op, value)


def _values(value: Any, most: int = MAX_VALUES) -> list[Any]:
    if not isinstance(value, list):
        raise Unfit("value", _("is no list"))
    if len(value) > most:
        raise Unfit("value", _("has {count} entries; {most} at most", count=len(value), most=most))
    return value


def _text(op: str, value: Any) -> Fits:
    if op == "in":
        wanted = frozenset(_one_text(each) for each in _values(value))
        return lambda found: found in wanted
    text = _one_text(value)
    match op:
        case "contains":
            return lambda found: text in found
        case "matches":
            pattern = re.compile(translate(text))
            return lambda found: pattern.match(found) is not None
    return lambda found: found == text


def _one_text(value: Any) -> str:
    if value is None or isinstance(value, (list, dict)):
        raise Unfit("value", _("is no text"))
    if len(str(value)) > 500:
        raise Unfit("value", _("has more than {count} characters", count=500))
    return text_of(value)


def _each(fits: Fits, *, whole: bool) -> Fits:
    """Of a list: whether one of its entries fits. `whole`: as the operator reads lists, an entry is contained when it is there."""
    if not whole:
        return lambda found: any(fits(entry) for entry in found)
    return fits


def _one_number(value: Any) -> Decimal:
    number = number_of(value)
    if number is None:
        raise Unfit("value", _("is no number"))
    return number


def _number(op: str, value: Any) -> Fits:
    if op == "in":
        wanted = frozenset(_one_number(each) for each in _values(value))
        return lambda found: found in wanted
    if op == "between":
        low, high = _pair(value)
        least, most = _one_number(low), _one_number(high)
        if least > most:
            raise Unfit("value", _("goes from more to less"))
        return lambda found: least <= found <= most
    number = _one_number(value)
    order = _ORDER.get(op, operator.eq)
    return lambda found: order(found, number)


def _pair(value: Any) -> tuple[Any, Any]:
    pair = _values(value)
    if len(pair) != 2:
        raise Unfit("value", _("needs two ends: [from, to]"))
    return pair[0], pair[1]


def _span(value: Any, zone: tzinfo) -> tuple[datetime, datetime]:
    """An instant as (it, just after it); a day, which has no hour, from its beginning to the next day's at the merchant's."""
    written = value.strip() if isinstance(value, str) else ""
    try:
        if _DAY.fullmatch(written):
            day = date.fromisoformat(written)
            return datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)
        at = datetime.fromisoformat(written)
    except (ValueError, OverflowError) as error:
        raise Unfit("value", _("is no time; write 2026-11-20T10:15:00-05:00, or a day such as 2026-11-20")) from error
    if at.tzinfo is None:
        raise Unfit("value", _("has no offset from UTC; add one as in 2026-11-20T10:15:00-05:00"))
    return at, at + timedelta(microseconds=1)


def _instant(op: str, value: Any, zone: tzinfo) -> Fits:
    if op == "between":
        low, high = _pair(value)
        begin, end = _span(low, zone)[0], _span(high, zone)[1]
        if begin >= end:
            raise Unfit("value", _("goes from later to earlier"))
        return lambda found: begin <= found < end
    begin, end = _span(value, zone)
    match op:
        case "lt":
            return lambda found: found < begin
        case "lte":
            return lambda found: found < end
        case "gt":
            return lambda found: found >= end
        case "gte":
            return lambda found: found >= begin
    return lambda found: begin <= found < end


def _free(op: str, value: Any) -> Fits:
    """Attributes hold whatever they hold: numbers compare as such where both are some, lists by their entries."""
    if op in ("lt", "lte", "gt", "gte", "between"):
        as_number = _number(op, value)

        def ordered(found: Any) -> bool:
            number = number_of(found)
            return number is not None and as_number(number)

        return _or_entries(ordered)
    if op in ("eq", "in"):
        wanted = _values(value) if op == "in" else [value]
        texts = frozenset(_one_text(each) for each in wanted)
        numbers = frozenset(number for each in wanted if (number := number_of(each)) is not None)
        return _or_entries(lambda found: found in texts or (bool(numbers) and number_of(found) in numbers))
    plain = _text(op, value)
    return lambda found: plain(found) if op == "contains" or not isinstance(found, frozenset) else any(plain(each) for each in found)


def _or_entries(fits: Fits) -> Fits:
    return lambda found: any(fits(each) for each in found) if isinstance(found, frozenset) else fits(found)
