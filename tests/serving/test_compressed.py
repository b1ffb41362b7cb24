"""What browsers get of the built pages is the smallest form that they take."""

from __future__ import annotations

from pathlib import Path

import httpx
from reflex.utils.precompressed_staticfiles import PrecompressedStaticFiles

from rxconfig import config


async def test_a_browser_that_takes_both_gets_the_smaller_form(tmp_path: Path) -> None:
    for name in ("a.js", "a.js.gz", "a.js.br"):
        (tmp_path / name).write_bytes(b"x")
    files = PrecompressedStaticFiles(directory=tmp_path, encodings=config.frontend_compression_formats)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(files), base_url="http://localhost") as browser:
        for takes, gets in (("gzip, deflate, br, zstd", "br"), ("gzip, deflate", "gzip"), ("identity", None)):
            answer = await browser.head("/a.js", headers={"Accept-Encoding": takes})
            assert answer.headers.get("content-encoding") == gets
