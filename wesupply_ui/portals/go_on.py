"""What does a page do whose socket holds a session that opens nothing any more? It asks whether its browser has a newer one.

Another tab may have brought it: after a second proof, a change of password, or going on at another merchant, the cookie is a new one, and
only a page load takes it along. Without one the page goes to sign in. `goOn` stands in `assets/kit.js`.
"""

from __future__ import annotations

import json
from typing import Any

import reflex as rx

SIGN_IN = "/login"
PATIENCE, MUCH = 3, 10
"""So often, 300 ms apart, the page asks: the answer that brings the cookie may be on its way still. `MUCH`: when one surely is."""


def go_on(elsewhere: str, patience: int = PATIENCE) -> Any:
    """Load the page anew once the browser has a session; go `elsewhere` when it has none."""
    to = json.dumps(elsewhere).replace("<", "\\u003c")
    return rx.call_script(f"(globalThis.wesupply?.goOn ?? ((to) => location.assign(to)))({to}, {patience})")
