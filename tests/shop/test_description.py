"""The published OpenAPI document: whole, silent about the inside, and kept by the answers."""

import re
from typing import Any

import httpx2
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from app_under_test.composition import Shop
from app_under_test.gateway.description import merged
from app_under_test.gateway.routing import TABLE
from tests.shop.customer import Customer, Door


@pytest.fixture
def document(door: Door) -> dict[str, Any]:
    answer = door.call("GET", "/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    described: dict[str, Any] = answer.json()
    return described


def judge(document: dict[str, Any], path: str, answer: httpx2.Response) -> None:
    """Raise `ValidationError` where the answer is not as it is described."""
    method = answer.request.method.lower()
    said = document["paths"][path][method]["responses"][str(answer.status_code)]
    registry: Registry[Any] = Registry().with_resource(
        "urn:shop", Resource.from_contents(document, default_specification=DRAFT202012)
    )
    schema = absolute(said["content"]["application/json"]["schema"])
    Draft202012Validator(schema, registry=registry).validate(answer.json())


def absolute(schema: Any) -> Any:
    if isinstance(schema, list):
        return [absolute(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {n: f"urn:shop{v}" if n == "$ref" else absolute(v) for n, v in schema.items()}


def test_the_document_covers_every_address_of_the_gateway(document: dict[str, Any]) -> None:
    paths = list(document["paths"])
    silent = [
        begin for begin, _ in TABLE if not any(p.startswith(begin.rstrip("/")) for p in paths)
    ]
    assert silent == []


def test_the_inside_is_not_described(document: dict[str, Any], whole_shop: Shop) -> None:
    text = str(document)
    for word in ("/internal", "/health", "X-User-Id", "x-user-role", "x-session-id", "127.0.0.1"):
        assert word.lower() not in text.lower(), f"the document speaks of {word}"
    inside = httpx2.get(f"{whole_shop.settings.url_of('identity')}/internal/openapi")
    assert inside.status_code == 403
    through = httpx2.get(f"{whole_shop.settings.url_of('gateway')}/internal/openapi")
    assert through.status_code in {403, 404}


def test_every_reference_leads_somewhere_and_every_schema_is_one(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    referred = set(re.findall(r"#/components/schemas/([\w.]+)", str(document)))
    assert referred == set(schemas)
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)


def test_it_says_where_one_has_to_sign_in(document: dict[str, Any]) -> None:
    needed = document["paths"]["/profile"]["get"]["security"]
    optional = document["paths"]["/api/products"]["get"]["security"]
    assert needed == [{"token": []}]
    assert optional == [{}, {"token": []}]


@pytest.mark.parametrize(
    "path", ["/profile", "/profile/sessions", "/api/products", "/api/cart", "/api/orders"]
)
def test_answers_are_as_described(document: dict[str, Any], ada: Customer, path: str) -> None:
    judge(document, path, ada.call("GET", path))


def test_parts_may_have_schemas_of_the_same_name() -> None:
    def told(path: str, kind: str) -> dict[str, Any]:
        schema = {"$ref": "#/components/schemas/Shown"}
        return {
            "paths": {path: {"get": {"responses": {"200": schema}}}, "/elsewhere": {}},
            "components": {"schemas": {"Shown": {"type": kind}, "Inside": {}}},
        }

    identity, catalogue = told("/profile", "object"), told("/api/products", "array")
    one = merged({"identity": identity, "catalogue": catalogue})
    assert list(one["paths"]) == ["/profile", "/api/products"]
    kinds = {name: schema["type"] for name, schema in one["components"]["schemas"].items()}
    assert kinds == {"identity.Shown": "object", "catalogue.Shown": "array"}
