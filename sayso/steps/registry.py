"""All step definitions a folder can use, found once and asked often."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sayso.steps.definition import Keyword, Match, StepDefinition, dissect

_PARSED = ("parse", "cfparse")
_EXACT = "string"
# A definition with plain texts that are cheap to look for in a step: its end, and the longest.
_Candidate = tuple[StepDefinition, str, str]


class StepRegistry:
    """Which definitions match a step; answers are remembered, so a repeated step is free."""

    def __init__(self, definitions: Sequence[StepDefinition]) -> None:
        self.definitions = tuple(definitions)
        self._exact: dict[str, list[StepDefinition]] = defaultdict(list)
        self._by_prefix: dict[str, list[_Candidate]] = defaultdict(list)
        self._errors: dict[tuple[int, str], BaseException] = {}
        self._matches: dict[tuple[Keyword | None, str], Match | None] = {}
        for definition in self.definitions:
            self._add(definition)
        self._lengths = sorted({len(prefix) for prefix in self._by_prefix})

    def find(self, keyword: Keyword | None, text: str) -> tuple[StepDefinition, ...]:
        """Every definition that fits, those for any keyword last; none when undefined."""
        found = (
            one
            for one in self._candidates(text)
            if one.keyword == keyword or None in (keyword, one.keyword)
            if self._matches_text(one, text)
        )
        return tuple(sorted(found, key=lambda one: one.keyword is None))

    def match(self, keyword: Keyword | None, text: str) -> Match | None:
        """The definition a step is bound to: none when undefined, the first when ambiguous."""
        key = (keyword, text)
        if key not in self._matches:
            found = self.find(keyword, text)
            error = self._errors.get((id(found[0]), text)) if found else None
            self._matches[key] = Match(found[0], text, len(found) > 1, error) if found else None
        return self._matches[key]

    def _matches_text(self, definition: StepDefinition, text: str) -> bool:
        """Whether a definition fits; a converter is asked for values of its pattern only."""
        try:
            return definition.matches(text)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever it raises, pytest.fail() too
            self._errors[id(definition), text] = error
            return True

    def _add(self, definition: StepDefinition) -> None:
        if definition.kind == _EXACT:
            self._exact[definition.pattern].append(definition)
            return
        fragments = literals(definition.kind, definition.pattern)
        candidate = (definition, fragments[-1], max(fragments, key=len))
        self._by_prefix[fragments[0]].append(candidate)

    def _candidates(self, text: str) -> Iterable[StepDefinition]:
        yield from self._exact.get(text, ())
        folded = text.casefold()
        for length in self._lengths:
            if length > len(folded):  # a slice past the end would be a shorter beginning once more
                return
            for definition, ending, longest in self._by_prefix.get(folded[:length], ()):
                if folded.endswith(ending) and longest in folded:
                    yield definition


def literals(kind: str, pattern: str) -> list[str]:
    """The plain text of a pattern, case folded: how a step begins, goes on, and ends.

    Only parse patterns tell all of it reliably, Cucumber expressions how it begins, others nothing.
    """
    if kind in _PARSED:
        texts, _ = dissect(kind, pattern)
        return [text.casefold() for text in texts]
    if kind == "CucumberParser":
        return [re.split(r"[{(\\]|\S*/", pattern, maxsplit=1)[0].casefold(), ""]
    return [""]
