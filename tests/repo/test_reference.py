"""Every public name, option, setting and rule stands in docs/reference.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso import hooks
from sayso.options import add_options
from sayso.settings import KEYS
from sayso.target import description

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs/reference.md").read_text("utf-8")
RULE_ID = re.compile(r'"([a-z]+(?:-[a-z]+)+)"')


class Options:
    """Stands in for pytest's group of options."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def addoption(self, name: str, **_: object) -> None:
        self.names.append(name)


def options() -> list[str]:
    group: Any = Options()
    add_options(group)
    names: list[str] = group.names
    return names


def hook_names() -> list[str]:
    return [name for name in vars(hooks) if name.startswith("pytest_")]


def check_keys() -> list[str]:
    source = (ROOT / "sayso/lint/rules.py").read_text("utf-8")
    return re.findall(
        r'^ +"(\w+)",$', source.partition("KEYS =")[2].partition(")")[0], re.MULTILINE
    )


@pytest.mark.parametrize(
    "name", [*options(), *sorted(KEYS), *description.KEYS, *hook_names(), *sayso.__all__]
)
def test_reference_names(name: str) -> None:
    assert re.search(rf"`{name}\b", REFERENCE), f"docs/reference.md does not name {name}"


def test_reference_names_the_settings_of_check() -> None:
    assert check_keys()
    assert [key for key in check_keys() if f"`{key}`" not in REFERENCE] == []


def test_reference_names_every_rule_and_no_other() -> None:
    folders = ("lint", "gherkin", "collection", "steps", "cli")
    paths = [path for folder in folders for path in (ROOT / "sayso" / folder).glob("*.py")]
    known = {rule for path in paths for rule in RULE_ID.findall(path.read_text("utf-8"))}
    rules = REFERENCE.partition("## Rules")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z-]+)`", rules, re.MULTILINE)) == known - {"site-packages"}
