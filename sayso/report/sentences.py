"""The sentences a suite knows, as plain data that crosses processes and lies in the recording."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.gherkin.collecting import FEATURE_FILES
from sayso.gherkin.visibility import all_definitions
from sayso.sentences.catalogue import Sentence, catalogue

MEDIA_TYPE = "application/vnd.sayso.sentences+json"


def known_sentences(session: pytest.Session) -> list[dict[str, Any]]:
    """Every sentence of the project, said or not, as the catalogue tells it."""
    own = [each for each in all_definitions(session) if each.is_own]
    files = session.stash.get(FEATURE_FILES, {}).values()
    said = [(file.document, file.sentences) for file in files if hasattr(file, "sentences")]
    return [_told(each) for each in catalogue(own, said)]


def _told(sentence: Sentence) -> dict[str, Any]:
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
