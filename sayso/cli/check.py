"""`sayso check`: lint features and step definitions; pytest collects them, nothing is started."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sayso.cli.dry_run import Collected, collect
from sayso.cli.watch import watch
from sayso.gherkin.problems import Problem
from sayso.lint.assertions import without_assertion
from sayso.lint.formats import FORMATS, summary_of
from sayso.lint.locators import read_sources
from sayso.lint.rules import Rules
from sayso.lint.screens import unknown_ids, unknown_test_ids, unknown_texts
from sayso.lint.step_usage import StepUsage, near_duplicates
from sayso.lint.templates import template_files
from sayso.project import project_of, project_root
from sayso.settings import Settings, SettingsError
from sayso.text import plural

WATCH = "--watch"
EXIT_OK, EXIT_FOUND, EXIT_USAGE = 0, 1, 2
# Rules of lines that are not read: any definition may be used by what stands there.
LOST = frozenset({"misspelt-keyword", "invalid-gherkin", "unreadable"})


def main(argv: Sequence[str], root: Path | None = None) -> int:
    """Check a project; 0 when nothing is wrong, 1 when something is, 2 for misuse."""
    parser = _parser()
    options = parser.parse_args(argv)
    paths = [Path(os.path.abspath(path)) for path in options.paths]  # noqa: PTH100 - keeps links
    for given in options.paths:
        if not Path(given).exists():
            parser.error(f"{given} does not exist; name feature files, or folders that hold some")
    project = _project(paths, root or project_root(Path.cwd()))
    if options.watch:
        return watch(project, [each for each in argv if each != WATCH])
    try:
        settings = Settings.at(project)
        _refuse_outsiders(paths, settings)
        findings, looked_at = check(settings, paths)
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command speaks to its caller
        return EXIT_USAGE
    text = FORMATS[options.format](findings, summary_of(findings, looked_at))
    if options.output:
        Path(options.output).write_text(f"{text}\n", encoding="utf-8")
    else:
        print(text)  # noqa: T201
    wrong = findings if options.strict else [one for one in findings if one.severity == "error"]
    return EXIT_FOUND if wrong else EXIT_OK


def _project(paths: Sequence[Path], root: Path) -> Path:
    """`root`, or the other project that the first of the paths belongs to."""
    if not paths or (project_of(root) and paths[0].is_relative_to(root)):
        return root
    return project_of(paths[0]) or root


def _refuse_outsiders(paths: Sequence[Path], settings: Settings) -> None:
    """Raises SettingsError for what is of no project: another one's steps would be none for it."""
    for path in paths:
        if not any(path.is_relative_to(one) for one in (settings.root, *settings.features)):
            raise SettingsError(
                f"{path} lies outside this project, {settings.root}. Run sayso check in the folder "
                "whose pyproject.toml has [tool.sayso] and that holds its features and steps."
            )


def check(settings: Settings, paths: Sequence[Path]) -> tuple[list[Problem], str]:
    """All findings, and what was looked at, in words. `paths` narrows the features down.

    Raises SettingsError when there is no feature file: it must not look like no fault.
    """
    rules = Rules(settings)
    collected = collect(settings, paths)
    _refuse_nothing(collected, settings, paths)
    usage = StepUsage(collected.items)
    findings = [*collected.broken, *collected.problems]
    if collected.broken or any(one.rule == "not-loaded" for one in findings):
        findings = [_perhaps(one) for one in findings if one.rule != "missing-fixture"]
    elif not paths and not any(one.rule in LOST for one in findings):
        findings += usage.unused(collected.definitions)
    documents = [file.document for file in collected.files if hasattr(file, "document")]
    for document in documents:
        findings += rules.style.findings(document)
        findings += [problem for rule in collected.rules for problem in rule(document)]
    findings += near_duplicates(collected.definitions)
    findings += without_assertion(collected.definitions, usage.as_then, settings.root)
    findings += _of_screens(rules, settings)
    scenarios = sum(len(document.examples) for document in documents)
    definitions = plural(len(collected.definitions), "step definition")
    return rules.judged(findings), f"{plural(scenarios, 'scenario')} and {definitions}"


def _refuse_nothing(collected: Collected, settings: Settings, paths: Sequence[Path]) -> None:
    looked_in = paths or settings.features
    for path in looked_in if not (collected.broken or collected.problems) else ():
        if paths and not any(file.path.is_relative_to(path) for file in collected.files):
            raise SettingsError(f"{path} has no feature files; name feature files, or their folder")
    if not (collected.files or collected.broken or collected.problems):
        raise SettingsError(
            f"There is nothing to check: no feature file in {', '.join(map(str, looked_in))}. "
            'Say where they are: [tool.sayso] features = ["..."], in pyproject.toml, or run this '
            "in the folder of the project."
        )


def _perhaps(problem: Problem) -> Problem:
    """A problem in a project with a broken module: what that may define is perhaps missing."""
    if problem.rule != "undefined-step":
        return problem
    reason = "Undefined step, unless a module that does not load defines it."
    return replace(problem, reason=reason, rule="maybe-undefined", severity="warning")


def _of_screens(rules: Rules, settings: Settings) -> list[Problem]:
    folders, templates = rules.pages(), template_files(rules.templates())
    if not templates:
        return []
    pages = read_sources(folders, settings.root)
    modules = [*read_sources((*settings.fixtures, *settings.steps), settings.root), *pages]
    return [
        *unknown_test_ids(modules, templates, settings.root),
        *unknown_ids(modules, templates),
        *unknown_texts(pages, templates),
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("sayso check", description=__doc__, allow_abbrev=False)
    parser.add_argument("paths", nargs="*", help="feature files or folders; all of them by default")
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("--output", metavar="FILE", help="write there instead of to the terminal")
    parser.add_argument("--strict", action="store_true", help="let warnings fail the check, too")
    parser.add_argument(WATCH, action="store_true", help="check again when a file changes")
    return parser
