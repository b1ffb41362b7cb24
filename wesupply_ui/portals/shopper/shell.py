"""The static shell of a live page, with the server's drawing put where React leaves it alone.

A declarative shadow root on `<body>` holds the drawing and a slot; the light DOM that React hydrates stays as it expects (nodes put
straight into `<body>` would log hydration error 418). The shell's 170 kB of script must not compete with the text: they are
asked for, all at once, when the text has been painted.
"""

from __future__ import annotations

import asyncio
import json
import re

from starlette.types import ASGIApp, Message, Scope

_PRELOADS = re.compile(r'<link rel="modulepreload" href="([^"]*)"[^>]*>')
_START = re.compile(r'(<script type="module"[^>]*>)(.*?)(</script>)', re.DOTALL)
_SHEET = re.compile(r'(<link href="[^"]*" rel="stylesheet")')
_WHEN_IT_COMES = """ media="print" onload="this.media='all'" """
_HEAD_START = re.compile(r'<meta content="width=device-width[^>]*>|<head[^>]*>')
# A tab in the background paints nothing, nor does a browser that can't tell: those go on at once.
_PAINTED = (
    'await new Promise((go) => { if (document.hidden || !PerformanceObserver.supportedEntryTypes.includes("paint")) return go();'
    ' new PerformanceObserver(go).observe({ type: "paint", buffered: true }); setTimeout(go, 3000); });'
)
_PRELOAD = '{ rel: "modulepreload", href }'
_CONDITIONS = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
_LANGUAGE = re.compile(r'(<html[^>]*? lang=")\w*')
_BODY = re.compile(r"<body[^>]*>")


class Shell:
    """Asks the app behind once for the page's static HTML, and keeps it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._html: str | None = None

    async def html(self, scope: Scope) -> str | None:
        """The shell, or None when the pages are not served by this process (Reflex's development server serves its own)."""
        if self._html is None:
            self._html = await _fetched(self._app, scope)
        return self._html


def filled(shell: str, *, head: str, sheet: str, body: str, script: str, language: str = "en") -> str:
    """The shell with `head` at the start of its head and `body` drawn, styled by `sheet`, in the body's shadow root; all as HTML.

    The script goes there too: among the scripts of the head React would take it for one of its own.
    """
    drawing = (
        f'<template shadowrootmode="open"><style>{sheet}</style><div part="snapshot">{body}</div><slot style="display:none"></slot>'
        f"<script>{script}</script></template>"
    )
    # The drawing brings its own style: the live page's may come when it comes, as long as that is before the scripts, which are later.
    preloads = _PRELOADS.findall(shell)
    html = _START.sub(lambda script: _after_paint(script, preloads), _PRELOADS.sub("", shell))
    html = _LANGUAGE.sub(rf"\1{language}", html, count=1)
    html = _SHEET.sub(r"\1" + _WHEN_IT_COMES, html)
    starts = list(_HEAD_START.finditer(html, 0, html.index("</head>")))
    at = starts[-1].end()
    # React skips elements of others in the head, but stumbles over a line break between them.
    html = f"{html[:at]}{''.join(head.splitlines())}{html[at:]}"
    start = _BODY.search(html)
    if start is None:
        raise ValueError("The pages' shell has no <body>: Reflex changed what it builds")
    return f"{html[: start.end()]}{drawing}{html[start.end() :]}"


def _after_paint(script: re.Match[str], preloads: list[str]) -> str:
    """The script that starts React: its imports, which would be made at once, are made after the paint, in their order."""
    fetch = f'for (const href of {json.dumps(preloads)}) document.head.append(Object.assign(document.createElement("link"), {_PRELOAD}));'
    code = re.sub(r'import \* as (\w+) from ("[^"]+");', r"const \1 = await import(\2);", script[2])
    code = re.sub(r'import ("[^"]+");', r"await import(\1);", code)
    return f"{script[1]}{_PAINTED}{fetch}{code}{script[3]}"


async def _fetched(app: ASGIApp, scope: Scope) -> str | None:
    # Without encodings and conditions the answer is the plain file; without extensions it passes through here instead of around us.
    headers = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
    inner = dict(scope) | {"method": "GET", "headers": headers, "extensions": {}}
    status, kind, body = 0, b"", bytearray()
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()  # nobody hangs up: whoever listens for that is cancelled when the answer is out
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status, kind
        if message["type"] == "http.response.start":
            status, kind = message["status"], dict(message["headers"]).get(b"content-type", b"")
        elif message["type"] == "http.response.body":
            body.extend(message.get("body", b""))

    await app(inner, receive, send)
    return body.decode() if status == 200 and kind.startswith(b"text/html") and b"<body" in body else None
