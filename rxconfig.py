"""What Reflex needs to know before anything is imported: the name, the plugins, who may open the socket."""

from reflex_base.config import Config
from reflex_base.plugins.sitemap import SitemapPlugin
from reflex_base.plugins.tailwind_v4 import TailwindV4Plugin

from wesupply_ui.kernel.settings import settings
from wesupply_ui.portals.same_origin import SameOrigin
from wesupply_ui.portals.theme import TAILWIND

_base_url = settings().base_url.rstrip("/")

config = Config(
    app_name="wesupply_ui",
    plugins=[TailwindV4Plugin(TAILWIND), SameOrigin()],
    disable_plugins=[SitemapPlugin],
    # Never "*": with credentials it would let any site act as whoever is signed in. REFLEX_CORS_ALLOWED_ORIGINS adds ports in tests.
    cors_allowed_origins=(_base_url,),
    redis_url=settings().redis_url or None,
    state_manager_mode="memory",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    # The first wins where a browser takes both: the smaller one.
    frontend_compression_formats=["brotli", "gzip"],
    react_strict_mode=False,
)
