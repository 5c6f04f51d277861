"""The code of a missing sentence, ready to be put into the module it belongs to."""

from __future__ import annotations

import ast
import builtins
import keyword as python
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import count
from pathlib import PurePosixPath
from typing import Any

from sayso.steps import step_argument as below
from sayso.steps.definition import Keyword, StepDefinition
from sayso.steps.module_style import PYTEST_BDD, Import, Manner, import_lines, manners, phrase_in
from sayso.steps.pattern import Written, literal, pattern_of
from sayso.steps.words import VALUE, words_of

_LONGEST_NAME = 50
# Words that do not say what a sentence is about.
_SMALL = "a an the that and no not of to into in on at by for from with as is are was were has have"
_PEOPLE = "he she it they him her them his its their"
_SMALL_WORDS = frozenset([VALUE, *_SMALL.split(), *_PEOPLE.split()])
_BELOW = {"datatable": "list[list[str]]", "docstring": "str"}
_NOBODY = Manner(ast.parse(""))
_NOTHING: Mapping[str, Any] = {}


def snippet(
    keyword: Keyword,
    text: str,
    definitions: Sequence[StepDefinition],
    argument: Mapping[str, Any] = _NOTHING,
    written: Written | None = None,
) -> Iterator[str]:
    """The lines of a step function for `text`, below a line that says where to put it.

    `argument` is what stands below the step, and `written` the step of an outline whose row says
    `text`. The code is complete: it imports what the module it is meant for does not have.
    """
    written = written or Written(text)
    place, known = module_for(text, definitions), manners(definitions)
    own = known.get(place, _NOBODY)
    pattern, parameters = pattern_of(written)
    phrase = phrase_in(place, known)
    decorator = Import(PYTEST_BDD, keyword, keyword)
    wanted = [decorator, *([phrase.source] if parameters and phrase.source else [])]
    said = f"{own.call(phrase)}({literal(pattern)})" if parameters else literal(pattern)
    name = _function_name(written, {*own.names, *(each.bound for each in wanted)})
    takes = [*parameters, *((each, _BELOW[each]) for each in below.takes(argument))]
    yield f"If it is a new sentence, write it into {place}:"
    yield ""
    yield from _imports([each for each in wanted if not own.name_of(each)])
    yield f"  @{own.name_of(decorator) or keyword}({said})"
    yield f"  def {name}({', '.join(f'{each}: {kind}' for each, kind in takes)}) -> None:"
    yield "      raise NotImplementedError"


def _imports(missing: Sequence[Import]) -> Iterator[str]:
    yield from (f"  {line}" for line in import_lines(missing))
    if missing:
        yield ""


def module_for(text: str, definitions: Sequence[StepDefinition]) -> str:
    """The module whose noun the sentence speaks of, or else whose sentences share rare words."""
    said = {word.key for word in words_of(text)}
    vocabulary = _vocabulary(definitions)
    spread = Counter(word for words in vocabulary.values() for word in words)
    rare = {word for word in said - _SMALL_WORDS if spread[word] * 2 <= len(vocabulary)}
    score = {
        place: (*_noun_in(said, place), sum(1 / spread[word] for word in rare & words))
        for place, words in vocabulary.items()
    }
    best = max(score, key=lambda place: score[place], default="")
    return best if best and any(score[best]) else _new_module(vocabulary)


def _vocabulary(definitions: Sequence[StepDefinition]) -> dict[str, set[str]]:
    """The words that the sentences of each module of the project use."""
    words: dict[str, set[str]] = {}
    for each in definitions:
        place, line = each.place
        if each.is_own and line:
            words.setdefault(place, set()).update(word.key for word in words_of(each.pattern))
    return words


def _noun_in(said: Container[str], place: str) -> tuple[int, int]:
    """How well a sentence names what a module is called after: as it is, and in how many words."""
    nouns = PurePosixPath(place).stem.casefold().split("_")
    if all(noun in said for noun in nouns):
        return 2, len(nouns)
    others = ((noun, f"{noun}s", noun.removesuffix("s")) for noun in nouns)  # singular and plural
    return (1, len(nouns)) if all(any(each in said for each in some) for some in others) else (0, 0)


def _new_module(places: Mapping[str, object]) -> str:
    folders = Counter(PurePosixPath(place).parent for place in places)
    folder = folders.most_common(1)[0][0] if folders else PurePosixPath("steps")
    return str(folder / "<the noun it is about>.py")


def _function_name(written: Written, taken: Container[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", written.without_values.lower()).strip("_")
    name = plain[:_LONGEST_NAME].rstrip("_") or "step"
    if name[0].isdigit() or name.startswith("pytest_"):  # pytest takes the latter for hooks
        name = f"_{name}"
    names = (name if number == 1 else f"{name}_{number}" for number in count(1))
    return next(each for each in names if not _is_taken(each, taken))


def _is_taken(name: str, taken: Container[str]) -> bool:
    return name in taken or python.iskeyword(name) or hasattr(builtins, name)
