"""`wesupply merchant`, `wesupply api-key`, `wesupply migrate`: who uses this installation, and its database."""

from __future__ import annotations

import secrets
import sys
from typing import Annotated

import typer

from wesupply_ui.at_terminal import console, print_json, run, scope_of_merchant
from wesupply_ui.domain.accounts.api_clients import create_client
from wesupply_ui.domain.accounts.create_merchant import create_merchant
from wesupply_ui.domain.accounts.staff import StaffMember, staff_of
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database, database

merchants = typer.Typer(no_args_is_help=True, help="Retailers that use this installation.")
staff = typer.Typer(no_args_is_help=True, help="People who work for a merchant.")
api_keys = typer.Typer(no_args_is_help=True, help="Credentials of a merchant's machines.")
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this subject to `wesupply`."""
    app.add_typer(merchants, name="merchant")
    app.add_typer(staff, name="staff")
    app.add_typer(api_keys, name="api-key")
    app.command("migrate")(migrate)


def migrate() -> None:
    """Bring the database up to date. Nothing happens when it is."""

    async def work(_: Database) -> None:
        console.print(f"The database is up to date: {database().engine.url.render_as_string(hide_password=True)}", markup=False)

    run(work)


@merchants.command("create")
def create(
    slug: Annotated[str, typer.Argument(help="The merchant's name in addresses: small letters, digits, hyphens.")],
    name: Annotated[str, typer.Option(help="The name that shoppers know.")],
    owner_email: Annotated[str, typer.Option(help="Who signs in first.")],
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the owner's password from standard input.")] = False,
    time_zone: Annotated[str, typer.Option(help="For example Europe/Madrid.")] = "UTC",
    currency: Annotated[str, typer.Option(help="ISO 4217.")] = "USD",
    country: Annotated[str, typer.Option(help="ISO 3166-1 alpha-2.")] = "US",
    as_json: AsJson = False,
) -> None:
    """Make a merchant and its owner. Without --password-stdin the owner gets a random password, printed once."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else secrets.token_urlsafe(12)

    async def work(db: Database) -> str:
        async with db.transaction() as session:
            merchant = await create_merchant(
                session,
                slug=slug,
                name=name,
                owner_email=owner_email,
                password=password,
                now=clock.now(),
                time_zone=time_zone,
                currency=currency,
                country=country,
            )
        return merchant.id

    merchant_id = run(work)
    shown = None if password_stdin else password
    if as_json:
        print_json({"id": merchant_id, "slug": slug, "owner_email": owner_email} | ({"password": shown} if shown else {}))
        return
    console.print(f"Made “{name}” ({slug}).", markup=False)
    console.print(
        f"  owner     {owner_email}" + (f"\n  password  {shown}   (shown once; someone we knew keeps theirs)" if shown else ""),
        markup=False,
    )


@staff.callback()
def _staff() -> None:
    """People who work for a merchant."""


@staff.command("list")
def list_staff(merchant: Annotated[str, typer.Option(help="The merchant's slug.")], as_json: AsJson = False) -> None:
    """Who works here, as what, and when they were last seen; active people first."""

    async def work(db: Database) -> list[StaffMember]:
        scope = await scope_of_merchant(db, merchant)
        found: list[StaffMember] = []
        async with db.reading() as session:
            while len(stretch := (await staff_of(session, scope, skip=len(found))).members):
                found += stretch
        return found

    rows = [
        {
            "email": each.email,
            "name": each.name,
            "role": each.role.key,
            "active": each.is_active,
            "confirmed": each.is_confirmed,
            "second_factor": each.has_factor,
            "last_seen_at": each.last_seen_at.isoformat(timespec="seconds") if each.last_seen_at else None,
        }
        for each in run(work)
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        state = "active" if row["active"] else "deactivated"
        console.print(f"{row['email']}  {row['role']}  {state}  last seen {row['last_seen_at'] or 'never'}", markup=False)


@api_keys.command("create")
def create_api_key(
    merchant: Annotated[str, typer.Option(help="The merchant's slug.")],
    name: Annotated[str, typer.Option(help="What the key is for, for example “shop”.")],
    scopes: Annotated[list[str] | None, typer.Option("--scope", help="What it may do, such as orders.read; repeat for more.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a client id and a secret, which is shown this once. Without --scope it may read and send orders, as shops do."""

    async def work(db: Database) -> tuple[str, str]:
        scope = await scope_of_merchant(db, merchant)
        async with db.transaction() as session:
            client, secret = await create_client(session, scope, name=name, scopes=scopes or None, now=clock.now())
        return client.client_id, secret

    client_id, secret = run(work)
    if as_json:
        print_json({"client_id": client_id, "client_secret": secret, "name": name, "merchant": merchant})
    else:
        console.print(f"client id      {client_id}\nclient secret  {secret}\nThe secret cannot be shown again.", markup=False)
