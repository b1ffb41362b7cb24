"""Whose look-up page is this? The merchant behind the address's name, and what the page says before anybody typed."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.confirm import is_somebodys
from wesupply_ui.domain.accounts.models import FormerSlug, Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.hosts.queries import Site
from wesupply_ui.domain.returns.in_force import in_force
from wesupply_ui.domain.returns.versions import versions_of
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _, language
from wesupply_ui.portals.shopper.branding import brand_row, foot_row, help_rows, preview_row, said_row
from wesupply_ui.portals.shopper.lookup.rows import LookupLabels, LookupRows
from wesupply_ui.portals.shopper.rows import SaidRow


async def shop_called(db: AsyncSession, slug: str, site: Site | None = None) -> Merchant:
    """The merchant, once somebody has confirmed that it is theirs. NotFound when nobody is or was called so.

    Also by a former slug, so that old links work: compare `slug`.
    `site`: the shop under whose own host it is asked; there no other one is found.
    """
    wanted = slug[:100].lower()
    found = (await db.execute(select(Merchant).where(Merchant.slug == wanted))).scalar_one_or_none()
    if found is None:
        moved = select(Merchant).join(FormerSlug, FormerSlug.merchant_id == Merchant.id).where(FormerSlug.slug == wanted)  # type: ignore[arg-type]
        found = (await db.execute(moved)).scalar_one_or_none()
    is_another = found is None or (site is not None and found.id != site.merchant_id)
    if found is None or is_another or not await is_somebodys(db, found.id):
        raise NotFound("There is no shop at this address.")
    return found


def return_form(form: LookupRows) -> LookupRows:
    """The same for who wants to send something back: their order is found first."""
    title = SaidRow(_("Return something"))
    intro = SaidRow(_("Find your order first. Then choose what goes back, and see what you get for it."))
    return replace(form, title=title, intro=intro, action=f"{form.action}/returns", returns_url="")


async def takes_back(db: AsyncSession, merchant: Merchant) -> bool:
    """Whether a return policy of the merchant's is in force."""
    scope = scope_of_system(merchant.id, "look-up")
    now = clock.now()
    return in_force(await versions_of(db, scope), now, now) is not None


def empty_form(merchant: Merchant, languages: tuple[str, ...] = (), *, takes_back: bool = False) -> LookupRows:
    """The page as it is first seen, by a reader of these languages."""
    shop = merchant.name
    title = said_row(merchant, "lookup_title", languages)
    return LookupRows(
        brand_row(merchant),
        help_rows(merchant),
        title=title,
        intro=said_row(merchant, "lookup_intro", languages),
        foot=foot_row(merchant, languages),
        preview=preview_row(merchant, title=f"{title.words} · {shop}", words=_("Find your order from {shop} and follow it.", shop=shop)),
        labels=LookupLabels(
            language=language(),
            number=_("Order number"),
            second=_("E-mail or postcode"),
            hint=_("The address you ordered with, or the postcode it goes to."),
            find=_("Find my order"),
            returns=_("Return something"),
        ),
        action=f"/s/{merchant.slug}",
        returns_url=f"/s/{merchant.slug}/returns" if takes_back else "",
    )
