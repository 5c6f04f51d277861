"""The code of a missing sentence, ready to be put into the module it belongs to."""

from __future__ import annotations

import keyword as python
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from sayso.sentences.definition import Keyword, StepDefinition
from sayso.sentences.words import VALUE, words_of

_VALUES = re.compile(r'"[^"]*"|(?<![\w.])-?\d+(?:\.\d+)?(?![\w])')
_LONGEST_NAME = 50
_SMALL_WORDS = frozenset(
    ("a", "an", "the", "is", "are", "of", "to", "in", "and", "that", "her", "his")
)


def snippet(keyword: Keyword, text: str, definitions: Sequence[StepDefinition]) -> Iterator[str]:
    """The lines of a step function for `text`, below a line that says where to put it."""
    pattern, parameters = pattern_of(text)
    said = f"parsers.parse({_literal(pattern)})" if parameters else _literal(pattern)
    arguments = ", ".join(f"{name}: {kind}" for name, kind in parameters)
    yield f"If it is a new sentence, write it into {module_for(text, definitions)}:"
    yield ""
    yield f"  @{keyword}({said})"
    yield f"  def {_function_name(text)}({arguments}) -> None:"
    yield "      raise NotImplementedError"


def pattern_of(text: str) -> tuple[str, list[tuple[str, str]]]:
    """A parse pattern for a step with its parameters: texts in quotes and numbers."""
    parameters: list[tuple[str, str]] = []

    def parameter(found: re.Match[str]) -> str:
        value = found[0]
        stem, kind, form = ("text", "str", '"{%s}"')
        if not value.startswith('"'):
            decimal = "." in value
            stem, kind, form = (
                ("amount", "float", "{%s:g}") if decimal else ("quantity", "int", "{%s:d}")
            )
        count = sum(name.startswith(stem) for name, _ in parameters)
        parameters.append((stem if not count else f"{stem}{count + 1}", kind))
        return form % parameters[-1][0]

    escaped = text.replace("{", "{{").replace("}", "}}")
    pattern = _VALUES.sub(parameter, escaped)
    return (pattern, parameters) if parameters else (text, [])


def module_for(text: str, definitions: Sequence[StepDefinition]) -> str:
    """The module whose noun the sentence speaks of, or whose sentences share its words."""
    words = {word.key for word in words_of(text)} - _SMALL_WORDS - {VALUE}
    score: Counter[str] = Counter()
    for definition in definitions:
        place = definition.location.rpartition(":")[0]
        if not place.startswith("/"):
            score[place] += len(words & {word.key for word in words_of(definition.pattern)})
    for place in score:
        stem = PurePosixPath(place).stem
        score[place] += 100 * any(word.rstrip("s") == stem.rstrip("s") for word in words)
    best = max(score, key=lambda place: score[place], default="")
    return best if best and score[best] else "steps/<the noun it is about>.py"


def _function_name(text: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", _VALUES.sub(" ", text).lower()).strip("_")
    name = plain[:_LONGEST_NAME].rstrip("_") or "step"
    return f"_{name}" if python.iskeyword(name) or name[0].isdigit() else name


def _literal(text: str) -> str:
    return f"'{text}'" if '"' in text and "'" not in text and "\\" not in text else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
