"""What a part answers to programs, as its share of the shop's OpenAPI document (OpenAPI 3.1).

The gateway collects the shares and publishes them as one. What is only for other parts is left out.
"""

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from app_under_test.kernel import caller

PATH = "/internal/openapi"

Document = dict[str, Any]
"""Decoded JSON of an OpenAPI document."""

TOLD_BY_GATEWAY = {name.lower() for name in caller.IDENTITY_HEADERS}


def router() -> APIRouter:
    """Tells those who hold the internal key."""
    routes = APIRouter()

    @routes.get(PATH)
    def tell(request: Request) -> Document:
        return document(request.app)

    return routes


def document(app: FastAPI) -> Document:
    """The public addresses of this part, as a caller of the gateway sees them."""
    public = [route for route in iter_route_contexts(app.routes) if _is_public(route)]
    described = get_openapi(title=app.title, version="1", routes=public)
    for route in public:
        for method in route.methods or ():
            operation = described["paths"][route.path_format][method.lower()]
            _describe(operation, needs_person=asks_for_person(route.dependant))
    return described


def _is_public(route: RouteContext) -> bool:
    path = route.path or ""
    is_pulse = path in {"/health", "/live"}
    return isinstance(route.original_route, APIRoute) and not (
        is_pulse or path.startswith("/internal")
    )


def asks_for_person(dependant: Dependant) -> bool:
    """Whether a call is refused to those who have not signed in."""
    if dependant.call is caller._signed_in:  # noqa: SLF001 - it is what the type SignedIn stands for
        return True
    return any(asks_for_person(inner) for inner in dependant.dependencies)


def _describe(operation: Document, *, needs_person: bool) -> None:
    """Leave out what the gateway says of callers, and put in how callers prove who they are."""
    asked = [p for p in operation.pop("parameters", []) if p["name"].lower() not in TOLD_BY_GATEWAY]
    if asked:
        operation["parameters"] = asked
    operation["security"] = [{"token": []}] if needs_person else [{}, {"token": []}]
    operation["responses"].pop("422", None)
    operation["responses"]["default"] = {"$ref": "#/components/responses/Refusal"}
