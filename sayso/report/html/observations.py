"""What a feature does not say: a rule without example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.report.html.sections import Section


def observations(laid_out: Iterable[Section]) -> Iterator[str]:
    for section in laid_out:
        if section.rule and not section.scenarios:
            yield f"The rule “{section.rule['name']}” has no example."
