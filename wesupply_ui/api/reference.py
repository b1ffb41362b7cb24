"""What can the API do? The OpenAPI document, and a page that people can read, drawn here so that it needs no other site."""

from __future__ import annotations

import re
from html import escape
from inspect import cleandoc
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic.json_schema import models_json_schema

from wesupply_ui.api.admission import Admission, By, for_anyone, ways_in
from wesupply_ui.api.v1 import ledger_shapes, return_shapes, shapes
from wesupply_ui.domain.accounts.permissions import PERMISSIONS
from wesupply_ui.kernel.settings import settings

_SHAPES = (
    shapes.Order, shapes.Orders, shapes.Shipment, shapes.Detect, shapes.Location, shapes.Product, shapes.CustomerList, shapes.LabelRetry,
    return_shapes.ReturnPolicy, return_shapes.ReturnPolicyRollback, return_shapes.ReturnPolicyTrial, return_shapes.ReturnRequest,
    return_shapes.NewReturn, return_shapes.ReturnItems, return_shapes.ReturnDecline, return_shapes.ReturnWords, return_shapes.ReturnMethod,
    return_shapes.ReturnNumber, return_shapes.ReturnReceipt, return_shapes.ReturnInspection, return_shapes.ReturnSettlement,
    return_shapes.ReturnAssignment, return_shapes.ReturnBoxOpened, return_shapes.ReturnBox, return_shapes.ReturnBoxMatch,
    return_shapes.ReturnBoxDisposal,
    ledger_shapes.StoreCreditIssue, ledger_shapes.StoreCreditCode, ledger_shapes.StoreCreditHold, ledger_shapes.StoreCreditCapture,
    ledger_shapes.RefundConfirmation, ledger_shapes.RefundFailure, ledger_shapes.RefundRetry, ledger_shapes.StripeAccount,
)  # fmt: skip
_ABOUT = """
Orders in, tracking out. Sign in with `POST /api/v1/oauth/token` and send the token as `Authorization: Bearer …`.
Errors are problem documents (RFC 9457, `application/problem+json`). Lists take `limit` and `cursor`. Every POST takes an
`Idempotency-Key`. Answers carry `RateLimit-*`; 429 says in `Retry-After` how long to wait.
"""
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "problems": {"type": "array", "items": {"$ref": "#/components/schemas/FieldProblem"}},
    },
}
_FIELD_PROBLEM = {
    "type": "object",
    "required": ["field", "message"],
    "properties": {"field": {"type": "string", "examples": ["lines[0].quantity"]}, "message": {"type": "string"}},
}


def add_reference(app: FastAPI) -> None:
    """Serve `/api/openapi.json` and `/api/docs`."""

    async def openapi_json() -> JSONResponse:
        return JSONResponse(document(app))

    async def docs() -> HTMLResponse:
        return HTMLResponse(page(document(app)), headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"})

    described = [for_anyone("describes the API, which is the same for everybody")]
    app.add_api_route("/api/openapi.json", openapi_json, include_in_schema=False, dependencies=described)
    app.add_api_route("/api/docs", docs, include_in_schema=False, dependencies=described)


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, made once."""
    if app.openapi_schema is None:
        made = get_openapi(title="WeSupply", version="1", description=cleandoc(_ABOUT), routes=app.routes)
        made["servers"] = [{"url": settings().base_url.rstrip("/")}]
        _, described = models_json_schema([(shape, "validation") for shape in _SHAPES], ref_template="#/components/schemas/{model}")
        components = made.setdefault("components", {})
        # FastAPI's own words for a wrong parameter; ours are problem documents.
        found = {name: made_ for name, made_ in components.get("schemas", {}).items() if not name.endswith("ValidationError")}
        components["schemas"] = {"Problem": _PROBLEM, "FieldProblem": _FIELD_PROBLEM} | found | described["$defs"]
        components["securitySchemes"] = {
            "token": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "/api/v1/oauth/token", "scopes": _scopes()}}}
        }
        admissions = {(path.replace(":path}", "}"), method): admission for method, path, admission in ways_in(app.routes)}
        for path, operations in made["paths"].items():
            for method, operation in operations.items():
                _complete(operation, admissions.get((path, method.upper())))
        app.openapi_schema = made
    return app.openapi_schema


def _scopes() -> dict[str, str]:
    """What an API client can be given, with words."""
    return {each.key: f"May {each.words}" for each in PERMISSIONS if each.for_machines}


def _complete(operation: dict[str, Any], admission: Admission | None) -> None:
    """What holds of every operation: how it is signed, and how it says that something is wrong."""
    if admission and admission.by is By.TOKEN:
        operation["security"] = [{"token": [admission.may] if admission.may else []}]
    operation["responses"].pop("422", None)
    operation["responses"]["default"] = {
        "description": "What was wrong",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


_STYLE = """
:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
code,pre{font:14px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}h2{margin-top:3rem}h3{margin:2rem 0 .25rem;font-size:1rem}
pre{padding:.75rem 1rem;border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:8px;white-space:pre-wrap}
td,th{text-align:start;padding:.15rem 1rem .15rem 0;vertical-align:top}p{margin:.25rem 0 .75rem}
.method{font-weight:700;margin-inline-end:.5ch}
"""
# Subjects in the order in which a reader meets them; others come between these and health.
_FIRST = ("Sign-in", "Orders", "Shipments", "Carriers", "Locations", "Products", "Customers", "Returns")
_LAST = ("Health",)
_TRY = """
curl {base}/api/v1/oauth/token -d grant_type=client_credentials -d client_id=… -d client_secret=…

curl {base}/api/v1/orders -H "Authorization: Bearer …" -H "Content-Type: application/json" -H "Idempotency-Key: 5001-1" -d '{{
  "external_id": "5001", "number": "#5001", "placed_at": "2026-11-20T10:15:00-05:00", "currency": "USD",
  "customer": {{"email": "ada@example.com", "first_name": "Ada", "last_name": "L"}},
  "shipping_address": {{"name": "Ada L", "line1": "1 Main St", "city": "Austin", "region": "TX", "postcode": "78701", "country": "US"}},
  "lines": [{{"external_id": "l1", "sku": "BOOT-42", "title": "Boots", "quantity": 2, "unit_price": "60.00"}}],
  "shipments": [{{"carrier": "ups", "tracking_number": "1Z…", "lines": [{{"external_id": "l1", "quantity": 2}}]}}]}}'

curl {base}/api/v1/orders/5001 -H "Authorization: Bearer …"
"""


def page(made: dict[str, Any]) -> str:
    """The document as a page: how to begin, the operations by subject, then the shapes."""
    by_tag: dict[str, list[str]] = {}
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            by_tag.setdefault(operation.get("tags", ["Others"])[0].capitalize(), []).append(_operation(method, path, operation))
    others = [tag for tag in by_tag if tag not in _FIRST + _LAST]
    sections = "".join(f"<h2>{escape(tag)}</h2>{''.join(by_tag[tag])}" for tag in (*_FIRST, *others, *_LAST) if tag in by_tag)
    shown = "".join(_shape(name, shape) for name, shape in sorted(made["components"]["schemas"].items()))
    example = escape(_TRY.format(base=made["servers"][0]["url"]).strip())
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>API</title><style>{_STYLE}</style></head><body><main><h1>API</h1><p>{_prose(made['info']['description'])}</p>"
        f"<p>For machines: <code>/api/openapi.json</code></p><pre>{example}</pre>{sections}<h2>Shapes</h2>{shown}</main></body></html>"
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    parameters = "".join(
        f"<tr><th><code>{escape(each['name'])}</code></th><td>{_prose(each.get('description', ''))}</td></tr>"
        for each in operation.get("parameters", [])
    )
    bodies = "".join(
        f"<p>Body: <code>{escape(media)}</code> {_type(content['schema'])}</p>"
        for media, content in operation.get("requestBody", {}).get("content", {}).items()
    )
    heading = f'<h3><span class="method">{method.upper()}</span><code>{escape(path)}</code></h3>'
    summary = operation.get("summary", "")
    told = f"<p><b>{escape(summary)}{'' if summary.endswith('?') else '.'}</b> {_prose(operation.get('description', ''))}</p>"
    return heading + told + bodies + (f"<table>{parameters}</table>" if parameters else "")


def _shape(name: str, shape: dict[str, Any]) -> str:
    required = shape.get("required", [])
    rows = "".join(
        f"<tr><th><code>{escape(field)}</code></th><td>{_type(schema)}{' · needed' if field in required else ''}</td>"
        f"<td>{_prose(schema.get('description', ''))}</td></tr>"
        for field, schema in shape.get("properties", {}).items()
    )
    return f'<h3 id="{escape(name)}">{escape(name)}</h3><p>{_prose(shape.get("description", ""))}</p><table>{rows}</table>'


def _prose(text: str) -> str:
    """Words with `code` in them."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text))


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}">{name}</a>'
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " or ".join(_type(each) for each in schema[several] if each.get("type") != "null")
    if "enum" in schema:
        return " · ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if schema.get("type") == "object" and "properties" in schema:
        return "with " + ", ".join(f"<code>{escape(name)}</code>" for name in schema["properties"])
    return escape(str(schema.get("format") or schema.get("type") or "anything"))
