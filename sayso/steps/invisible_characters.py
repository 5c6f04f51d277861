"""What the eye does not see in a sentence, and what it would be without."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_BLANKS = re.compile(r"\s+")
_NUMBERS = ("no", "one", "two", "three", "four", "five")
_NAMES = {"\t": "a tab", "\u00a0": "a non-breaking space (U+00A0)"}


def tidied(text: str) -> str:
    """A sentence with one blank between its words and without what has no width."""
    return " ".join("".join(c for c in _composed(text) if not _has_no_width(c)).split())


def oddities(text: str) -> Iterator[str]:
    """Each thing in a sentence that the eye does not see, and where it is."""
    for found in _BLANKS.finditer(text):
        if found[0] != " ":
            after = text[found.end() :].split(maxsplit=1)
            yield f'{_blank(found[0])} before "{tidied(after[0]) if after else ""}"'
    for word in text.split():
        hidden = [c for c in word if _has_no_width(c)]
        yield from (f'{_named(c)} in "{tidied(word)}"' for c in dict.fromkeys(hidden))
        if _composed(word) != word:
            yield f'a letter made of two characters in "{tidied(word)}"'


def _blank(blanks: str) -> str:
    if set(blanks) == {" "}:
        many = _NUMBERS[len(blanks)] if len(blanks) < len(_NUMBERS) else str(len(blanks))
        return f"{many} blanks instead of one"
    odd = dict.fromkeys(c for c in blanks if c != " ")
    return f"{' and '.join(_named(c) for c in odd)} instead of a blank"


def _named(character: str) -> str:
    name = unicodedata.name(character, "control character").lower()
    article = "an" if name[0] in "aeiou" else "a"
    return _NAMES.get(character, f"{article} {name} (U+{ord(character):04X})")


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _has_no_width(character: str) -> bool:
    return unicodedata.category(character) == "Cf"
