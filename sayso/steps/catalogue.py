"""The step definitions of a suite, with what a person needs to use them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from sayso.gherkin.document import FeatureDocument
from sayso.steps import step_argument as below
from sayso.steps.definition import KEYWORDS, Match, StepDefinition, dissect
from sayso.steps.registry import StepRegistry

MOST_VALUES = 5

_PLAIN_TYPES = {
    "": "any words",
    "d": "a whole number",
    "n": "a number",
    "f": "a number with decimals",
    "g": "a number",
    "w": "one word",
    "int": "a whole number",
    "float": "a number",
    "word": "one word",
    "string": "words in quotes",
}
_NOTHING: Mapping[str, Any] = {}
_ORDER = {"given": 0, "when": 1, "then": 2, None: 3}


class Use(NamedTuple):
    """A step that uses a definition."""

    text: str
    uri: str
    line: int
    scenario: str
    argument: Mapping[str, Any]  # what stands below it


@dataclass
class CatalogueEntry:
    """A step definition as a reader of features knows it."""

    definition: StepDefinition
    uses: list[Use] = field(default_factory=list)
    values: dict[str, Counter[str]] = field(default_factory=dict)

    @cached_property
    def noun(self) -> str:
        """What the definition is about: the name of the module it lives in."""
        return PurePosixPath(self.definition.location.rpartition(":")[0]).stem.replace("_", " ")

    @property
    def keyword(self) -> str:
        """Given, When, Then, or nothing when any of them goes."""
        return (self.definition.keyword or "").capitalize()

    @property
    def example(self) -> str:
        """Lines to copy: as it is really used somewhere, or with its parameters as blanks."""
        if self.uses:
            lines = [self.uses[0].text, *below.written(self.uses[0].argument)]
        else:
            lines = [self._blank, *(line for name in self._needs for line in below.BLANKS[name])]
        return "\n".join([f"{self.keyword or 'Given'} {lines[0]}", *lines[1:]])

    @property
    def parameters(self) -> list[tuple[str, str, list[str]]]:
        """What is to be filled in, each with its kind in words and what is written for it."""
        fields = {name or kind: kind for name, kind in self.definition.fields}
        beside: list[tuple[str, str, list[str]]] = [
            ("below it", below.IN_WORDS[name], []) for name in self._needs
        ]
        return [
            (
                _spaced(name),
                _PLAIN_TYPES.get(kind, kind),
                [value for value, _ in self.values.get(name, Counter()).most_common(MOST_VALUES)],
            )
            for name, kind in fields.items()
        ] + beside

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The pattern in pieces, each with whether it is a value to fill in."""
        if self.definition.kind == "re":
            return [(self.uses[0].text if self.uses else self._blank, False)]
        first, *texts = self._texts
        pieces = [(first, False)]
        for (name, kind), text in zip(self.definition.fields, texts, strict=True):
            pieces += [(_spaced(name or kind or "value"), True), (text, False)]
        return pieces

    @property
    def note(self) -> str:
        """The first line of the description."""
        return self.definition.docstring.partition("\n")[0]

    @property
    def scenarios(self) -> int:
        """In how many scenarios it is used; the rows of an outline are one."""
        return len({(use.uri, use.scenario) for use in self.uses})

    @property
    def _blank(self) -> str:
        first, *texts = self._texts
        fields = zip(self.definition.fields, texts, strict=True)
        return "".join([first, *(f"<{name or 'value'}>{text}" for (name, _), text in fields)])

    @property
    def _texts(self) -> tuple[str, ...]:
        """What stands around its values."""
        return dissect(self.definition.kind, self.definition.pattern)[0]

    @property
    def _needs(self) -> list[str]:
        return [name for name in self.definition.needs if name in below.IN_WORDS]

    def add(self, use: Use, match: Match) -> None:
        """Record a use, and its values."""
        self.uses.append(use)
        for _, _, text, name, _ in match.arguments:
            self.values.setdefault(name, Counter())[text] += 1

    def has_words(self, words: Sequence[str]) -> bool:
        """Whether all words stand in the pattern, its description or its noun."""
        definition = self.definition
        text = (self.keyword, definition.pattern, definition.docstring, self.noun, self.example)
        return all(word.casefold() in " ".join(text).casefold() for word in words)


def catalogue(
    definitions: Iterable[StepDefinition], documents: Iterable[tuple[FeatureDocument, StepRegistry]]
) -> list[CatalogueEntry]:
    """Every definition with its uses, by noun and keyword, most used first.

    Beside each document stands what can be used in it; definitions that are not given are left out.
    """
    entries = {definition: CatalogueEntry(definition) for definition in definitions}
    for document, index in documents:
        for use, match in _uses(document, index):
            if match.definition in entries:
                entries[match.definition].add(use, match)
    return sorted(entries.values(), key=_place)


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _place(entry: CatalogueEntry) -> tuple[str, int, int, str]:
    keyword = _ORDER[entry.definition.keyword]
    return entry.noun, keyword, -len(entry.uses), entry.definition.pattern


def _uses(document: FeatureDocument, index: StepRegistry) -> Iterator[tuple[Use, Match]]:
    for example in document.examples:
        for step in example.pickle["steps"]:
            match = index.match(KEYWORDS.get(step["type"]), step["text"])
            if match is not None:
                argument = step.get("argument", _NOTHING)
                yield Use(step["text"], document.uri, example.line, example.name, argument), match
