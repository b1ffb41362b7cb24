"""The machine doors as one FastAPI app, mounted beside the pages."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from wesupply_ui.api import health
from wesupply_ui.api.problems import add_problems
from wesupply_ui.api.v1 import oauth, orders
from wesupply_ui.api.webhooks import carriers

V1 = (oauth.router, orders.router)


def create_app() -> FastAPI:
    """The API, without a lifespan of its own: Reflex runs only its own lifespan tasks."""
    app = FastAPI(title="WeSupply", openapi_url="/api/openapi.json", docs_url="/api/docs", redoc_url=None)
    add_problems(app)
    app.include_router(health.router)
    app.include_router(carriers.router)
    version = APIRouter(prefix="/api/v1")
    for router in V1:
        version.include_router(router)
    app.include_router(version)
    return app
