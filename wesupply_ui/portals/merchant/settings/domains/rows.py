"""What the domains page says of each host."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.hosts.hostname import shown
from wesupply_ui.domain.hosts.models import ShopDomain
from wesupply_ui.domain.hosts.proof import record_name, record_value
from wesupply_ui.domain.hosts.queries import base_of
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.telling import Telling


@dataclass(frozen=True)
class DomainRow:
    """One host. `record` and `value` are the proof to be written, empty when none is needed; `spelled`: as people write it."""

    id: str
    host: str
    spelled: str
    url: str
    word: str
    tone: str
    about: str
    record: str = ""
    value: str = ""
    is_primary: bool = False
    is_verified: bool = False


def domain_row(domain: ShopDomain, telling: Telling) -> DomainRow:
    """From a host to the page."""
    word, tone, about = _standing(domain, telling)
    spelled = shown(domain.host)
    return DomainRow(
        id=domain.id,
        host=domain.host,
        spelled=spelled if spelled != domain.host else "",
        url=base_of(domain.host) + "/",
        word=word,
        tone=tone,
        about=about,
        record="" if domain.is_ours else record_name(domain.host),
        value="" if domain.is_ours else record_value(domain.token),
        is_primary=domain.is_primary,
        is_verified=domain.verified_at is not None,
    )


def _standing(domain: ShopDomain, telling: Telling) -> tuple[str, str, str]:
    checked = _("Looked at {when}.", when=telling.moment(domain.checked_at)) if domain.checked_at else ""
    if domain.verified_at is not None:
        if domain.is_ours:
            return _("In use"), "done", _("A name of this installation; needs no proof.")
        if domain.failures:
            return _("Proof missing"), "attention", _("The record was not found. Put it back, or the domain is given up.") + " " + checked
        return _("In use"), "done", checked
    if domain.lapsed_at is not None:
        return _("Given up"), "problem", _("The record was not found. Write it and check again.") + " " + checked
    return _("Waits for its proof"), "attention", checked or _("Write this record where the domain is managed. It is looked for by itself.")
