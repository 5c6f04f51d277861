"""What the shop answers to programs, in one OpenAPI document made of those of the parts."""

import asyncio
import json
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from app_under_test.gateway.parts import Parts
from app_under_test.gateway.routing import part_for
from app_under_test.kernel import api_document
from app_under_test.kernel.api_document import Document
from app_under_test.kernel.calls import Broken

PATH = "/openapi.json"

REFUSAL: Document = {
    "description": "A refusal, in words for people and for programs (RFC 9457).",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "detail", "instance"],
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                    "instance": {"type": "string"},
                    "request_id": {"type": ["string", "null"]},
                    "errors": {"type": "array", "items": {"type": "object"}},
                },
            }
        }
    },
}

FRAME: Document = {
    "openapi": "3.1.0",
    "info": {
        "title": "Kettle & Loom",
        "version": "1",
        "description": "The shop for programs. Money is in whole minor units with its currency.",
    },
}


def router(parts: Parts) -> APIRouter:
    """`GET /openapi.json`, the same as long as the gateway lives."""
    routes = APIRouter()
    known: list[Document] = []

    @routes.get(PATH)
    async def describe() -> JSONResponse:
        if not known:
            told = await asyncio.gather(*(_ask(parts, part) for part in parts.names))
            known.append(merged(dict(zip(parts.names, told, strict=True))))
        return JSONResponse(known[0], headers={"Cache-Control": "public, max-age=300"})

    return routes


def merged(documents: dict[str, Document]) -> Document:
    """One document of what each part tells, as far as the gateway passes calls on to it.

    Two parts may have schemas of the same name, so each name gets its part's in front.
    """
    paths: Document = {}
    schemas: Document = {}
    for part, told in documents.items():
        own = _with_own_names(part, told)
        paths |= {path: item for path, item in own["paths"].items() if part_for(path) == part}
        found = own.get("components", {}).get("schemas", {})
        schemas |= {f"{part}.{name}": schema for name, schema in found.items()}
    components = {
        "schemas": _reached(paths, schemas),
        "responses": {"Refusal": REFUSAL},
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    }
    return {**FRAME, "paths": paths, "components": components}


def _with_own_names(part: str, told: Document) -> Document:
    beginning = "#/components/schemas/"
    own: Document = json.loads(json.dumps(told).replace(beginning, f"{beginning}{part}."))
    return own


def _reached(paths: Document, schemas: Document) -> Document:
    """The schemas that an address speaks of, directly or by another schema."""
    reached: Document = {}
    waiting = _names(paths)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached[name] = schemas[name]
            waiting |= _names(schemas[name])
    return dict(sorted(reached.items()))


def _names(document: Any) -> set[str]:
    """The schemas that are referred to."""
    if isinstance(document, list):
        return {name for item in document for name in _names(item)}
    if not isinstance(document, dict):
        return set()
    names = {name for item in document.values() for name in _names(item)}
    reference = document.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/components/schemas/"):
        names.add(reference.rpartition("/")[2])
    return names


async def _ask(parts: Parts, part: str) -> Document:
    response = await parts.call(part, "GET", api_document.PATH)
    if response.status_code != 200:
        raise Broken(part)
    told = response.json()
    if not isinstance(told, dict) or "paths" not in told:
        raise Broken(part)
    return told
