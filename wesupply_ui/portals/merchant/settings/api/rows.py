"""What the page of API clients says, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from wesupply_ui.domain.accounts.api_clients import allowed_to
from wesupply_ui.domain.accounts.models import ApiClient
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.telling import Telling


@dataclass(frozen=True)
class ClientRow:
    """One client. `old_secret`: until when the one before goes on; empty when none does."""

    id: str = ""
    name: str = ""
    client_id: str = ""
    scopes: list[str] = field(default_factory=list)
    made: str = ""
    used: str = ""
    old_secret: str = ""
    revoked: str = ""


def client_row(client: ApiClient, tell: Telling) -> ClientRow:
    """From the table to the page."""
    goes_on = client.previous_ends_at if client.previous_ends_at and client.previous_ends_at > tell.now else None
    return ClientRow(
        id=client.id,
        name=client.name,
        client_id=client.client_id,
        scopes=sorted(allowed_to(client)),
        made=_("Made {when}", when=tell.moment(client.created_at)),
        used=_("Last used {when}", when=tell.away(client.last_used_at)) if client.last_used_at else _("Never used"),
        old_secret=_("The old secret works until {when}", when=tell.moment(goes_on)) if goes_on else "",
        revoked=_("Revoked {when}", when=tell.moment(client.revoked_at)) if client.revoked_at else "",
    )
