"""Choosing what runs: lines of a feature file, and tag expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from cucumber_tag_expressions import parse  # type: ignore[import-untyped]  # it ships no types
from cucumber_tag_expressions.parser import TagExpressionError  # type: ignore[import-untyped]  # same

from sayso.collection.arguments import Chosen, chosen_in, take_choices
from sayso.collection.examples_at_line import examples_at
from sayso.collection.markers import folders_of, refuse_folders, tag_rules, usable_tags
from sayso.gherkin.document import FeatureDocument
from sayso.runner.scenario_item import ScenarioItem
from sayso.suggest import nearest

_TOKEN = re.compile(r"[()]|[^\s()]+")
_AFTER_TAGS = ("and", "or", ")", "")
_BEFORE_TAGS = ("and", "or", "not", "(", "")
_NO_TAGS = frozenset((*_AFTER_TAGS, *_BEFORE_TAGS))


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    take_choices(config)
    _tag_filter(config)


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse a folder that would act as a marker, and a tag nobody declared.

    Such a tag would choose nothing, or with a "not" everything.
    """
    refuse_folders(session.config)
    rules = tag_rules(session.config)
    for text in _expressions(session.config):
        for name in (each.removeprefix("@") for each in _TOKEN.findall(text)):
            if name not in _NO_TAGS and (name in rules.parameters or not rules.knows(name)):
                raise pytest.UsageError(
                    f'--tags "{text}": the tag @{name} {_why_unknown(name, session.config)}'
                )


def _why_unknown(name: str, config: pytest.Config) -> str:
    rules = tag_rules(config)
    if name in rules.parameters:
        return f'needs an argument, like "{rules.shown(name)}"; -m "{name}" chooses them all'
    if name.startswith("_"):
        return 'is none, since no marker begins with "_"; rename it, or its folder'
    return f"is not declared.{nearest(name, usable_tags(config))}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen = chosen_in(config)
    if not chosen and not _expressions(config):
        return
    try:
        wanted = {id(each) for each in _wanted(items, chosen)}
    except pytest.UsageError:
        items.clear()  # a worker would offer them to be run all the same
        raise
    has_tags = _tag_filter(config)

    def selected(item: pytest.Item) -> bool:
        return (str(item.path) not in chosen or id(item) in wanted) and has_tags(item)

    kept = [item for item in items if selected(item)]
    if len(kept) < len(items):
        keeping = set(kept)
        config.hook.pytest_deselected(items=[item for item in items if item not in keeping])
        items[:] = kept


def _wanted(items: list[pytest.Item], chosen: Chosen) -> Iterator[ScenarioItem]:
    """The tests at the lines and of the titles; raises UsageError for a title nobody has."""
    for path, parts in chosen.items():
        of_file = [
            item for item in items if isinstance(item, ScenarioItem) and str(item.path) == path
        ]
        for part in parts if of_file else ():
            document = of_file[0].example.document
            if isinstance(part, int):
                examples = set(examples_at(document, part))
                yield from (item for item in of_file if item.example in examples)
            else:
                yield from (item for item in of_file if _is_called(item.nodeid, part))
                _must_be_there(document, part)


def _is_called(nodeid: str, title: str) -> bool:
    """Whether pytest finds a test by this title: of a rule, a scenario, an outline, or a row."""
    own = nodeid.partition("::")[2]
    return own == title or own.startswith((f"{title}::", f"{title}["))


def _must_be_there(document: FeatureDocument, title: str) -> None:
    names = [example.identity.partition("::")[2] for example in document.examples]
    in_browser = any(title.startswith(f"{name}[") for name in names)
    if not in_browser and not any(_is_called(f"::{name}", title) for name in names):
        raise pytest.UsageError(f"not found: {document.uri}::{title}")


def _expressions(config: pytest.Config) -> list[str]:
    given: list[str] | None = config.getoption("sayso_tags", None)
    return given or []


def _tag_filter(config: pytest.Config) -> Callable[[pytest.Item], bool]:
    """Whether a test carries the tags asked for; raises UsageError for a broken expression.

    Tags may be written without their @, because pytest takes a word of its own that begins with
    an @ for a file of arguments: `--tags="@smoke"` works, `--tags @smoke` never reaches sayso.
    """
    expressions = [_parsed(text) for text in _expressions(config)]

    def carries(item: pytest.Item) -> bool:
        names = tags_of(item)
        tags = [*names, *(f"@{name}" for name in names)]
        return all(expression.evaluate(tags) for expression in expressions)

    return carries


def tags_of(item: pytest.Item) -> list[str]:
    """The tags of a scenario as its file and its folders say; the markers of any other test."""
    if not isinstance(item, ScenarioItem):
        marks = list(item.iter_markers())
        with_argument = (f"{mark.name}:{mark.args[0]}" for mark in marks if len(mark.args) == 1)
        return [*(mark.name for mark in marks), *with_argument]
    tags = [tag.removeprefix("@") for tag in item.example.tags]
    return [*tags, *folders_of(item.path, item.config)]


def _parsed(text: str) -> Any:
    try:
        return parse(text)
    except TagExpressionError as error:
        how = 'tags are joined by "and", "or", "not", "(" and ")"'
        raise pytest.UsageError(f'--tags "{text}": {_fault(text)}; {how}') from error


def _fault(text: str) -> str:
    """What is wrong with an expression, in words; the parser speaks of its own insides."""
    for before, token in pairwise(("", *_TOKEN.findall(text), "")):
        tag_expected = before in _BEFORE_TAGS
        if tag_expected and token in _AFTER_TAGS:
            place = f'behind "{before}"' if before else f'before "{token}"'
            return f"a tag is missing {place}"
        if not tag_expected and token not in _AFTER_TAGS:
            return f'an "and" or "or" is missing between "{before}" and "{token}"'
    return '"(" and ")" do not stand in pairs' if "\\" not in text else 'there is a "\\" in it'
