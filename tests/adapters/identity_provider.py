"""A real OpenID provider in a process of its own, whose people tests make; and one of ours that lies in every way a provider can."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.served import free_port


@dataclass(frozen=True)
class Provider:
    """`url` is the issuer."""

    url: str

    def has(self, subject: str, **claims: object) -> None:
        """Somebody has an account there."""
        body = json.dumps(claims).encode()
        request = urllib.request.Request(f"{self.url}/users/{subject}", body, {"Content-Type": "application/json"}, method="PUT")
        urllib.request.urlopen(request, timeout=5).close()

    async def agree(self, address: str, subject: str) -> dict[str, str]:
        """Do what a person does there: sign in as `subject` at the address they were sent to. What comes back in the address."""
        async with httpx.AsyncClient() as browser:
            answer = await browser.post(address, data={"sub": subject})
        query = parse_qs(urlsplit(answer.headers["location"]).query)
        return {name: values[0] for name, values in query.items()}


@contextmanager
def providing() -> Iterator[Provider]:
    """The provider, up and answering."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), "-H", "127.0.0.1", "-n"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://localhost:{port}"
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                urllib.request.urlopen(f"{url}/.well-known/openid-configuration", timeout=2).close()
                break
            except OSError:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise
                time.sleep(0.05)
        yield Provider(url)
    finally:
        process.terminate()
        process.wait(10)
