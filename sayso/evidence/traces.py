"""Playwright's traces without the secrets that were typed, sent or shown while they were taken.

A trace is a zip of JSON lines (actions, snapshots of pages, requests) and of the bodies of answers.
The format is Playwright's own: what cannot be read is not kept.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from sayso.evidence.record import Evidence
from sayso.evidence.redaction import RULES
from sayso.evidence.secrets import REMOVED, SHORTEST, Secrets

EVENTS = (".trace", ".network", ".stacks")
TEXTS = (".html", ".json", ".dat", ".txt", ".xml", ".svg", ".py", ".js", ".css")
TYPED = ("value", "text")  # what an action types
SHOWN = ("value", "__playwright_value_")  # what an input shows


def keep_traces(report: pytest.TestReport, evidence: Evidence, directory: Path) -> None:
    """Clean the traces that pytest-playwright kept, where they lie, and add them as evidence."""
    for name, value in report.user_properties:
        if name != "playwright_trace":
            continue
        path = directory / str(value)
        try:
            clean(path)
        except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
            path.unlink(missing_ok=True)
            reason = f"its secrets could not be taken out, so it was deleted: {error!r}"
            evidence.add(reason, kind="text/plain", title="No trace")
        else:
            evidence.add(path.read_bytes(), kind="application/zip", title="Trace")


def clean(path: Path) -> None:
    """Rewrite a trace without its secrets.

    Raises ValueError or KeyError for a trace in another form than expected.
    """
    cleaned = path.with_suffix(".cleaned")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(cleaned, "w", zipfile.ZIP_DEFLATED) as new:
        events = {name: _events(old, name) for name in old.namelist() if name.endswith(EVENTS)}
        cleaner = Cleaner()
        for lines in events.values():
            cleaner.learn(lines)
        for name in old.namelist():
            if name in events:
                body = "".join(f"{json.dumps(cleaner.event(line))}\n" for line in events[name])
                new.writestr(name, body)
            else:
                new.writestr(name, cleaner.resource(name, old.read(name)))
    cleaned.replace(path)


def _events(trace: zipfile.ZipFile, name: str) -> list[Any]:
    return [json.loads(line) for line in trace.read(name).splitlines() if line.strip()]


class Cleaner:
    """Knows the secrets of one trace by the fields and headers they were seen in."""

    def __init__(self) -> None:
        self._secrets = Secrets()
        self._cleaned: dict[str, str] = {}  # many texts of a trace are alike

    def learn(self, node: Any) -> None:
        """Remember every secret that stands in a place made for secrets."""
        for value in _secret_values(node):
            if len(value) >= SHORTEST:
                self._secrets.add(value)
        for child in _children(node):
            self.learn(child)

    def event(self, node: Any) -> Any:
        """The same node without secrets."""
        if isinstance(node, str):
            return self._text(node)
        if isinstance(node, list):
            return [self.event(child) for child in node]
        if isinstance(node, dict):
            hidden = {id(value) for value in _secret_values(node)}
            return {
                key: REMOVED if id(value) in hidden else self.event(value)
                for key, value in node.items()
            }
        return node

    def resource(self, name: str, body: bytes) -> bytes:
        """The body of an answer, or a source file, without secrets if it is text."""
        if PurePosixPath(name).suffix not in TEXTS:
            return body
        try:
            return self._text(body.decode()).encode()
        except UnicodeDecodeError:
            return body

    def _text(self, text: str) -> str:
        if len(text) < SHORTEST:
            return text
        if text not in self._cleaned:
            self._cleaned[text] = RULES.text(self._secrets.remove_from(text))
        return self._cleaned[text]


def _children(node: Any) -> list[Any]:
    if isinstance(node, dict):
        return list(node.values())
    return node if isinstance(node, list) else []


def _secret_values(node: Any) -> Iterator[str]:
    """The texts of this node that are secret by their place."""
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key == "cookies" and isinstance(value, list):
            yield from (str(cookie["value"]) for cookie in value)
        elif isinstance(value, str) and value and RULES.is_sensitive(key):
            yield value
    yield from _of_pair(node)
    yield from _of_input(node)
    yield from _of_action(node)


def _of_pair(node: dict[str, Any]) -> Iterator[str]:
    """A header, form field or parameter: {"name": ..., "value": ...}."""
    name, value = node.get("name"), node.get("value")
    if isinstance(name, str) and isinstance(value, str) and value and RULES.is_sensitive(name):
        yield value


def _of_input(attributes: dict[str, Any]) -> Iterator[str]:
    """An input of a snapshot: what it shows is secret if its attributes say so."""
    kind, name = attributes.get("type"), str(attributes.get("name", ""))
    purpose = str(attributes.get("autocomplete", ""))
    takes_secret = (
        kind == "password" or purpose.startswith(("cc-number", "cc-csc")) or "password" in purpose
    )
    if takes_secret or RULES.is_sensitive(name):
        yield from (attributes[key] for key in SHOWN if attributes.get(key))


def _of_action(event: dict[str, Any]) -> Iterator[str]:
    """What was typed into a field whose label or name is sensitive."""
    selector = event.get("selector")
    if isinstance(selector, str) and RULES.is_sensitive(selector.replace(" ", "_")):
        yield from (event[key] for key in TYPED if isinstance(event.get(key), str) and event[key])
