"""Which tracking numbers could a carrier have printed? Makes numbers with valid check digits, tells valid ones from wrong ones,
and hides a journey's index in a number, so that a parcel nobody registered still has a story.

Formats and checksums are the carriers' published ones: UPS 1Z (mod 10 over letters and digits), FedEx 12, 15 and 34 digits,
USPS IMpb of 22 digits, DHL Express waybills of 10 digits (mod 7) and DHL piece numbers (JJD…).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from wesupply_ui.simulator.chance import chance

CARRIERS = ("ups", "fedex", "usps", "dhl")

_FEDEX_12_WEIGHTS = (3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1)
_FEDEX_34_WEIGHTS = (1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1)

# What the simulator's own shipper prints at the front of a number; two digits with the journey's index follow.
_UPS_SHIPPER = "1Z5IM0"
_FEDEX_PREFIX = "7940"
_USPS_MAILER = "9400136105"
_DHL_PREFIX = "64"


def ups_check_digit(body: str) -> str:
    """The last character of a 1Z number; `body` is the 15 characters between "1Z" and it. Letters count (ord - 3) % 10."""
    total = 0
    for place, character in enumerate(body):
        value = int(character) if character.isdigit() else (ord(character) - 3) % 10
        total += value * 2 if place % 2 else value
    return str(-total % 10)


def weighted_check_digit(body: str, weights: tuple[int, ...]) -> str:
    """FedEx Express: sum of digit times weight, modulo 11, modulo 10."""
    return str(sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11 % 10)


def gs1_check_digit(body: str) -> str:
    """GS1 mod 10, counted from the right with 3, 1, 3, …: FedEx Ground (15 digits) and USPS IMpb (22 digits)."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def waybill_check_digit(body: str) -> str:
    """DHL Express: the nine digits before it, modulo 7."""
    return str(int(body) % 7)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """One printed format: its pattern and how its check digit follows from the rest (None: it has none)."""

    carrier: str
    service: str
    pattern: re.Pattern[str]
    is_valid: Callable[[str], bool]


def _ups(number: str) -> bool:
    return ups_check_digit(number[2:17]) == number[17]


def _fedex_12(number: str) -> bool:
    return weighted_check_digit(number[:11], _FEDEX_12_WEIGHTS) == number[11]


def _fedex_34(number: str) -> bool:
    return weighted_check_digit(number[20:33], _FEDEX_34_WEIGHTS) == number[33]


def _gs1(number: str) -> bool:
    return gs1_check_digit(number[:-1]) == number[-1]


def _waybill(number: str) -> bool:
    return waybill_check_digit(number[:-1]) == number[-1]


FORMATS = (
    NumberFormat("ups", "UPS", re.compile(r"1Z[0-9A-Z]{15}[0-9]"), _ups),
    NumberFormat("fedex", "FedEx Express", re.compile(r"[0-9]{12}"), _fedex_12),
    NumberFormat("fedex", "FedEx Ground", re.compile(r"[0-9]{15}"), _gs1),
    NumberFormat("fedex", "FedEx Express 34", re.compile(r"1[0-9]{33}"), _fedex_34),
    NumberFormat("usps", "USPS IMpb", re.compile(r"9[2-5][0-9]{20}"), _gs1),
    NumberFormat("dhl", "DHL Express", re.compile(r"[0-9]{10}"), _waybill),
    NumberFormat("dhl", "DHL Paket", re.compile(r"JJD[0-9]{10,18}|00340[0-9]{15}"), lambda _number: True),
)


def is_valid(carrier: str, number: str) -> bool:
    """Could `carrier` have printed `number`? Shape and check digit; blanks are not tolerated."""
    return any(form.carrier == carrier and form.pattern.fullmatch(number) and form.is_valid(number) for form in FORMATS)


def _digits(source: random.Random, count: int) -> str:
    return "".join(source.choices("0123456789", k=count))


def make(carrier: str, seed: int | str, *, journey: int | None = None, kind: str = "") -> str:
    """A valid number of `carrier`; the same seed always gives the same number.

    `journey` (0 to 99) is written into the number for `journey_of` to read. `kind`: "ground" or "34" for FedEx, "piece" for DHL.
    Raises ValueError for a carrier the simulator doesn't speak.
    """
    source = chance(carrier, kind, journey, seed)
    marked = journey is not None
    index = f"{journey:02d}" if journey is not None else _digits(source, 2)
    if carrier == "ups":
        shipper = _UPS_SHIPPER[2:] if marked else "".join(source.choices("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", k=4))
        body = f"{shipper}{index}03{_digits(source, 7)}"
        return f"1Z{body}{ups_check_digit(body)}"
    if carrier == "fedex":
        return _fedex(source, index, marked, kind)
    if carrier == "usps":
        body = f"{_USPS_MAILER}{index}{_digits(source, 9)}" if marked else f"94001{_digits(source, 16)}"
        return body + gs1_check_digit(body)
    if carrier == "dhl":
        if kind == "piece":
            return f"JJD01{_digits(source, 16)}"
        body = f"{_DHL_PREFIX}{index}{_digits(source, 5)}" if marked else f"{source.choice('12357')}{_digits(source, 8)}"
        return body + waybill_check_digit(body)
    raise ValueError(f"no numbers for carrier {carrier!r}")


def _fedex(source: random.Random, index: str, marked: bool, kind: str) -> str:
    if kind == "ground":
        body = f"61{_digits(source, 12)}"
        return body + gs1_check_digit(body)
    serial = f"{_FEDEX_PREFIX}{index}{_digits(source, 5)}" if marked else f"{source.choice('123568')}{_digits(source, 10)}"
    if kind == "34":
        serial = f"00{serial}"
        return f"100192133425000{_digits(source, 5)}{serial}{weighted_check_digit(serial, _FEDEX_34_WEIGHTS)}"
    return serial + weighted_check_digit(serial, _FEDEX_12_WEIGHTS)


_MARKED = {
    "ups": re.compile(rf"{_UPS_SHIPPER}([0-9]{{2}})[0-9]{{10}}"),
    "fedex": re.compile(rf"{_FEDEX_PREFIX}([0-9]{{2}})[0-9]{{6}}"),
    "usps": re.compile(rf"{_USPS_MAILER}([0-9]{{2}})[0-9]{{10}}"),
    "dhl": re.compile(rf"{_DHL_PREFIX}([0-9]{{2}})[0-9]{{6}}"),
}


def journey_of(carrier: str, number: str) -> int | None:
    """The journey's index that `make` wrote into the number, or None for any other number."""
    pattern = _MARKED.get(carrier)
    match = pattern.fullmatch(number) if pattern else None
    return int(match.group(1)) if match and is_valid(carrier, number) else None
