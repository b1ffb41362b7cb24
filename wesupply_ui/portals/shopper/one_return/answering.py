"""Answers `/r/<token>`: the page as HTML that is whole without a script, what its forms send, and its files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.hosts.queries import Site, shop_base
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed, Situation
from wesupply_ui.kernel.language import _, accepted
from wesupply_ui.kernel.throttle import Throttle
from wesupply_ui.portals.content_policy import hashes_of
from wesupply_ui.portals.problems import field_errors
from wesupply_ui.portals.shopper.callers import address_of_request
from wesupply_ui.portals.shopper.drawing import answer, document, drawn, sheet, takeover
from wesupply_ui.portals.shopper.one_return.deeds import do
from wesupply_ui.portals.shopper.one_return.files import File, file_of
from wesupply_ui.portals.shopper.one_return.open_link import opened
from wesupply_ui.portals.shopper.one_return.posted import FIELDS, Did, Refused
from wesupply_ui.portals.shopper.one_return.rows import ReturnRows
from wesupply_ui.portals.shopper.one_return.tell import told
from wesupply_ui.portals.shopper.shell import Shell, filled

TEMPLATE = "one_return/page.html"
_MOST_BYTES = 16_384
_FILES = Throttle("return-files", "120 per minute")
_FILE_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


async def answered(request: Request, name: str, site: Site | None, shell: Shell) -> Response:
    """`name`: "<token>" or "<token>/<file>". NotFound and TooMany are told by whoever asks."""
    token, _slash, file = name.partition("/")
    if file:
        return await _file(request, token, file, site)
    if request.method == "POST":
        return await _posted(request, token, site)
    if request.method not in ("GET", "HEAD"):
        return Response(status_code=405, headers={"Allow": "GET, HEAD, POST"})
    async with database().reading() as db:
        scope, found = await opened(db, token, caller=address_of_request(request), shop=site.merchant_id if site else None)
        shop = await db.get_one(Merchant, scope.merchant_id)
        did = Did.of(request.query_params)
        page = await told(db, scope, found, token=token, now=clock.now(), reader=_reader(request), did=did)
    html = await shell.html(request.scope)
    return answer(request, _page(html, page), hashes=_scripts(html) if html else (), within=shop.embedders)


async def _posted(request: Request, token: str, site: Site | None) -> Response:
    if not is_from_here(request):
        raise NotAllowed(_("This was sent from another site. Please open the page from your mail, and try again."))
    fields = await _fields(request)
    caller, shop = address_of_request(request), site.merchant_id if site else None
    try:
        async with database().transaction() as db:
            scope, found = await opened(db, token, caller=caller, shop=shop)
            did = await do(db, scope, found, fields, caller=caller, now=clock.now())
    except (Invalid, Conflict) as situation:
        return await _refused(request, token, shop, fields, situation)
    return RedirectResponse(f"/r/{token}?{did.query}", 303, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})


async def _refused(request: Request, token: str, shop: str | None, fields: Mapping[str, str], situation: Situation) -> Response:
    """The page with why it was not done, and with what was typed. It stands without scripts: the live page would not know of either."""
    problems = field_errors(situation)
    unseen = [words for name, words in problems.items() if name not in FIELDS]
    words = " ".join(dict.fromkeys((situation.message, *unseen)))
    refused = Refused(fields.get("deed", ""), words, problems, fields)
    async with database().reading() as db:
        scope, found = await opened(db, token, caller=address_of_request(request), shop=shop)
        merchant = await db.get_one(Merchant, scope.merchant_id)
        page = await told(db, scope, found, token=token, now=clock.now(), reader=_reader(request), refused=refused)
    html = document(TEMPLATE, title=page.title, page=page)
    return answer(request, html, status=situation.status, within=merchant.embedders)


async def _file(request: Request, token: str, name: str, site: Site | None) -> Response:
    if request.method not in ("GET", "HEAD"):
        return Response(status_code=405, headers={"Allow": "GET, HEAD"})
    await _FILES.take(address_of_request(request))
    async with database().reading() as db:
        scope, found = await opened(db, token, caller=address_of_request(request), shop=site.merchant_id if site else None)
        base = await shop_base(db, scope.merchant_id)
        made: File = await file_of(db, scope, found, name, now=clock.now(), base=base)
    shown = {"Content-Disposition": f'inline; filename="{made.name}"'}
    return Response(made.content, 200, _FILE_HEADERS | shown, made.media_type)


def is_from_here(request: Request) -> bool:
    """Whether a page of this site sent the form. Browsers say where a request comes from; what none of them sends, a stranger's script
    in another page can't send either, as it doesn't know the token."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site in ("same-origin", "none")
    # A page that tells nobody where one comes from sends "null".
    return origin in (None, "null") or urlsplit(origin).netloc == request.headers.get("host")


async def _fields(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise Invalid(_("This is more than anybody reads. Please write less."))
    fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=50)
    return {name: values[0] for name, values in fields.items()}


def _reader(request: Request) -> tuple[str, ...]:
    return accepted(request.headers.get("accept-language", ""))


def _page(shell: str | None, page: ReturnRows) -> str:
    if shell is None:
        return document(TEMPLATE, title=page.title, page=page)
    body = drawn(TEMPLATE, page=page)
    return filled(
        shell, head=drawn("head.html", page=page), sheet=sheet(shadow=True), body=body, script=takeover(), language=page.labels.language
    )


@lru_cache(maxsize=2)
def _scripts(shell: str) -> tuple[str, ...]:
    return hashes_of(filled(shell, head="", sheet="", body="", script=takeover()))
