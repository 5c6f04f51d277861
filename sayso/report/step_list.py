"""The step definitions of a suite: plain data that crosses processes and lies in recordings."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.collection.nodes import FEATURE_FILES
from sayso.collection.visible_steps import all_definitions
from sayso.steps.catalogue import catalogue

Steps = list[dict[str, Any]]
# What is kept of each entry of the catalogue.
SHOWN = ("noun", "keyword", "parts", "note", "parameters", "example", "scenarios")
MEDIA_TYPE = "application/vnd.sayso.sentences+json"


def step_list(session: pytest.Session) -> Steps:
    """Every step definition of the project, used or not, as the catalogue has it."""
    own = [one for one in all_definitions(session) if one.is_own]
    files = session.stash.get(FEATURE_FILES, {}).values()
    used = [(file.document, file.registry) for file in files if hasattr(file, "registry")]
    return [
        {**entry.definition.told, **{name: getattr(entry, name) for name in SHOWN}}
        for entry in catalogue(own, used)
    ]


def merge_step_lists(before: Steps, later: Steps) -> Steps:
    """The step definitions of two runs, each once, as the later one has them.

    One may have read other features than the other, so the larger number of scenarios is kept.
    """
    if not before:
        return later
    found = {_key(entry): entry for entry in before}
    for entry in later:
        known = found.get(_key(entry), entry)
        found[_key(entry)] = {**entry, "scenarios": max(entry["scenarios"], known["scenarios"])}
    return list(found.values())


def _key(entry: dict[str, Any]) -> tuple[str, str, str]:
    """The same wherever in its file a definition stands."""
    return entry["location"].rpartition(":")[0], entry["keyword"], entry["pattern"]
