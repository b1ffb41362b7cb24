"""How the one server process is started: granian on the app object, with the pages already built."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from wesupply_ui.kernel.settings import Settings, settings
from wesupply_ui.serving.places import child_environment

# Reflex's own switches (0.10.1; two leading underscores mean internal, a test holds their names):
# serve the built pages, don't compile again.
REFLEX_SWITCHES = {
    "REFLEX_ENV_MODE": "prod",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
    "__REFLEX_SKIP_COMPILE": "true",
}
APP = "wesupply_ui.wesupply_ui:app"


def server_command(host: str, port: int, workers: int = 1) -> list[str]:
    """The command line of the server. More than one worker needs Redis, which the caller has checked."""
    granian = str(Path(sys.executable).parent / "granian")
    options = {"--interface": "asgi", "--host": host, "--port": str(port), "--workers": str(workers), "--log-level": "warning"}
    flat = [word for pair in options.items() for word in pair]
    # Open pages keep their sockets for hours: at the end they are not waited for.
    return [granian, *flat, "--workers-kill-timeout", "3", "--factory", APP]


def server_environment(port: int, *, jobs: bool) -> dict[str, str]:
    """Everything the server process needs to know that is not in its settings. Pages may be opened by any loopback name."""
    configured = settings()
    base_url = _base_url(configured, port)
    origins = {base_url, f"http://localhost:{port}", f"http://127.0.0.1:{port}"}
    return (
        child_environment()
        | REFLEX_SWITCHES
        | {
            "REFLEX_CORS_ALLOWED_ORIGINS": ",".join(sorted(origins)),
            "WESUPPLY_BASE_URL": base_url,
            "WESUPPLY_DATA_DIR": str(configured.data_dir.resolve()),
            "WESUPPLY_JOBS": configured.jobs if jobs else "off",
        }
        # What open pages know has to be where every server process finds it.
        | ({"REFLEX_REDIS_URL": configured.redis_url} if configured.redis_url else {})
    )


def _base_url(configured: Settings, port: int) -> str:
    """What was configured, or this machine's own address at the port in use."""
    default = Settings.model_fields["base_url"].default
    return (
        configured.base_url.rstrip("/")
        if configured.base_url != default or "WESUPPLY_BASE_URL" in os.environ
        else f"http://localhost:{port}"
    )
