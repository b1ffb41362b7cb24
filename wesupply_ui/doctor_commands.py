"""`wesupply doctor`: what is configured, reachable and missing, in words that say what to do."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, text
from sqlmodel import col, select

from wesupply_ui import runtime
from wesupply_ui.domain.accounts.audit_verify import verify
from wesupply_ui.domain.accounts.blocks import EVERYWHERE, living
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.hosts.models import ShopDomain
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel import clock, schema
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import MAX_ATTEMPTS, Fact
from wesupply_ui.kernel.secrets import installation_key, previous_key
from wesupply_ui.kernel.settings import CARRIER_KEYS, CARRIER_PREFIX, Settings, all_carrier_variables, carrier_variables, settings

_SECRET = ("secret", "password", "token", "key")
_TIMEOUT = 5.0


@dataclass(frozen=True, slots=True)
class Finding:
    """`state`: ok, missing (optional, not set up) or broken."""

    subject: str
    state: str
    words: str


def shown_settings(config: Settings) -> list[tuple[str, str, str]]:
    """(variable, value, meaning) of every setting; secrets and passwords inside addresses are masked."""
    rows = []
    for name, field in type(config).model_fields.items():
        value = str(getattr(config, name))
        if value and any(part in name for part in _SECRET):
            value = "(set)"
        elif "://" in value and urlsplit(value).password:
            value = value.replace(f":{urlsplit(value).password}@", ":…@")
        rows.append((f"WESUPPLY_{name.upper()}", value, field.description or ""))
    return rows


def shown_carrier_variables() -> list[tuple[str, str, str]]:
    """(variable, value, meaning): the pattern, then each that is set. All but addresses are masked; one that nothing reads says so."""
    pattern = f"{CARRIER_PREFIX}<CODE>_{{{','.join(key.upper() for key in CARRIER_KEYS)}}}"
    rows = [(pattern, "", f"Platform-wide account of a carrier; codes: {', '.join(runtime.carrier_codes())}")]
    read = {f"{CARRIER_PREFIX}{code}_{key}".upper(): code for code in runtime.carrier_codes() for key in CARRIER_KEYS}
    for name, value in all_carrier_variables().items():
        shown = _place(value) if name.endswith("_URL") else "(set)"
        rows.append((name, shown, f"{carrier_name(read[name])}'s account" if name in read else "is not read: no such carrier or key"))
    return rows


def _place(address: str) -> str:
    """An address without what may be secret in it: name, password, path and query."""
    parts = urlsplit(address)
    place = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{place}" if parts.scheme and place else "(set)"


async def _database() -> Finding:
    where = "PostgreSQL" if "postgres" in settings().sqlalchemy_url else "SQLite"
    if not settings().database_url:
        settings().data_dir.mkdir(parents=True, exist_ok=True)
    db = Database(settings().sqlalchemy_url)
    try:
        async with asyncio.timeout(_TIMEOUT), db.reading() as session:
            await session.execute(text("select 1"))
        if not await schema.is_current(db):
            return Finding("database", "broken", f"{where} answers, but its schema is not this version's: run `wesupply migrate`")
        async with db.reading() as session:
            resting = (
                await session.execute(select(func.count()).where(col(Fact.handled_at).is_(None), col(Fact.attempts) >= MAX_ATTEMPTS))
            ).scalar_one()
        if resting:
            return Finding(
                "database", "broken", f"{where} is up to date; {resting} facts were given up after {MAX_ATTEMPTS} tries, see the log"
            )
        return Finding("database", "ok", f"{where} answers and its schema is up to date")
    except Exception as error:
        return Finding("database", "broken", f"{where} does not answer ({type(error).__name__}): check WESUPPLY_DATABASE_URL")
    finally:
        await db.close()


async def _mail() -> Finding:
    url = settings().smtp_url
    if not url:
        return Finding("mail", "missing", f"no WESUPPLY_SMTP_URL: mail is written to {settings().data_dir / 'mail'}")
    parts = urlsplit(url)
    return await _reach("mail", parts.hostname or "", parts.port or (465 if parts.scheme == "smtps" else 25), "WESUPPLY_SMTP_URL")


async def _redis() -> Finding:
    if not settings().redis_url:
        return Finding("redis", "missing", "no WESUPPLY_REDIS_URL: fine for one server process")
    parts = urlsplit(settings().redis_url)
    return await _reach("redis", parts.hostname or "", parts.port or 6379, "WESUPPLY_REDIS_URL")


async def _reach(subject: str, host: str, port: int, variable: str) -> Finding:
    try:
        async with asyncio.timeout(_TIMEOUT):
            _, writer = await asyncio.open_connection(host, port)
        writer.close()
        await writer.wait_closed()
        return Finding(subject, "ok", f"{host}:{port} is reachable")
    except (OSError, TimeoutError) as error:
        return Finding(subject, "broken", f"{host}:{port} is not reachable ({type(error).__name__}): check {variable}")


async def _key() -> Finding:
    if len(installation_key()) < 32:
        return Finding("secret key", "broken", "is shorter than 32 characters: set a longer WESUPPLY_SECRET_KEY")
    if previous_key():
        return Finding("secret key", "broken", "a change of the key was not finished: run `wesupply secrets rotate` again")
    source = "WESUPPLY_SECRET_KEY" if settings().secret_key else str(settings().data_dir / "secret.key")
    return Finding("secret key", "ok", f"from {source}; keep a copy of it apart from the database")


async def _carriers() -> Finding:
    known = [code for code in runtime.carrier_codes() if carrier_variables(code)]
    if not known:
        return Finding(
            "carriers", "missing", "no platform-wide account; merchants may bring their own (WESUPPLY_CARRIER_<CODE>_CLIENT_ID, …)"
        )
    return Finding("carriers", "ok", f"platform-wide accounts: {', '.join(known)}")


async def _disk() -> Finding:
    settings().data_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings().data_dir).free
    return Finding("disk", "ok" if free > 1_000_000_000 else "broken", f"{free / 1e9:.1f} GB free in {settings().data_dir}")


async def _audit() -> Finding:
    """Every merchant's audit log, walked from its first entry."""
    db = Database(settings().sqlalchemy_url)
    try:
        async with db.reading() as session:
            merchants = [tuple(row) for row in await session.execute(select(Merchant.id, Merchant.slug).order_by(Merchant.slug))]
            found = [(slug, await verify(session, merchant_id)) for merchant_id, slug in merchants]
    except Exception as error:
        return Finding("audit log", "missing", f"could not be read ({type(error).__name__})")
    finally:
        await db.close()
    broken = [f"{slug}: entry {chain.broken_at} {chain.why}" for slug, chain in found if chain.broken_at is not None]
    if broken:
        return Finding("audit log", "broken", f"somebody changed it behind the program's back: {'; '.join(broken)}")
    told = ", ".join(f"{slug} {chain.entries}" for slug, chain in found) or "no merchant yet"
    return Finding("audit log", "ok", f"every chain is whole, by merchant and entries: {told}")


async def _domains() -> Finding:
    db = Database(settings().sqlalchemy_url)
    try:
        async with asyncio.timeout(_TIMEOUT), db.reading() as session:
            rows = (await session.execute(select(ShopDomain).order_by(col(ShopDomain.host)).limit(200))).scalars().all()
    except Exception as error:
        return Finding("domains", "missing", f"the table cannot be read ({type(error).__name__})")
    finally:
        await db.close()
    if not rows:
        return Finding("domains", "missing", f"no merchant has one; names under {settings().shops_under or '(WESUPPLY_SHOP_DOMAIN)'}")
    told = ", ".join(f"{each.host} ({_standing(each)})" for each in rows)
    lost = any(each.verified_at is None and each.lapsed_at for each in rows)
    return Finding("domains", "missing" if lost else "ok", told)


def _standing(domain: ShopDomain) -> str:
    if domain.verified_at:
        return "primary" if domain.is_primary else "verified"
    return "lost its proof or never had one" if domain.lapsed_at else "waits for its proof"


async def _blocks() -> Finding:
    """Who is kept out of the whole installation; merchants see their own on their page."""
    db = Database(settings().sqlalchemy_url)
    try:
        async with db.reading() as session:
            found = [each for each in await living(session, now=clock.now()) if each.merchant_id == EVERYWHERE]
    except Exception as error:
        return Finding("kept out", "missing", f"could not be read ({type(error).__name__})")
    finally:
        await db.close()
    told = [f"{each.address} ({each.door.replace('_', ' ')}, until {each.ends_at:%Y-%m-%d %H:%M} UTC)" for each in found[:10]]
    return Finding("kept out", "ok", f"{len(found)} addresses for trying too often" + (f": {', '.join(told)}" if told else ""))


CHECKS: tuple[Callable[[], Awaitable[Finding]], ...] = (_database, _key, _mail, _redis, _carriers, _domains, _audit, _blocks, _disk)


async def examine() -> list[Finding]:
    """Run every check; none raises."""
    return list(await asyncio.gather(*(check() for check in CHECKS)))


def register(app: typer.Typer) -> None:
    """Add the command to the `wesupply` app."""

    @app.command()
    def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print findings for a machine")] = False) -> None:
        """Say what is configured, reachable and missing. Exit code 1 when something is broken."""
        findings = asyncio.run(examine())
        if as_json:
            typer.echo(json.dumps([asdict(finding) for finding in findings]))
        else:
            _print(findings)
        raise typer.Exit(1 if any(finding.state == "broken" for finding in findings) else 0)


def _print(findings: list[Finding]) -> None:
    console = Console()
    variables = Table("Variable", "Value", "What it is", title="Settings", title_justify="left")
    for row in (*shown_settings(settings()), *shown_carrier_variables()):
        variables.add_row(*row)
    console.print(variables)
    marks = {"ok": "[green]ok[/]", "missing": "[yellow]not set up[/]", "broken": "[red]broken[/]"}
    for finding in findings:
        console.print(f"{marks[finding.state]:>22}  [bold]{finding.subject}[/]: {finding.words}")
