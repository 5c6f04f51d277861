"""HTTP exchanges, changed rows and log lines, laid out for people."""

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


# What every line of a structured log has; the rest follows as name=value.
LOG_HEAD = ("timestamp", "level", "service", "event")


def log_line(line: str) -> str:
    """A line of a structured log as a person reads it; any other line as it is."""
    try:
        entry = json.loads(line)
    except ValueError:
        return line
    if not isinstance(entry, dict):
        return line
    head = [str(entry[key]) for key in LOG_HEAD if key in entry]
    rest = [f"{key}={value}" for key, value in entry.items() if key not in LOG_HEAD]
    return "  ".join([*head, " ".join(rest)]).rstrip()
