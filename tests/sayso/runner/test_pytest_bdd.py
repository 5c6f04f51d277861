"""The private names of pytest-bdd and pytest that sayso leans on are still what they were.

When one of these fails after an update: read what changed, carry it over into
sayso/runner/pytest_bdd.py, and only then write down the
new fingerprint.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import _pytest.fixtures
import _pytest.python
import pytest
from _pytest.nodeid import NodeId
from pytest_bdd import compat, steps
from pytest_bdd.reporting import ScenarioReport
from pytest_bdd.scenario import (
    _execute_scenario,
    _execute_step_function,
    find_fixturedefs_for_step,
    parse_step_arguments,
)
from pytest_bdd.utils import get_required_args

import sayso

FINGERPRINTS: dict[str, tuple[Callable[..., Any], str]] = {
    "the executor of a step": (_execute_step_function, "f77266540216bfec"),
    "the runner of a scenario": (_execute_scenario, "0987d607c465a381"),
    "the arguments of a step": (parse_step_arguments, "9a05edf7d7c17eb3"),
    "the search for definitions": (find_fixturedefs_for_step, "6e9312e12dbe01cb"),
    "the report of a failed step": (ScenarioReport.fail, "041f7dad6118ba7c"),
    "the decorator of a step": (steps.step, "5a9eb690e6c8e0f6"),
    "what a step must be given": (get_required_args, "9b88a825bf69be99"),
    "a value for later steps": (compat.inject_fixture, "f2454b07663836ea"),
    "pytest's tests from functions": (_pytest.python.PyCollector._genfunctions, "73eb69f805786685"),
    "pytest's function item": (_pytest.python.Function.__init__, "1a113f0fa8c89234"),
    "pytest's setting up of fixtures": (
        _pytest.fixtures.TopRequest._fillfixtures,
        "95903a265eb5a9e5",
    ),
    "pytest's call of a fixture": (_pytest.fixtures.call_fixture_func, "7915a2955e9bea3a"),
    "pytest's closure of fixtures": (
        _pytest.fixtures.FixtureManager.getfixtureinfo,
        "6f9091e0ccaae05f",
    ),
}


def fingerprint(function: Callable[..., Any]) -> str:
    """The code of a function without its comments, blanks and docstring."""
    source = inspect.getsource(function)
    plain = re.sub(r'""".*?"""', "", re.sub(r"#.*", "", source), flags=re.DOTALL)
    return sha256("".join(plain.split()).encode()).hexdigest()[:16]


@pytest.mark.parametrize("name", FINGERPRINTS)
def test_an_original_that_is_copied_or_called_has_not_changed(name: str) -> None:
    original, known = FINGERPRINTS[name]
    assert fingerprint(original) == known, f"{original.__qualname__} has changed"


def test_a_node_id_is_parsed_into_path_names_and_parameters() -> None:
    parsed = NodeId.parse("a.feature::Rule::Title[1, [x]]")
    assert (parsed.path, parsed.names, parsed.params) == ("a.feature", ("Rule", "Title"), "1, [x]")


def test_only_one_file_uses_private_names() -> None:
    private = re.compile(r"^\s*(?:from|import) (?:_pytest|pytest_bdd\.(?!parsers? ))", re.MULTILINE)
    home = Path(sayso.__file__).parent
    sources = [*home.rglob("*.py")]
    users = {path.name for path in sources if private.search(path.read_text(encoding="utf-8"))}
    assert users == {"pytest_bdd.py"}
