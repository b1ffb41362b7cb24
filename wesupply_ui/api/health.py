"""Is this process alive, and can it do its work?"""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(tags=["Health"])


@router.get("/healthz", summary="Alive?")
async def healthz() -> dict[str, str]:
    """Whether this process answers at all."""
    return {"status": "ok"}
