"""The secrets that this run knows of; they are removed from everything that is written."""

from __future__ import annotations

import base64
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import quote, quote_plus

MIN_LENGTH = 6  # characters; a shorter value stands in too many texts by chance
REMOVED = "[removed]"
WORD = re.compile(r"[A-Za-z0-9]{4,}")
CUT = re.compile(r"(\.{3,})")  # where pytest leaves out the middle of a long text
MIN_PART = 8  # characters of a secret beside a cut; fewer stand there by chance
MAX_PART = 640  # characters; pytest shows no more of a text that it cuts
MAX_WORD = 2_000  # a longer one is an encoded picture


class Secrets:
    """Values, in every spelling in which they may stand in a text.

    A spelling is looked up by its longest word, so that the time a search takes grows with the
    text and not with the number of secrets: a run of thousands of scenarios knows thousands.
    """

    def __init__(self) -> None:
        self._kinds: dict[str, str] = {}
        self._values: dict[str, str] = {}  # by their spellings
        self._spellings: defaultdict[str, set[str]] = defaultdict(set)  # by their longest word
        self._lengths: set[int] = set()
        self._without_word: set[str] = set()
        self._heads: defaultdict[str, set[str]] = defaultdict(set)  # by how they begin
        self._tails: defaultdict[str, set[str]] = defaultdict(set)  # by how they end

    def add(self, value: str, kind: str = "a registered value") -> None:
        """Remember a value; raises ValueError when it is too short to be told from other text.

        `kind` is what a message calls it, which never shows the value.
        """
        if len(value) < MIN_LENGTH:
            raise ValueError(f"a secret needs at least {MIN_LENGTH} characters, not {len(value)}")
        if value in self._kinds:
            return
        self._kinds[value] = kind
        for spelling in spellings(value):
            self._values[spelling] = value
            self._heads[spelling[:MIN_PART]].add(spelling)
            self._tails[spelling[-MIN_PART:]].add(spelling)
            words = WORD.findall(spelling)
            if words:
                word = max(words, key=len)
                self._spellings[word].add(spelling)
                self._lengths.add(len(word))
            else:
                self._without_word.add(spelling)

    @property
    def kinds(self) -> Mapping[str, str]:
        """What was added, and what each value is called."""
        return self._kinds

    def kind_of(self, spelling: str) -> str:
        """What the value is called that is spelled like this."""
        return self._kinds[self._values[spelling]]

    def found_in(self, text: str) -> set[str]:
        """The spellings of secrets that stand in the text."""
        possible = set(self._without_word)
        for word in set(WORD.findall(text)):
            possible.update(*(self._spellings[part] for part in self._known_parts(word)))
        return {spelling for spelling in possible if spelling in text}

    def remove_from(self, text: str) -> str:
        """The text with every known secret replaced, also the ends of one cut in the middle."""
        for spelling in sorted(self.found_in(text), key=len, reverse=True):
            text = text.replace(spelling, REMOVED)
        return "".join(self._without_ends(text)) if self._kinds and "..." in text else text

    def _without_ends(self, text: str) -> Iterator[str]:
        """The pieces of a text between cuts, and the cuts."""
        pieces = CUT.split(text)
        for number, piece in enumerate(pieces):
            start = self._end_of_secret(piece[:MAX_PART]) if number else 0
            ending = piece[start:][-MAX_PART:] if number < len(pieces) - 1 else ""
            end = len(piece) - self._start_of_secret(ending)
            yield REMOVED * bool(start) + piece[start:end] + REMOVED * (end < len(piece))

    def _start_of_secret(self, text: str) -> int:
        """How many of the last characters are the beginning of a secret."""
        for place in range(len(text) - MIN_PART + 1):
            known = self._heads.get(text[place : place + MIN_PART], ())
            if any(spelling.startswith(text[place:]) for spelling in known):
                return len(text) - place
        return 0

    def _end_of_secret(self, text: str) -> int:
        """How many of the first characters are the end of a secret."""
        for place in range(len(text), MIN_PART - 1, -1):
            known = self._tails.get(text[place - MIN_PART : place], ())
            if any(spelling.endswith(text[:place]) for spelling in known):
                return place
        return 0

    def _known_parts(self, word: str) -> Iterator[str]:
        if len(word) > MAX_WORD:
            return
        for length in self._lengths:
            for start in range(len(word) - length + 1):
                part = word[start : start + length]
                if part in self._spellings:
                    yield part


def spellings(value: str) -> set[str]:
    """A value as plain text, JSON, part of an address, form field, HTML and base64."""
    return {
        value,
        json.dumps(value)[1:-1],
        json.dumps(value, ensure_ascii=False)[1:-1],
        quote(value, safe=""),
        quote(value),
        quote_plus(value),
        html.escape(value),
        html.escape(value, quote=False),
        base64.b64encode(value.encode()).decode().rstrip("="),
    }


# One process is one run, and a secret must go from everything that process writes.
RUN = Secrets()
