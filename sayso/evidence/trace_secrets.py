"""Finds the secrets of one trace by the places they stand in, and takes them out of every place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from sayso.redaction.rules import RULES
from sayso.redaction.secrets import MIN_LENGTH, REMOVED, Secrets

TEXTS = (".html", ".json", ".dat", ".txt", ".xml", ".svg", ".py", ".js", ".css")
TYPED = ("value", "text")  # what an action types
SHOWN = ("value", "__playwright_value_")  # what an input shows
# Lines of an action's log: what it acts on, and what it types.
RESOLVED = re.compile(r"resolved to <input\b[^>]*")
SECRET_FIELD = re.compile(r"""type="password"|autocomplete="(?:cc-number|cc-csc|[\w-]*password)""")
TYPING = re.compile(r"\b(fill|type)\(.*\)", re.DOTALL)


class Cleaner:
    """Knows the secrets of one trace by the fields and headers they were seen in."""

    def __init__(self) -> None:
        self._secrets = Secrets()
        self._secret_calls: set[str] = set()  # actions that typed into a field for secrets
        self._cleaned: dict[str, str] = {}  # many texts of a trace are alike

    def learn(self, node: Any) -> None:
        """Remember every secret that stands in a place made for secrets."""
        for value in _secret_values(node):
            if len(value) >= MIN_LENGTH:
                self._secrets.add(value)
        if isinstance(node, dict) and _is_secret_call(node):
            self._secret_calls.add(node["callId"])
        for child in _children(node):
            self.learn(child)

    def event(self, node: Any) -> Any:
        """The same node without secrets."""
        if isinstance(node, str):
            return self._text(node)
        if isinstance(node, list):
            return [self.event(child) for child in node]
        if isinstance(node, dict):
            if node.get("callId") in self._secret_calls:
                node = _without_typed(node)
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
        if len(text) < MIN_LENGTH:
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


def _of_action(parameters: dict[str, Any]) -> Iterator[str]:
    """What was typed into a field whose label or name is sensitive."""
    if _names_secret(parameters.get("selector")):
        yield from (parameters[key] for key in TYPED if isinstance(parameters.get(key), str))


def _is_secret_call(event: dict[str, Any]) -> bool:
    """An action on a field for secrets, by its selector or by what the selector led to."""
    if event.get("type") == "before":
        return _names_secret(event.get("params", {}).get("selector"))
    resolved = RESOLVED.search(str(event.get("message", "")))
    return event.get("type") == "log" and bool(resolved and SECRET_FIELD.search(resolved[0]))


def _names_secret(selector: object) -> bool:
    return isinstance(selector, str) and RULES.is_sensitive(selector.replace(" ", "_"))


def _without_typed(event: dict[str, Any]) -> dict[str, Any]:
    """An action or a line of its log, without what it typed, however short."""
    if event.get("type") == "log":
        return event | {"message": TYPING.sub(rf"\1({REMOVED})", event["message"])}
    if event.get("type") == "before":
        parameters = event["params"]
        typed = {key: REMOVED for key in TYPED if key in parameters}
        return event | {"params": parameters | typed}
    return event
