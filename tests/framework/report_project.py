"""A small project with every way a scenario can end, and a run of it in a process of its own."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jsonschema

from sayso.report.reading import read_run
from sayso.report.run import Outcome, Run
from sayso.report.stream import read_messages
from tests.framework.cucumber import message_schema

RUN_SECONDS = 60
PYPROJECT = """
[tool.sayso]
title = "Samples"
tags = ["REQ-\\\\d+", "<b>.*", ".*quoted.*"]
[tool.pytest.ini_options]
markers = ["later", "broken_setup", "broken_teardown", "known", "fixed", "flaky_once", "crash"]
addopts = ["--import-mode=importlib"]
"""
FEATURE = """\
@REQ-1
Feature: Endings
  Every way a scenario can end.

  Background:
    Given a start

  Scenario: It passes
    When 3 are added
    Then the total is 3

  Scenario: A step fails
    When 3 are added
    Then the total is 4
    And the total is 3

  Scenario: A step skips
    When the weather is bad
    Then the total is 3

  @later
  Scenario: It is skipped
    Then the total is 0

  @broken_setup
  Scenario: Its set-up fails
    Then the total is 0

  @broken_teardown
  Scenario: Its tear-down fails
    Then the total is 0

  @known
  Scenario: It is a known bug
    Then the total is 7

  @fixed
  Scenario: It was a known bug
    Then the total is 0

  Scenario: It works the second time
    When it is tried
    Then the total is 0

  Rule: Rows are scenarios

    Background:
      Given a second start

    Scenario Outline: Adding <n>
      When <n> are added
      Then the total is <sum>

      Examples: good
        | n | sum |
        | 1 | 1   |

      Examples: bad
        | n | sum |
        | 2 | 3   |

    Scenario: Arguments and evidence
      When these are added
        | n |
        | 4 |
        | 5 |
      Then the note says
        \"\"\"
        nine
        \"\"\"
"""
STEPS = """
import os
from pathlib import Path
import pytest
from pytest_bdd import given, parsers, then, when

TRIES = Path(__file__).parent.parent / "tries.txt"
PICTURE = Path(__file__).parent.parent / "picture.png"


def pytest_collection_modifyitems(items):
    for item in items:
        for name, mark in MARKS.items():
            if item.get_closest_marker(name):
                item.add_marker(mark)


MARKS = {
    "later": pytest.mark.skip(reason="waits for SHOP-12"),
    "known": pytest.mark.xfail(reason="SHOP-88", strict=False),
    "fixed": pytest.mark.xfail(reason="SHOP-89", strict=True),
}


@pytest.fixture(autouse=True)
def around(request):
    if request.node.get_closest_marker("broken_setup"):
        raise ConnectionError("the set-up is broken")
    yield
    if request.node.get_closest_marker("broken_teardown"):
        raise ConnectionError("the tear-down is broken")


@given("a start", target_fixture="total")
def start():
    return 0


@given("a second start")
def second_start():
    pass


@when(parsers.parse("{n:d} are added"), target_fixture="total")
def add(n, total):
    return total + n


@when("these are added", target_fixture="total")
def add_table(datatable, total, evidence):
    evidence.add("added up", kind="text/plain", title="Sum")
    evidence.add(PICTURE.read_bytes(), kind="image/png", title="Picture")
    return sum(int(row[0]) for row in datatable[1:])


@then(parsers.parse("the total is {n:d}"))
def total_is(n, total):
    if total != n:
        raise AssertionError(f"expected {n}, but it was {total}")


@then("the note says")
def note(docstring, total):
    assert (docstring, total) == ("nine", 9)


@when("the weather is bad")
def weather():
    pytest.skip("the weather is bad")


@when("it is tried")
def tried():
    tries = int(TRIES.read_text()) if TRIES.exists() else 0
    TRIES.write_text(str(tries + 1))
    assert tries % 2, "the first time never works"


@when("the worker dies")
def die():
    os._exit(3)


@when("somebody presses Ctrl-C")
def interrupt():
    raise KeyboardInterrupt


@then("nobody ever uses this")
def unused():
    pass
"""


def grey_picture(width: int, height: int) -> bytes:
    """A PNG of one colour (W3C, Portable Network Graphics, chunks 11.2)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x90" * width) * height)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own."""

    root: Path

    @classmethod
    def at(cls, root: Path, features: dict[str, str] | None = None, steps: str = STEPS) -> Project:
        files = {"pyproject.toml": PYPROJECT, "steps/sample.py": steps}
        for name, text in (features or {"endings": FEATURE}).items():
            files[f"features/part/{name}.feature"] = text
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (root / "picture.png").write_bytes(grey_picture(120, 80))
        return cls(root)

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs pytest in the project, without what this process's own run configures."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:randomly",
            *(arguments or ("features",)),
        ]
        return subprocess.run(  # noqa: S603  # our own interpreter with our own arguments
            command,
            cwd=self.root,
            env=kept,
            capture_output=True,
            text=True,
            timeout=RUN_SECONDS,
            check=False,
        )

    def recorded(self) -> Run:
        return read_run(self.reports / "messages.ndjson")

    def outcomes(self) -> dict[str, Outcome]:
        return {outcome.example.name: outcome for outcome in self.recorded().outcomes}


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
