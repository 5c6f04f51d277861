"""`sayso steps --format json` fits its schema and says what the suite uses."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from sayso.cli import steps

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((files("sayso.steps") / "assets/steps.schema.json").read_text("utf-8"))


def test_the_steps_of_this_suite_fit_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert steps.main(["--format", "json"], ROOT) == 0
    written = json.loads(capsys.readouterr().out)
    jsonschema.validate(written, SCHEMA)
    stock = next(
        each for each in written["steps"] if each["pattern"].startswith("the shop has {quantity")
    )
    assert stock["keyword"] == "Given"
    assert stock["defined"]["file"].startswith("steps/")
    quantity = next(each for each in stock["parameters"] if each["name"] == "quantity")
    assert quantity["values"]
    assert all((ROOT / use["file"]).is_file() for use in stock["uses"])
