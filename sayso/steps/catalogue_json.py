"""The catalogue of step definitions for programs; `assets/steps.schema.json` is its schema."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sayso.steps.catalogue import CatalogueEntry

VERSION = 1


def as_json(entries: Iterable[CatalogueEntry], title: str) -> str:
    """All of it as one object, indented."""
    written = {"version": VERSION, "title": title, "steps": [_step(entry) for entry in entries]}
    return json.dumps(written, indent=2, ensure_ascii=False)


def _step(entry: CatalogueEntry) -> dict[str, Any]:
    definition = entry.definition
    file, line = definition.place
    return {
        "keyword": entry.keyword,
        "pattern": definition.pattern,
        "kind": definition.kind,
        "about": entry.noun,
        "description": definition.docstring,
        "parameters": [
            {"name": name, "type": kind, "values": values}
            for name, kind, values in entry.parameters
        ],
        "example": entry.example,
        "defined": {"file": file, "line": line},
        "gives": definition.gives,
        "uses": [
            {"text": use.text, "file": use.uri, "line": use.line, "scenario": use.scenario}
            for use in entry.uses
        ],
    }
