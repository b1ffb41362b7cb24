"""What is a reason called for which something comes back? In the words of the policy by which the return was judged."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.returns.models import PolicyVersion
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest


async def reasons_of(db: AsyncSession, request: ReturnRequest) -> dict[str, str]:
    """Labels by code, those of sub-reasons by "reason/sub". `request` was found within somebody's scope."""
    mine = select(PolicyVersion.document).where(
        PolicyVersion.merchant_id == request.merchant_id, PolicyVersion.number == request.policy_version
    )
    document = (await db.execute(mine)).scalar_one_or_none() or {}
    found: dict[str, str] = {}
    for reason in document.get("reasons") or []:
        found[str(reason.get("code"))] = str(reason.get("label"))
        found |= {f"{reason.get('code')}/{sub.get('code')}": str(sub.get("label")) for sub in reason.get("sub") or []}
    return found


def reason_said(item: ReturnItem, reasons: dict[str, str]) -> str:
    """ "Doesn't fit: Too small"; empty for none."""
    if not item.reason:
        return ""
    reason, sub = reasons.get(item.reason, item.reason), reasons.get(f"{item.reason}/{item.sub_reason}", item.sub_reason or "")
    return f"{reason}: {sub}" if sub else reason
