"""Choosing what runs: lines of a feature file, and tag expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from cucumber_tag_expressions import parse  # type: ignore[import-untyped]  # it ships no types
from cucumber_tag_expressions.parser import TagExpressionError  # type: ignore[import-untyped]  # same

from sayso.gherkin.arguments import Chosen, chosen_in, take_choices
from sayso.gherkin.collecting import ScenarioItem
from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.lines import examples_at
from sayso.gherkin.marking import refuse_folders, tag_rules
from sayso.gherkin.problems import nearest

_OPERATORS = frozenset({"and", "or", "not"})
_WORD = re.compile(r"[^\s()]+")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    take_choices(config)
    _tag_filter(config)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse a folder that would act as a marker, and a tag nobody declared.

    Such a tag would choose nothing, or with a "not" everything.
    """
    refuse_folders(session.config)
    rules = tag_rules(session.config)
    for word in _WORD.findall(session.config.getoption("sayso_tags", None) or ""):
        name = word.removeprefix("@")
        if name not in _OPERATORS and not rules.knows(name):
            close = nearest(name, rules.declared - rules.with_arguments)
            raise pytest.UsageError(f"--tags: the tag @{name} is not declared.{close}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen = chosen_in(config)
    if not chosen and not config.getoption("sayso_tags", None):
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
