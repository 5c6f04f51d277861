"""HTTP exchanges and changed rows, laid out for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def spoken(first: str, part: Mapping[str, Any]) -> str:
    headers = (f"{name}: {value}" for name, value in (part.get("headers") or {}).items())
    return "\n".join([first, *headers, "", _pretty(part.get("body"))]).rstrip()


def _pretty(body: Any) -> str:
    if not isinstance(body, str):
        return "" if body is None else json.dumps(body, indent=2, ensure_ascii=False)
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except ValueError:
        return body


def changed_table(table: Mapping[str, Any]) -> dict[str, Any]:
    rows: list[tuple[str, list[str]]] = []
    for change in table["changes"]:
        if change.get("before") is not None:
            rows.append((_phase(change, "before"), _cells(change["before"])))
        if change.get("after") is not None:
            rows.append((_phase(change, "after"), _cells(change["after"])))
    return {"name": str(table["name"]), "columns": table["columns"], "rows": rows}


def _phase(change: Mapping[str, Any], which: str) -> str:
    both = change.get("before") is not None and change.get("after") is not None
    return f"{change['kind']}, {which}" if both else str(change["kind"])


def _cells(values: list[Any]) -> list[str]:
    return ["" if value is None else str(value) for value in values]
