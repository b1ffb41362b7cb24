"""Could this draft be published? Every fault and remark by its path in the document, also what only a draft can be: not filled in yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.queries import external_ids_in_use
from wesupply_ui.domain.returns.document import Policy
from wesupply_ui.domain.returns.editing.draft import KEY, Draft, policy_of
from wesupply_ui.domain.returns.editing.whens import every_part
from wesupply_ui.domain.returns.read_policy import read_policy
from wesupply_ui.domain.returns.versions import zone_of
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _


@dataclass(frozen=True, slots=True)
class Checked:
    """`policy` None: there are faults. `by_key`: the same policy, its rules named by their keys, so that answers name them surely."""

    faults: tuple[FieldProblem, ...] = ()
    remarks: tuple[FieldProblem, ...] = ()
    policy: Policy | None = None
    by_key: Policy | None = None


async def check_draft(db: AsyncSession, scope: Scope, draft: Draft) -> Checked:
    """As the merchant's currency, time zone and places have it."""
    merchant = await db.get_one(Merchant, scope.merchant_id)
    places = await external_ids_in_use(db, scope.merchant_id)
    return checked(draft, zone=await zone_of(db, scope), currency=merchant.currency, locations=places)


def checked(draft: Draft, *, zone: tzinfo, currency: str, locations: Collection[str]) -> Checked:
    """The pure part."""
    blanks = tuple(_blanks(draft))
    try:
        policy, remarks = read_policy(policy_of(draft), zone=zone, currency=currency, locations=locations)
    except Invalid as refused:
        told = {each.field for each in refused.problems}
        return Checked((*refused.problems, *(each for each in blanks if each.field not in told)))
    if blanks:
        return Checked(blanks, tuple(remarks))
    keyed = [rule.model_copy(update={"name": each[KEY]}) for rule, each in zip(policy.rules, draft["rules"], strict=True)]
    return Checked((), tuple(remarks), policy, policy.model_copy(update={"rules": keyed}))


def document_path(rule: int, path: str) -> str:
    """Where a condition stands in the document: (3, "all.0") → rules[3].when.all[0]."""
    names = path.split(".") if path else []
    return f"rules[{rule}].when" + "".join(f"[{each}]" if each.isdecimal() else f".{each}" for each in names)


def _blanks(draft: Draft) -> Iterator[FieldProblem]:
    """Values that nobody has filled in yet: as a policy they would mean something that nobody wants."""
    for at, rule in enumerate(draft["rules"]):
        for path, node, _depth in every_part(rule["when"]):
            if "field" in node and _is_blank(node):
                yield FieldProblem(f"{document_path(at, path)}.value", _("is not filled in yet"))


def _is_blank(node: dict[str, Any]) -> bool:
    value = node.get("value")
    if node.get("op") in ("in", "not_in"):
        return value == []
    return value == "" or (isinstance(value, list) and "" in value)
