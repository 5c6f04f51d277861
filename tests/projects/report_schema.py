"""What is wrong with a recording: against the official schema, and ids that lead nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import jsonschema

from sayso.report.reader import read_messages
from tests.compat.cucumber import message_schema


def complaints(recording: Path) -> list[str]:
    """Where a recording breaks the official schema or names an id that does not exist."""
    envelopes = list(read_messages(recording))
    validator = jsonschema.Draft202012Validator(message_schema())
    found = [
        f"line {number}: {error.json_path}: {error.message}"
        for number, envelope in enumerate(envelopes, 1)
        for error in validator.iter_errors(envelope)
    ]
    return found + dangling(envelopes)


def dangling(envelopes: Sequence[dict[str, object]]) -> list[str]:
    """References to ids that no message carries."""
    ids: set[str] = set()
    references: list[tuple[str, str]] = []

    def walk(node: object) -> None:
        if isinstance(node, list):
            for each in node:
                walk(each)
        if not isinstance(node, dict):
            return
        for key, value in node.items():
            if key == "id":
                ids.add(value)
            elif key.endswith(("Id", "Ids")) and key != "workerId":
                references.extend(
                    (key, each) for each in ([value] if isinstance(value, str) else value)
                )
            walk(value)

    walk(envelopes)
    return [f"{key} names {each}, which is nowhere" for key, each in references if each not in ids]
