"""The machine doors as one FastAPI app, mounted beside the pages."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from wesupply_ui.api import (
    account,
    accounts,
    audit,
    branding,
    exports,
    health,
    label_files,
    nowhere,
    oidc,
    passkeys,
    reference,
    return_photos,
    second_step,
    sign_in,
    store,
    uploads,
    words,
)
from wesupply_ui.api.problems import add_problems
from wesupply_ui.api.same_site import SameSite
from wesupply_ui.api.v1 import (
    carriers,
    customers,
    labels,
    ledger,
    locations,
    oauth,
    orders,
    products,
    refunds,
    return_boxes,
    return_deeds,
    return_requests,
    return_talk,
    returns,
    shipments,
    store_credit,
)
from wesupply_ui.api.webhooks import carriers as carrier_pushes
from wesupply_ui.api.webhooks import payments as payment_pushes

_PARTS = (
    oauth, orders, shipments, carriers, locations, products, customers, returns, return_boxes, return_requests, return_deeds,
    return_talk, ledger, refunds, store_credit, labels,
)  # fmt: skip
V1 = tuple(each.router for each in _PARTS)  # /returns/policy is read before /returns/{number}


def create_app() -> FastAPI:
    """The API, without a lifespan of its own: Reflex runs only its own lifespan tasks."""
    app = FastAPI(title="WeSupply", version="1", openapi_url=None, docs_url=None, redoc_url=None)
    add_problems(app)
    app.add_middleware(SameSite)
    app.include_router(health.router)
    app.include_router(sign_in.router)
    app.include_router(second_step.router)
    app.include_router(account.router)
    app.include_router(oidc.router)
    app.include_router(passkeys.router)
    app.include_router(store.router)
    app.include_router(accounts.router)
    app.include_router(uploads.router)
    app.include_router(audit.router)
    app.include_router(exports.router)
    app.include_router(branding.router)
    app.include_router(label_files.router)
    app.include_router(return_photos.router)
    app.include_router(words.router)
    app.include_router(carrier_pushes.router)
    app.include_router(payment_pushes.router)
    version = APIRouter(prefix="/api/v1")
    for router in V1:
        version.include_router(router)
    app.include_router(version)
    reference.add_reference(app)
    nowhere.add_nowhere(app)
    return app
