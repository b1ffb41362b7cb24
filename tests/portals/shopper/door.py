"""The shopper's door in front of an application that only knows one page."""

from __future__ import annotations

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

SHELL = (
    '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/>'
    '<meta content="width=device-width, initial-scale=1" name="viewport"/>'
    '<link href="/assets/all.css" rel="stylesheet" type="text/css"/><link rel="modulepreload" href="/assets/entry.js"/></head>'
    '<body><div>React</div><script type="module" async="">import "/assets/manifest.js";\n'
    'import * as route0 from "/assets/root.js";\nimport("/assets/entry.js");</script></body></html>'
)


def pages(shell: str = SHELL, status: int = 200) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await HTMLResponse(shell, status)(scope, receive, send)

    return app
