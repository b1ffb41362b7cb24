"""Every HTTP route says how it lets callers in, and the OpenAPI document says the same."""

from __future__ import annotations

from wesupply_ui.api.admission import By, ways_in
from wesupply_ui.api.app import create_app
from wesupply_ui.api.reference import document
from wesupply_ui.api.same_site import EXEMPT


def test_every_route_declares_who_may_use_it() -> None:
    """Declare with `by_token`, `by_session`, `by_proof` or `for_anyone` of wesupply_ui/api/admission.py."""
    found = ways_in(create_app().routes)
    assert len(found) > 20
    assert [f"{method} {path}" for method, path, admission in found if admission is None] == []


def test_what_changes_something_by_a_sessions_cookie_is_not_exempt_from_the_same_site_rule() -> None:
    by_cookie = [path for _, path, admission in ways_in(create_app().routes) if admission and admission.by is By.SESSION]
    assert by_cookie
    assert [path for path in by_cookie if path.startswith(EXEMPT)] == []


def test_the_reference_names_the_scope_that_each_call_needs() -> None:
    paths = document(create_app())["paths"]
    assert paths["/api/v1/orders"]["get"]["security"] == [{"token": ["orders.read"]}]
    assert paths["/api/v1/orders"]["post"]["security"] == [{"token": ["orders.write"]}]
    assert paths["/api/v1/oauth/token"]["post"]["security"] == []
    known = document(create_app())["components"]["securitySchemes"]["token"]["flows"]["clientCredentials"]["scopes"]
    asked = {
        scope
        for operations in paths.values()
        for operation in operations.values()
        for each in operation.get("security", ())
        for scope in each.get("token", ())
    }
    assert asked and asked <= set(known)
