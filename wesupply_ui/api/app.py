"""The machine doors as one FastAPI app, mounted beside the pages."""

from __future__ import annotations

from fastapi import FastAPI


def create_app() -> FastAPI:
    """The API, without a lifespan of its own: Reflex runs only its own lifespan tasks."""
    app = FastAPI(title="WeSupply", openapi_url="/api/openapi.json", docs_url="/api/docs", redoc_url=None)

    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    return app
