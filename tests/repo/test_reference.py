"""Everything public stands in the reference, and nothing that is gone."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso import hooks
from sayso.cli import init
from sayso.cli.main import COMMANDS, main
from sayso.lint import rules
from sayso.options import add_options
from sayso.report.outcome import State
from sayso.settings import KEYS
from sayso.target import description, placeholders
from tests.projects.documented import blocks_in, write
from tests.projects.isolation import findings_in

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs/reference.md").read_text("utf-8")
API = (ROOT / "docs/reference/api.md").read_text("utf-8")
RULES = (ROOT / "docs/reference/rules.md").read_text("utf-8")
REPORT = (ROOT / "docs/reference/report.md").read_text("utf-8")
RULE_ID = re.compile(r'"([a-z]+(?:-[a-z]+)+)"')
OF_ONE_WORD = {"lost", "placeholder", "unreadable"}
FIXTURE = re.compile(r"^@pytest\.fixture.*\ndef ([a-z]\w+)\(", re.MULTILINE)  # but private ones
STATE = re.compile(r"^\| ([a-z, ]+) \| ([a-z ]+) \| [^|]+ \| (?:no|yes)", re.MULTILINE)
MEDIA_TYPE = re.compile(r"(?:application/vnd|text/x)\.sayso\.[a-z]+(?:\+json)?")


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


def source_of(folder: str) -> str:
    return "\n".join(path.read_text("utf-8") for path in (ROOT / folder).rglob("*.py"))


def hook_names() -> list[str]:
    return [name for name in vars(hooks) if name.startswith("pytest_")]


def section(title: str) -> str:
    return REFERENCE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def first_cells(title: str) -> set[str]:
    """The names in the first column of a section, without what stands behind them."""
    cells = re.findall(r"^\| (`.*?) \|", section(title), re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`((?:--)?[\w-]+)", cell)}


def compare(told: Iterable[Any], known: Iterable[Any], page: str) -> None:
    assert sorted(set(known) - set(told)) == [], f"{page} does not tell of these"
    assert sorted(set(told) - set(known)) == [], f"{page} tells of these, which are gone"


SECTIONS: dict[str, Callable[[], Iterable[str]]] = {
    "Public API": lambda: sayso.__all__,
    "Fixtures": lambda: FIXTURE.findall(source_of("sayso")),
    "Hooks": hook_names,
    "Options of pytest": options,
    "Settings: [tool.sayso]": lambda: KEYS,
    "Targets: [tool.sayso.targets.NAME]": lambda: description.KEYS,
    "Settings: [tool.sayso.check]": lambda: rules.KEYS,
}


@pytest.mark.parametrize("title", SECTIONS)
def test_a_table_names_all_there_is_and_nothing_else(title: str) -> None:
    compare(first_cells(title), SECTIONS[title](), f"docs/reference.md, {title}")


def test_the_placeholders_of_targets_are_told() -> None:
    told = section("Targets: [tool.sayso.targets.NAME]")
    known = [kind.replace(":NAME", "") for kind in placeholders.KNOWN]
    assert [kind for kind in known if f"`{{{kind}" not in told] == [], (
        "docs/reference.md lacks them"
    )


def test_the_commands_and_their_options_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    told = section("Commands")
    known = set()
    for command in COMMANDS:
        with contextlib.suppress(SystemExit):
            main([command, "--help"])
        found = re.findall(r"--[a-z]+", capsys.readouterr().out)
        known |= {(command, option) for option in found if option != "--help"}
    compare(re.findall(r"`sayso (\w+) (--[a-z]+)", told), known, "docs/reference.md")
    compare(re.findall(r"^\| `sayso (\w+)", told, re.MULTILINE), COMMANDS, "docs/reference.md")


def test_the_python_api_is_all_that_is_public() -> None:
    public = {f"sayso.{name}" for name in sayso.__all__}
    public |= {f"sayso.hooks.{name}" for name in hook_names()}
    told = re.findall(r"^::: (.+)$", API, re.MULTILINE)
    compare(told, public, "docs/reference/api.md")
    assert [name for name in public if told.count(name) > 1] == [], "told twice"


def test_the_report_data_is_told() -> None:
    page = "docs/reference/report.md"
    compare(MEDIA_TYPE.findall(REPORT), MEDIA_TYPE.findall(source_of("sayso")), page)
    compare(STATE.findall(REPORT), [(state.word, state.in_terminal) for state in State], page)


def test_every_rule_is_told_and_no_other() -> None:
    folders = ("lint", "gherkin", "collection", "steps", "cli")
    known = {rule for folder in folders for rule in RULE_ID.findall(source_of(f"sayso/{folder}"))}
    known = (known | OF_ONE_WORD) - {"site-packages"}
    compare(re.findall(r"^### `([a-z-]+)`", RULES, re.MULTILINE), known, "docs/reference/rules.md")


EXAMPLES = {
    part.partition("`")[0]: part
    for part in re.split(r"^### `", RULES, flags=re.MULTILINE)[1:]
    if "```" in part
}


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_example_of_a_rule_is_found_and_told_like_this(rule: str, tmp_path: Path) -> None:
    *files, told = blocks_in(EXAMPLES[rule])
    with contextlib.redirect_stdout(io.StringIO()):
        init.main([str(tmp_path)])
    for block in files:
        write(block, tmp_path)
    found = next(each for each in findings_in(tmp_path) if each.rule == rule)
    assert lines(f"{found} [{found.severity}: {rule}]") == lines(told.body)


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]
