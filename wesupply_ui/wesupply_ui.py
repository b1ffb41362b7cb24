"""The composition root: one Reflex app out of pages, API, guard and what runs beside them. Wiring only."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.api.app import create_app
from wesupply_ui.jobs import runner
from wesupply_ui.kernel import live as topics
from wesupply_ui.kernel import logs
from wesupply_ui.kernel.settings import settings
from wesupply_ui.portals import live
from wesupply_ui.portals.access import Guard
from wesupply_ui.portals.delivery import Delivery
from wesupply_ui.portals.hosts import admit_shop_origins
from wesupply_ui.portals.hushed import hush
from wesupply_ui.portals.kit import connection_line, first_words
from wesupply_ui.portals.pages import add_pages
from wesupply_ui.portals.problems import answer_to
from wesupply_ui.portals.shopper.counting import counting
from wesupply_ui.portals.shopper.pages_first import PagesFirst

# Before the first paint, so that nobody who chose a theme sees the other one flash by.
THEME_FIRST = "try{var t=localStorage.getItem('wesupply-theme');if(t)document.documentElement.dataset.theme=t}catch(e){}"
# A form sent before its page is awake: the browser would put what was typed into the address, or the page forget it as its State comes.
# It is held for some seconds, and sent again until somebody listens.
SENT_EARLY = """(() => {
  const wait = (event) => {
    const form = event.target;
    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(form.waits);
    form.waits = setTimeout(() => form.isConnected && form.requestSubmit(), 60);
  };
  const isOurs = (form) => !form.hasAttribute("action");
  addEventListener("submit", (event) => {
    const form = event.target;
    form.since = form.since || Date.now();
    if (isOurs(form) && document.querySelector("[data-awake=false]") && Date.now() - form.since < 8000) wait(event);
    else form.since = 0;
  }, true);
  addEventListener("submit", (event) => { if (isOurs(event.target) && !event.defaultPrevented) wait(event); });
})()"""

app = rx.App(
    stylesheets=["/tokens.css", "/kit.css", "/shopper.css"],
    reset_style=False,
    html_lang="en",
    head_components=[
        rx.el.script(THEME_FIRST),
        rx.el.script(first_words()),
        rx.el.script(SENT_EARLY),
        rx.el.script(src="/kit.js", defer=True),
        rx.el.link(rel="icon", href="/icon.svg", type="image/svg+xml"),
    ],
    toaster=None,
    extra_app_wraps={(5, "Overlay"): lambda stateful: connection_line() if stateful else None},
    backend_exception_handler=answer_to,
    api_transformer=[create_app(), PagesFirst, Delivery],
)
logs.configure(settings().log)
hush()
admit_shop_origins(app)
app.add_middleware(Guard())
app.register_lifespan_task(topics.relaying, redis_url=settings().redis_url)
app.register_lifespan_task(live.watching, app=app)
app.register_lifespan_task(counting)
app.register_lifespan_task(runner.beside_the_server)
add_pages(app)
