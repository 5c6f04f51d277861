"""Ids and texts that a suite looks for, against the templates that should carry them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sayso.gherkin.problems import Problem
from sayso.lint.locators import (
    Ids,
    LocatorUse,
    Source,
    ids_used,
    named,
    test_ids_used,
    texts_used,
)
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
    names = sorted({each.text for each in carried})
    ids = Ids(names)
    for each in wanted:
        if not ids.fit(each.text):
            reason = f'No template carries the test id "{each.text}".{nearest(each.text, names)}'
            yield _problem(each, reason, "Agree on one name.", "unknown-test-id")
    known = Ids(each.text for each in named(wanted, modules))
    for each in carried:
        if not known.fit(each.text):
            reason = f'Nothing in the suite names the test id "{each.text}".'
            yield _problem(each, reason, "Use it, or take it out.", "unused-test-id")


def unknown_ids(modules: Sequence[Source], templates: Iterable[Path]) -> Iterator[Problem]:
    """Ids in selectors that no template carries."""
    names = ids_carried(templates)
    ids = Ids(names)
    for each in ids_used(modules):
        if not ids.fit(each.text):
            reason = f'No template carries the id "{each.text}".{nearest(each.text, names)}'
            yield _problem(each, reason, "Agree on one name.", "unknown-id")


def unknown_texts(modules: Sequence[Source], templates: Iterable[Path]) -> Iterator[Problem]:
    """Names of roles, labels and texts that stand in no template."""
    said = said_by(templates)
    for each in texts_used(modules):
        parts = [part for part in each.text.split("{}") if _LETTERS.search(part)]
        lost = [part for part in parts if flat(part).strip(_EDGES) not in said]
        if lost:
            reason = f'No template says "{lost[0].strip()}".'
            remedy = "Use the text shown on the page."
            yield _problem(each, reason, remedy, "unknown-text")


def _problem(looked: LocatorUse, reason: str, remedy: str, rule: str) -> Problem:
    return Problem(looked.uri, looked.line, looked.text, reason, remedy, rule)
