"""Was this account opened in this browser before? A sealed cookie says it, so that others' guesses need not keep its people out.

The cookie opens nothing. It holds fingerprints of accounts, each with a random name that the browser's own wrong tries are counted under.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from wesupply_ui.kernel.secrets import decrypt, encrypt, fingerprint, new_token

KNOWN_COOKIE = "wesupply_known"
KNOWN_LIFE = timedelta(days=180)
MOST_ACCOUNTS = 5
_PURPOSE = "known-devices"
_LONGEST = 3000


def known_as(cookie: str | None, account: str, *, now: datetime) -> str | None:
    """The name of this browser for this account; None when it never opened it, long ago, or somebody made the cookie up."""
    mine = fingerprint(account)
    return next((name for of, name, _at in _read(cookie, now) if of == mine), None)


def remembered(cookie: str | None, account: str, *, now: datetime) -> str:
    """The cookie's text once this account was opened here; of several accounts the last few are kept. Its name is a new one."""
    mine = fingerprint(account)
    others = [each for each in _read(cookie, now) if each[0] != mine]
    kept = [*others, (mine, new_token(96), int(now.timestamp()))][-MOST_ACCOUNTS:]
    return encrypt(json.dumps(kept, separators=(",", ":")), purpose=_PURPOSE)


def _read(cookie: str | None, now: datetime) -> list[tuple[str, str, int]]:
    if not cookie or len(cookie) > _LONGEST:
        return []
    try:
        found = json.loads(decrypt(cookie, purpose=_PURPOSE))
    except ValueError:
        return []
    oldest = int((now - KNOWN_LIFE).timestamp())
    return [(of, name, at) for of, name, at in found if at > oldest]
