"""Ids and texts that a suite looks for, against the templates that should carry them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sayso.gherkin.problems import Problem, Severity
from sayso.lint.locators import Ids, LocatorUse, Source, ids_used, named, test_ids_used, texts_used
from sayso.lint.templates import flat, ids_carried, said_by, test_ids_carried
from sayso.suggest import nearest

_EDGES = " £$€.,:"  # what a template may compute together with the value beside it
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def unknown_test_ids(
    modules: Sequence[Source], templates: Iterable[Path], root: Path
) -> Iterator[Problem]:
    """Test ids that only one of the two sides knows."""
    wanted = list(test_ids_used(modules))
    carried = list(test_ids_carried(templates, root))
    names = sorted({use.text for use in carried})
    ids = Ids(names)
    for use in wanted:
        if not ids.fit(use.text):
            reason = f'No template carries the test id "{use.text}".{nearest(use.text, names)}'
            yield _problem(use, reason, "Agree on one name.", "unknown-test-id")
    known = Ids(use.text for use in named(wanted, modules))
    for use in carried:
        if not known.fit(use.text):
            reason = f'Nothing in the suite names the test id "{use.text}".'
            yield _problem(use, reason, "Use it, or take it out.", "unused-test-id", "warning")


def unknown_ids(modules: Sequence[Source], templates: Iterable[Path]) -> Iterator[Problem]:
    """Ids in selectors that no template carries."""
    names = ids_carried(templates)
    ids = Ids(names)
    for use in ids_used(modules):
        if not ids.fit(use.text):
            reason = f'No template carries the id "{use.text}".{nearest(use.text, names)}'
            yield _problem(use, reason, "Agree on one name.", "unknown-id", "warning")


def unknown_texts(modules: Sequence[Source], templates: Iterable[Path]) -> Iterator[Problem]:
    """Names of roles, labels and texts that stand in no template."""
    said = said_by(templates)
    for use in texts_used(modules):
        parts = [part for part in use.text.split("{}") if _LETTERS.search(part)]
        lost = [part for part in parts if flat(part).strip(_EDGES) not in said]
        if lost:
            reason = f'No template says "{lost[0].strip()}".'
            remedy = "Use the text shown on the page."
            yield _problem(use, reason, remedy, "unknown-text", "warning")


def _problem(
    use: LocatorUse, reason: str, remedy: str, rule: str, severity: Severity = "error"
) -> Problem:
    return Problem(use.uri, use.line, use.text, reason, remedy, rule, severity)
