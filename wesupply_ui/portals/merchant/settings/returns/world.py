"""What do the codes of a policy stand for at this merchant's? Places by name, reasons of the draft, countries in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.queries import names_by_own_id
from wesupply_ui.kernel.language import language
from wesupply_ui.portals.merchant.settings.returns.sentences import World
from wesupply_ui.portals.regions import countries


async def world_of(db: AsyncSession, scope: Scope, document: Mapping[str, Any]) -> World:
    """For the sentences of one document."""
    reasons = document.get("reasons") or []
    return World(
        currency=(await db.get_one(Merchant, scope.merchant_id)).currency,
        places=await names_by_own_id(db, scope),
        reasons={each["code"]: each["label"] for each in reasons},
        sub_reasons={sub["code"]: f"{each['label']} › {sub['label']}" for each in reasons for sub in each.get("sub") or ()},
        countries={each.value: each.words for each in countries(language())},
    )
