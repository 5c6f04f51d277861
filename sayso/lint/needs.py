"""A need that no target of the project offers is a slip: its scenario would never run anywhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.problems import Problem
from sayso.lint.tags import parted, tags_in
from sayso.suggest import closest


def need_problems(document: FeatureDocument, offered: Collection[str]) -> Iterator[Problem]:
    """A problem for each @needs:NAME whose NAME is not among what targets offer."""
    for tag in tags_in(document):
        name, need = parted(tag["name"])
        if name != "@needs" or not need or need in offered:
            continue
        line = tag["location"]["line"]
        reason = f"No target of this project offers {need}."
        remedy = _remedy(need, offered)
        yield Problem(document.uri, line, tag["name"], reason, remedy, "unknown-need")


def _remedy(need: str, offered: Collection[str]) -> str:
    how = f'et a target offer it: [tool.sayso.targets.NAME] offers = ["{need}"].'
    close = closest(need, offered)
    return f'Did you mean "needs:{close}"? Otherwise l{how}' if close else f"L{how}"
