"""Nothing runs while something is wrong: all problems of all files are told first, at once."""

from __future__ import annotations

import traceback
from collections.abc import Generator, Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest

from sayso.collection.discovery import broken_links, path_of
from sayso.collection.examples_at_line import lines_of
from sayso.collection.missing_fixtures import missing_fixture_problems
from sayso.collection.modules import load_problems
from sayso.collection.nodes import FEATURE_FILES, FeatureFile
from sayso.collection.shared_reading import is_validated, leave_word
from sayso.collection.visible_steps import all_definitions, definitions_elsewhere
from sayso.gherkin.document import Example
from sayso.gherkin.problems import FeatureError, Problem
from sayso.gherkin.reader import read_feature
from sayso.lint.step_functions import definition_problems
from sayso.lint.undefined_steps import Unbound, lines_that_say_nothing, unbound_problems
from sayso.longrepr import longrepr_of
from sayso.runner.pytest_bdd import is_excused
from sayso.runner.scenario_item import ScenarioItem
from sayso.steps.definition import KEYWORDS
from sayso.text import plural

WARNINGS = pytest.StashKey[list[Problem]]()
COLLECTED = pytest.StashKey[list[ScenarioItem]]()
DESELECTED = pytest.StashKey[set[str]]()


def pytest_itemcollected(item: pytest.Item) -> None:
    if isinstance(item, ScenarioItem):
        item.session.stash.setdefault(COLLECTED, []).append(item)


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        item.session.stash.setdefault(DESELECTED, set()).add(item.nodeid)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> Generator[None]:
    """A wrapper acts before all others, such as those who look for a browser or install one."""
    problems = {} if _done_elsewhere(session) else _validate(session)
    if problems:
        keep_going = session.config.option.continue_on_collection_errors
        session.items[:] = [item for item in session.items if keep_going and _sound(item, problems)]
    selected = [item for item in session.items if isinstance(item, ScenarioItem)]
    if session.config.option.collectonly:
        _hide_parameters(selected)
    yield
    _tell(session, _taken_away(selected, session), set())


def _done_elsewhere(session: pytest.Session) -> bool:
    """Whether another worker found nothing wrong; what may be undefined is noted all the same."""
    if not is_validated(session.config):
        return False
    for item in session.items:
        if isinstance(item, ScenarioItem):
            _excused(item)
    return True


def _validate(session: pytest.Session) -> dict[str, list[Problem]]:
    """Report all problems, and note the warnings; the problems file by file."""
    undefined: set[str] = set()
    # with a broken step module its definitions would all be missing: the module comes first
    items = [] if load_problems(session.config) else session.items
    found = {*session_problems(session, items, undefined), *_lost(session)}
    warnings = sorted(problem for problem in found if problem.severity == "warning")
    session.config.stash[WARNINGS] = warnings
    problems = _tell(session, found.difference(warnings), undefined)
    leave_word(session.config, fine=not problems)
    return problems


def _hide_parameters(items: Iterable[ScenarioItem]) -> None:
    """VS Code's plugin takes a test with `callspec` for a parametrized one of a .py file."""
    for item in items:
        vars(item).pop("callspec", None)


def session_problems(
    session: pytest.Session, items: Iterable[pytest.Item], undefined: set[str] | None = None
) -> list[Problem]:
    """All problems of the files and of some items; `undefined` takes the scenarios without steps.

    Also what `sayso check` tells, of all items.
    """
    steps = _of_steps(session, items, set() if undefined is None else undefined)
    found = {*_of_modules(session), *_of_files(session), *steps}
    found.update(definition_problems(all_definitions(session)), _of_links(session.config))
    return sorted(found)


def _tell(
    session: pytest.Session, found: Iterable[Problem], undefined: set[str]
) -> dict[str, list[Problem]]:
    """Report the problems file by file, as errors of collection."""
    problems = _by_file(found)
    for uri in problems:
        session.config.hook.pytest_collectreport(report=_report(uri, problems[uri], undefined))
    return problems


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Between the errors and the short summary, which is to have one line of each."""
    warnings = config.stash.get(WARNINGS, [])
    if warnings and not config.option.no_summary:
        terminalreporter.section(f"{plural(len(warnings), 'warning')} in features", yellow=True)
        for problem in warnings:
            terminalreporter.line(f"{problem.uri}:{problem.line}: {problem.reason}")
    for report in terminalreporter.stats.get("error", ()):
        if hasattr(report, "sayso_problems"):
            report.longrepr = longrepr_of(report.longreprtext)


def _report(uri: str, problems: list[Problem], undefined: set[str]) -> pytest.CollectReport:
    """A collection error; beside its text it carries the problems as plain data."""
    text = "\n\n".join(str(problem) for problem in problems)
    return pytest.CollectReport(
        uri,
        "failed",
        text,  # pytest-xdist drops what another worker told already, by comparing texts
        [],
        sayso_problems=[asdict(problem) for problem in problems],
        sayso_undefined=sorted(each for each in undefined if each.startswith(f"{uri}::")),
    )


def _sound(item: pytest.Item, problems: dict[str, list[Problem]]) -> bool:
    """Whether a test can run: problems outside of all scenarios keep their whole file back."""
    if not isinstance(item, ScenarioItem):
        return True
    document = item.example.document
    lines = {problem.line for problem in problems.get(document.uri, ())}
    of_all = {line for example in document.examples for line in lines_of(example)}
    return lines <= of_all and lines.isdisjoint(lines_of(item.example))


def _by_file(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    by_file: dict[str, list[Problem]] = {}
    for problem in sorted(problems):
        by_file.setdefault(problem.uri, []).append(problem)
    return by_file


def _of_modules(session: pytest.Session) -> list[Problem]:
    """Broken step modules matter to scenarios only; a run of plain tests may not need them."""
    return load_problems(session.config) if session.stash.get(FEATURE_FILES, {}) else []


def _of_files(session: pytest.Session) -> Iterator[Problem]:
    """An empty scenario stops the run only where it is to run."""
    due = {
        (item.example.document.uri, item.example.scenario["location"]["line"])
        for item in session.items
        if isinstance(item, ScenarioItem) and "@wip" not in item.example.tags
        if not is_excused(item)
    }
    for file in session.stash.get(FEATURE_FILES, {}).values():
        for problem in file.problems:
            idle = problem.rule == "no-steps" and (problem.uri, problem.line) not in due
            yield replace(problem, severity="warning") if idle else problem


def _of_links(config: pytest.Config) -> Iterator[Problem]:
    """What pytest passes over without a word: features that are links to nothing."""
    for path in broken_links(config):
        try:
            read_feature(path, config.rootpath)
        except FeatureError as error:
            yield from error.problems


def _of_steps(
    session: pytest.Session, items: Iterable[pytest.Item], undefined: set[str]
) -> Iterator[Problem]:
    """Undefined and ambiguous steps of scenarios, and those whose fixtures are missing."""
    unbound: dict[FeatureFile, list[Unbound]] = {}
    for item in items:
        if not isinstance(item, ScenarioItem) or _excused(item):
            continue
        file = item.getparent(FeatureFile)
        if file and any(match is None or match.ambiguous for match in item.matches):
            unbound.setdefault(file, []).extend(_unbound(item, file))
        yield from missing_fixture_problems(item)
        yield from _conversions(item)
    hidden = list(definitions_elsewhere(session.config.rootpath)) if unbound else []
    for file, steps in unbound.items():
        undefined.update(each.example.identity for each in steps if not each.found)
        yield from unbound_problems(steps, file.registry.definitions, hidden)


def _excused(item: ScenarioItem) -> bool:
    """Whether a scenario may be undefined; it is then "not automated", and never run."""
    undefined = any(match is None for match in item.matches)
    if not undefined or not ("@wip" in item.example.tags or is_excused(item)):
        return False
    item.not_automated = "undefined steps"
    return True


def _conversions(item: ScenarioItem) -> Iterator[Problem]:
    """Values that a converter of their step definition refuses."""
    document = item.example.document
    for step, match in zip(item.example.pickle["steps"], item.matches, strict=True):
        if match is not None and match.error is not None:
            line = document.steps[step["astNodeIds"][0]]["location"]["line"]
            said = traceback.format_exception_only(match.error)[-1].strip()
            reason = f"A value of this step cannot be converted: {said}"
            remedy = f"Correct the value, or the converter of {match.definition.location}."
            yield Problem(
                document.uri, line, document.line(line), reason, remedy, "conversion-error"
            )


def _unbound(item: ScenarioItem, file: FeatureFile) -> Iterator[Unbound]:
    unreadable = lines_that_say_nothing(file.problems)
    for step, match in zip(item.example.pickle["steps"], item.matches, strict=True):
        if match is None or match.ambiguous:
            found = item.registry.find(KEYWORDS.get(step["type"]), step["text"])
            unbound = Unbound(item.example, step, found)
            if unbound.line not in unreadable:
                yield unbound


def _lost(session: pytest.Session) -> Iterator[Problem]:
    """Tests that were collected, or scenarios that were read, and then went without a word."""
    collected = session.stash.get(COLLECTED, [])
    yield from _taken_away(collected, session)
    if session.config.getoption("lf", False):  # passes over whole files by design
        return
    known = {item.example.identity for item in collected}
    config = session.config
    narrowed = {path_of(argument, config) for argument in config.args if "::" in argument}
    for file in session.stash.get(FEATURE_FILES, {}).values():
        examples = file.document.examples if hasattr(file, "document") else ()
        if file.path not in narrowed:
            yield from (_vanished(each) for each in examples if each.identity not in known)


def _taken_away(items: Iterable[ScenarioItem], session: pytest.Session) -> Iterator[Problem]:
    """Those of the tests that are neither to run nor deselected by anybody."""
    deselected: set[str] = session.stash.get(DESELECTED, set())
    known = deselected.union(item.nodeid for item in session.items)
    yield from (_vanished(item.example, item.name) for item in items if item.nodeid not in known)


def _vanished(example: Example, name: str = "") -> Problem:
    reason = "Internal error: the scenario vanished between the file and the selection."
    remedy = "A plugin that takes tests away must say so through pytest_deselected."
    return Problem(example.document.uri, example.line, name or example.name, reason, remedy, "lost")
