"""Whether a line of prose says what a step definition says, and was meant as a step."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache

from sayso.steps.definition import StepDefinition
from sayso.steps.registry import StepRegistry
from sayso.steps.words import VALUE, Word, likeness, words_of

ALIKE = 0.8  # of 1; prose about the same things as a sentence stays below
MOST_COMPARED = 3
ENDS_OF_PROSE = (".", "!", "?", ":", ";", ",")

_PLAIN = re.compile(r"[^\W\d_][\w'-]*")


@lru_cache(maxsize=64)
def familiar_with(sentences: StepRegistry) -> KnownSteps:
    """What is known about some sentences, gathered once."""
    return KnownSteps(sentences)


class KnownSteps:
    """The sentences of a folder, asked about lines that are not steps."""

    def __init__(self, sentences: StepRegistry) -> None:
        self._sentences = sentences
        self._words: dict[StepDefinition, list[Word]] = {}
        self._saying: dict[str, set[StepDefinition]] = defaultdict(set)
        for each in sentences.definitions:
            self._words[each] = words_of(each.pattern)
            for word in self._words[each]:
                if word.key != VALUE:
                    self._saying[word.key].add(each)

    def says(self, text: str, plain_words: int = 1) -> bool:
        """Whether `text` is a sentence that has at least so many words of its own.

        A sentence that is all parameters says everything, and a value may swallow a full stop.
        """
        return any(
            _plain_words(each) >= plain_words
            for each in self._sentences.find(None, text)
            if not text.endswith(ENDS_OF_PROSE) or each.pattern.endswith(text[-1])
        )

    def rate(self, text: str) -> float:
        """How like the likest sentence `text` is, from 0 to 1; roughly, far from `ALIKE`."""
        written = words_of(text)
        common = Counter(each for word in written for each in self._saying.get(word.key, ()))
        close = [each for each, count in common.items() if 2 * count >= len(self._words[each]) - 1]
        close.sort(key=lambda each: -common[each])
        rates = [likeness(written, self._words[each]) for each in close[:MOST_COMPARED]]
        return max(rates, default=0.0)


@lru_cache(maxsize=4096)
def _plain_words(definition: StepDefinition) -> int:
    return sum(bool(_PLAIN.fullmatch(word.shown)) for word in words_of(definition.pattern))
