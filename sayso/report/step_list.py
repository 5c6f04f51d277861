"""The sentences a suite knows, as plain data that crosses processes and lies in the recording."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.collection.nodes import FEATURE_FILES
from sayso.collection.visible_steps import all_definitions
from sayso.steps.catalogue import CatalogueEntry, catalogue

Steps = list[dict[str, Any]]
MEDIA_TYPE = "application/vnd.sayso.sentences+json"


def step_list(session: pytest.Session) -> list[dict[str, Any]]:
    """Every sentence of the project, said or not, as the catalogue tells it."""
    own = [each for each in all_definitions(session) if each.is_own]
    files = session.stash.get(FEATURE_FILES, {}).values()
    said = [(file.document, file.registry) for file in files if hasattr(file, "registry")]
    return [_told(each) for each in catalogue(own, said)]


def merge_step_lists(
    before: list[dict[str, Any]], later: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The sentences of two runs, each once, as the later one tells it.

    One may have read other features than the other, so the larger number of scenarios is kept.
    """
    if not before:
        return later
    found = {_key(each): each for each in before}
    for each in later:
        known = found.get(_key(each), each)
        found[_key(each)] = {**each, "scenarios": max(each["scenarios"], known["scenarios"])}
    return list(found.values())


def _key(sentence: dict[str, Any]) -> tuple[str, str, str]:
    """The same wherever in its file a sentence stands."""
    return sentence["location"].rpartition(":")[0], sentence["keyword"], sentence["pattern"]


def _told(sentence: CatalogueEntry) -> dict[str, Any]:
    return {
        **sentence.definition.told,
        "noun": sentence.noun,
        "keyword": sentence.keyword,
        "parts": sentence.parts,
        "note": sentence.note,
        "parameters": sentence.parameters,
        "example": sentence.example,
        "scenarios": sentence.scenarios,
    }
