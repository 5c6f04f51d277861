"""Choosing what runs: lines of a feature file, and tag expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cucumber_tag_expressions import parse  # type: ignore[import-untyped]  # it ships no types
from cucumber_tag_expressions.parser import TagExpressionError  # type: ignore[import-untyped]  # same

from sayso.gherkin.collecting import ScenarioItem
from sayso.gherkin.discovery import SUFFIX
from sayso.gherkin.lines import examples_at
from sayso.gherkin.marking import tag_rules
from sayso.gherkin.problems import nearest

LINES = "sayso_lines"  # an option, because pytest-xdist carries those to its workers

_OPERATORS = frozenset({"and", "or", "not"})
_WORD = re.compile(r"[^\s()]+")
_NO_LINES = re.compile(rf"^.+{re.escape(SUFFIX)}:(?!:)(?P<rest>.*)$", re.IGNORECASE)
_WITH_LINES = re.compile(rf"^(?P<path>.+{re.escape(SUFFIX)})(?P<lines>(?::\d+)+)$", re.IGNORECASE)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Take the lines off the arguments before pytest looks for the files."""
    chosen: dict[str, list[int]] = getattr(config.option, LINES, {})
    plain: list[str] = []
    for argument in config.args:
        found = _WITH_LINES.match(argument)
        path = found["path"] if found else argument
        _must_exist(path, config)
        if found:
            key = str(_absolute(path, config))
            chosen.setdefault(key, []).extend(int(line) for line in found["lines"][1:].split(":"))
        if path not in plain:
            plain.append(path)
    config.args[:] = plain
    setattr(config.option, LINES, chosen)
    for path, lines in chosen.items():
        _must_have(Path(path), max(lines))
    _tag_filter(config)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse a tag nobody declared: it would choose nothing, or with a "not" everything."""
    rules = tag_rules(session.config)
    for word in _WORD.findall(session.config.getoption("sayso_tags", None) or ""):
        name = word.removeprefix("@")
        if name not in _OPERATORS and not rules.knows(name):
            close = nearest(name, rules.declared - rules.with_arguments)
            raise pytest.UsageError(f"--tags: the tag @{name} is not declared.{close}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen: dict[str, list[int]] = getattr(config.option, LINES, {})
    if not chosen and not config.getoption("sayso_tags", None):
        return
    wanted = {id(each) for each in _chosen_examples(items, chosen)}
    has_tags = _tag_filter(config)

    def selected(item: pytest.Item) -> bool:
        in_lines = str(item.path) not in chosen or id(getattr(item, "example", None)) in wanted
        return in_lines and has_tags(item)

    kept = [item for item in items if selected(item)]
    if len(kept) < len(items):
        keeping = set(kept)
        config.hook.pytest_deselected(items=[item for item in items if item not in keeping])
        items[:] = kept


def _chosen_examples(items: list[pytest.Item], chosen: dict[str, list[int]]) -> Iterator[object]:
    documents = {
        str(item.path): item.example.document for item in items if isinstance(item, ScenarioItem)
    }
    for path, lines in chosen.items():
        for line in lines if path in documents else ():
            yield from examples_at(documents[path], line)


def _tag_filter(config: pytest.Config) -> Callable[[pytest.Item], bool]:
    """Whether a test carries the tags asked for; raises UsageError for a broken expression.

    Tags may be written without their @, because pytest takes a word of its own that begins with
    an @ for a file of arguments: `--tags="@smoke"` works, `--tags @smoke` never reaches sayso.
    """
    text = config.getoption("sayso_tags", None) or ""
    try:
        expression = parse(text)
    except TagExpressionError as error:
        like = 'write it like "@smoke and not (@slow or @mail)"'
        raise pytest.UsageError(f"--tags {text!r}: {error}; {like}") from error

    def carries(item: pytest.Item) -> bool:
        names = [mark.name for mark in item.iter_markers()]
        return bool(expression.evaluate([*names, *(f"@{name}" for name in names)]))

    return carries


def _absolute(path: str, config: pytest.Config) -> Path:
    return config.invocation_params.dir / path


def _must_exist(argument: str, config: pytest.Config) -> None:
    path = _absolute(argument.split("::")[0], config)
    unread = _NO_LINES.match(argument)
    if unread and not path.exists():
        example = f"{argument[: unread.start('rest')]}14"
        raise pytest.UsageError(
            f'{argument}: "{unread["rest"]}" is no line; write it like {example}'
        )
    if path.suffix.lower() == SUFFIX and not path.exists():
        others = (
            [each.name for each in path.parent.glob(f"*{SUFFIX}")] if path.parent.is_dir() else []
        )
        raise pytest.UsageError(f"no such feature file: {argument}.{nearest(path.name, others)}")


def _must_have(path: Path, line: int) -> None:
    count = path.read_bytes().count(b"\n") + 1
    if line > count:
        raise pytest.UsageError(f"{path} has {count} lines, so there is no scenario at line {line}")
