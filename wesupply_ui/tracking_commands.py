"""`wesupply tracking …`: what does this raw answer of a carrier say, and whose number is this? Results go to standard output as JSON."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import Annotated, Any

import typer
from sqlmodel import col, select

from wesupply_ui import runtime
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.tracking.describe import failure_json, shipment_json
from wesupply_ui.domain.tracking.detect import detect, tidy
from wesupply_ui.domain.tracking.news_pushed import WEBHOOK, credential_subject
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.secrets import capability
from wesupply_ui.kernel.settings import settings

tracking = typer.Typer(no_args_is_help=True, help="Read carriers' answers and tell carriers by their numbers.")


@tracking.command("parse")
def parse(
    file: Annotated[typer.FileBinaryRead, typer.Argument(help="The carrier's answer as it came, - for standard input.")],
    carrier: Annotated[str, typer.Option(help="Carrier code, for example ups.")],
    number: Annotated[str, typer.Option(help="Tracking number, where the answer tells of several.")] = "",
) -> None:
    """Print what we read out of one raw carrier answer, or why it can't be read."""
    adapter = runtime.carrier(carrier.strip().lower())
    if adapter is None:
        raise typer.BadParameter(f"no such carrier; known are {', '.join(runtime.carrier_codes())}", param_hint="--carrier")
    told = adapter.read(file.read(), tidy(number))
    _print(failure_json(told) if isinstance(told, Failure) else shipment_json(told))


@tracking.command("detect")
def detect_number(number: Annotated[str, typer.Argument(help="A tracking number, with or without spaces and dashes.")]) -> None:
    """Print the carriers that may have issued a number, the likeliest first."""
    _print([asdict(candidate) for candidate in detect(number)])


@tracking.command("webhook")
def webhook(
    merchant: Annotated[str, typer.Option(help="The merchant's slug.")],
    carrier: Annotated[str, typer.Option(help="Carrier code; ups pushes.")] = "ups",
) -> None:
    """Print the address and the credential with which a carrier pushes news of a merchant's parcels."""
    if runtime.webhook(carrier) is None:
        raise typer.BadParameter("this carrier does not push", param_hint="--carrier")
    merchant_id = asyncio.run(_merchant_id(merchant))
    if merchant_id is None:
        raise typer.BadParameter("no such merchant", param_hint="--merchant")
    address = f"{settings().base_url.rstrip('/')}/api/webhooks/carriers/{carrier}/{merchant}"
    _print({"url": address, "credential": capability(WEBHOOK, credential_subject(merchant_id, carrier), 1)})


async def _merchant_id(slug: str) -> str | None:
    async with database().reading() as db:
        found = (await db.execute(select(col(Merchant.id)).where(Merchant.slug == slug))).scalar_one_or_none()
    await database().close()
    return found


def _print(value: Any) -> None:
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))
