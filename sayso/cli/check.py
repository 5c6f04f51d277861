"""`sayso check`: features and steps are read, nothing is imported or started."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sayso.gherkin.problems import FeatureError, Problem
from sayso.gherkin.reader import read_feature
from sayso.lint.assertions import Promises
from sayso.lint.async_steps import never_awaited
from sayso.lint.declared_tags import Tags
from sayso.lint.finding import FORMATS, is_error, summary_of
from sayso.lint.modules import unreadable
from sayso.lint.rules import Rules
from sayso.lint.screens import unknown_ids, unknown_test_ids, unknown_texts
from sayso.lint.step_usage import Usage, in_classes, near_duplicates, not_read
from sayso.lint.templates import template_files
from sayso.project import project_of
from sayso.settings import Settings, SettingsError
from sayso.steps.features import feature_files
from sayso.steps.module import Module, read_modules
from sayso.steps.soft import misplaced
from sayso.steps.source import decorated, is_async
from sayso.steps.suite import Suite
from sayso.text import plural

OK, FOUND, MISUSED = 0, 1, 2
LOST = "misspelt-keyword"  # the rule of a line that Gherkin swallows


def main(argv: Sequence[str], root: Path) -> int:
    """Check the project in `root`; 0 when nothing is wrong, 1 when something is, 2 for misuse."""
    parser = _parser()
    options = parser.parse_args(argv)
    gc.disable()  # a short life with many documents, which all stay to its end
    try:
        paths = [_seen(each) for each in options.paths]
        settings = Settings.at(_project(paths, root))
        for each in options.paths:
            if not feature_files([Path(each)], settings.root):  # must not look like nothing wrong
                why = "has no feature files" if Path(each).exists() else "does not exist"
                parser.error(f"{each} {why}; name feature files, or folders that hold some")
        _refuse_outsiders(paths, settings)
        _refuse_nothing(settings)
        findings, looked_at = check(settings, paths)
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command speaks to its caller
        return MISUSED
    text = FORMATS[options.format](findings, summary_of(findings, looked_at))
    if options.output:
        Path(options.output).write_text(f"{text}\n", encoding="utf-8")
    else:
        print(text)  # noqa: T201
    wrong = findings if options.strict else [each for each in findings if is_error(each)]
    return FOUND if wrong else OK


def _seen(given: str) -> Path:
    """A path of the command line from the root of the disk, without `..`."""
    return Path(os.path.abspath(given))  # noqa: PTH100 - keeps links as given, like pytest


def _project(paths: Sequence[Path], root: Path) -> Path:
    """`root`, or the other project that the paths belong to."""
    if project_of(root) and all(each.is_relative_to(root) for each in paths):
        return root
    projects = {project_of(each): each for each in paths}
    if len(projects) > 1:
        one, other, *_ = projects.values()
        raise SettingsError(f"{one} and {other} are not of one project; check them one by one.")
    return next(iter(projects), None) or root


def _refuse_outsiders(paths: Sequence[Path], settings: Settings) -> None:
    """Raises SettingsError for what is of no project: another one's steps would be none for it."""
    for path in paths:
        if not any(path.is_relative_to(each) for each in (settings.root, *settings.features)):
            raise SettingsError(
                f"{path} lies outside this project, {settings.root}, and in no other one: no "
                "pyproject.toml above it has [tool.sayso]. Run sayso check in the folder that "
                "holds its features and steps."
            )


def _refuse_nothing(settings: Settings) -> None:
    """Raises SettingsError when there is no feature at all: it must not look like no fault."""
    if not feature_files(settings.features, settings.root):
        folders = ", ".join(map(str, settings.features))
        remedy = (
            'Say where they are: [tool.sayso] features = ["..."], in pyproject.toml, or run this '
            "in the folder of the project."
        )
        raise SettingsError(f"There is nothing to check: no feature file in {folders}. {remedy}")


def check(settings: Settings, paths: Sequence[Path]) -> tuple[list[Problem], str]:
    """All findings, and what was looked at, in words. `paths` narrows the features down."""
    rules = Rules(settings)
    everything = feature_files(settings.features, settings.root)
    chosen = feature_files(paths, settings.root) if paths else everything
    suite = Suite.at(settings, {*everything, *chosen})
    pages = list(read_modules(rules.pages(), settings.root))
    tags = Tags(settings, suite.modules)
    known = suite.definitions()
    definitions = known.all
    usage = Usage(known)
    findings = [*unreadable(suite, settings.root), *not_read(known.unread)]
    findings += tags.folders(everything, settings)
    scenarios, lost = 0, False
    for path in chosen:
        try:
            document = read_feature(path, settings.root)
        except FeatureError as error:
            findings += error.problems
            lost = True
            continue
        scenarios += len(document.examples)
        said = list(tags.findings(document, known.index(path)))
        lost = lost or any(each.rule == LOST for each in said)
        findings += [*said, *rules.style.findings(document), *usage.findings(document, said)]
    if chosen == everything and not lost:  # a line that is not read may need any sentence
        findings += usage.unused()
    findings += in_classes(known.hidden)
    findings += near_duplicates(definitions)
    findings += misplaced(definitions, lambda each: decorated(each.context.node, "soft"))
    findings += never_awaited(definitions, is_async)
    modules = [*suite.modules, *pages]
    findings += Promises(modules).findings(definitions, usage.as_then)
    findings += _of_screens(modules, pages, template_files(rules.templates()), settings.root)
    kept = sorted({each for each in findings if each.rule not in rules.ignored})
    sizes = (plural(scenarios, "scenario"), plural(len(definitions), "step definition"))
    return kept, " and ".join(sizes)


def _of_screens(
    modules: Sequence[Module], pages: Sequence[Module], templates: Sequence[Path], root: Path
) -> list[Problem]:
    if not templates:
        return []
    return [
        *unknown_test_ids(modules, templates, root),
        *unknown_ids(modules, templates),
        *unknown_texts(pages, templates),
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sayso check", description=__doc__)
    parser.add_argument("paths", nargs="*", help="feature files or folders; all of them by default")
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("--output", metavar="FILE", help="write there instead of to the terminal")
    parser.add_argument("--strict", action="store_true", help="let warnings fail the check, too")
    return parser
