"""What a feature does not say: a rule without example, nobody has run it for a while."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.report.history import History, key_of
from sayso.report.html.sections import Section
from sayso.report.html.wording import day
from sayso.report.model import FeatureRun, Outcome

LONG_AGO_NS = 14 * 24 * 3600 * 1_000_000_000


def observations(
    feature: FeatureRun, laid_out: list[Section], history: History, now_ns: int
) -> Iterator[str]:
    for section in laid_out:
        if section.rule and not section.scenarios:
            yield f"The rule “{section.rule['name']}” has no example."
    for outcome in feature.outcomes.values():
        if not outcome.state.tried:
            yield from _not_run(outcome, history, now_ns)


def _not_run(outcome: Outcome, history: History, now_ns: int) -> Iterator[str]:
    past = next(history.states(key_of(outcome.example)), None)
    if past is None:
        if history.runs:
            yield f"“{outcome.example.name}” has not been run in any of the known runs."
    elif now_ns - past[0].started_ns > LONG_AGO_NS:
        yield f"“{outcome.example.name}” was last run on {day(past[0].started_ns)}."
