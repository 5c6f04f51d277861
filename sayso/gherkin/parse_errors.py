"""What the parser of Gherkin stumbled over, in plain words, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gherkin.errors import ParserException

from sayso.gherkin.dialects import HEADINGS, keywords, language_of, languages_of_feature
from sayso.gherkin.likely_keywords import begins_like_step, heading_keyword, step_keyword
from sayso.gherkin.problems import Problem

Message = tuple[str, str]  # the reason and the remedy

_MOVE = "Move it, or begin it with a keyword."
_BLANK_IN_TAG = "A tag may not contain whitespace"
_PLACES = {
    "EOF": "end of file",
    "FeatureLine": '"Feature:"',
    "RuleLine": '"Rule:"',
    "BackgroundLine": '"Background:"',
    "ScenarioLine": '"Scenario:"',
    "ExamplesLine": '"Examples:"',
    "StepLine": "step",
    "TableRow": "table row",
    "DocStringSeparator": "doc string",
    "TagLine": "tag",
}


def parser_problems(errors: Sequence[ParserException], text: str, uri: str) -> Iterator[Problem]:
    """A problem for each error; until a feature has begun only the first of its lines counts."""
    lines, feature_missed = text.split("\n"), False
    bad_tags: set[int] = set()
    for error in errors:
        said = re.sub(r"^\(\d+:\d+\): ", "", str(error))
        if "#FeatureLine" in said:
            if feature_missed:
                continue
            feature_missed = True
        number = error.location["line"]
        if said.startswith(_BLANK_IN_TAG):
            bad_tags.add(number)
        elif number in bad_tags:  # the same fault again
            continue
        ended = said.startswith("unexpected end of file")
        number = _left_open(text, said) if ended else number
        line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
        if ended and error is not errors[0] and not line.startswith(("@", '"""', "```")):
            continue  # a line above was refused before
        yield Problem(uri, number, line, *_explained(said, line, text), "invalid-gherkin")


def _explained(said: str, line: str, text: str) -> Message:
    if said.startswith("inconsistent cell count"):
        return "The row has more or fewer cells than the rows above.", 'Count its "|" signs.'
    if said.startswith(_BLANK_IN_TAG):
        return "A tag contains a space.", 'Write each tag as one word, like "@slow @mail".'
    if said.startswith("Language not supported"):
        see = "See the languages of Gherkin: https://cucumber.io/docs/gherkin/languages/"
        return f"{said}.", see
    if said.startswith("unexpected end of file"):
        if "#DocStringSeparator" in said:
            return "Unterminated doc string.", f"Write {line[:3]} on a line of its own at its end."
        reason = "Tags at the end of the file have nothing to apply to."
        return reason, "Move them above a scenario, or delete them."
    if "#FeatureLine" in said:
        return _not_begun(said, line, text)
    return _misplaced(said, line, language_of(text))


def _not_begun(said: str, line: str, text: str) -> Message:
    """The line stands where the feature has to begin."""
    head, colon, _ = line.partition(":")
    others = languages_of_feature(head.strip()) if colon else {}
    if others:
        names = " or ".join(others.values())
        codes = " or ".join(f'"# language: {language}"' for language in others)
        return f'"{head}:" is a {names} keyword.', f"Add {codes} at the top of the file."
    feature = keywords(language_of(text), ("feature",))
    found = heading_keyword(line, language_of(text), ("feature",))
    usual = found[0] if found else "Feature" if "Feature" in feature else feature[0]
    return _unexpected(said), f'Begin the file with "{usual}:" and a title.'


def _misplaced(said: str, line: str, language: str) -> Message:
    if line.startswith("'''"):
        return "''' is not a doc string delimiter.", 'Use """ instead.'
    head, colon, _ = line.partition(":")
    if colon and head.strip() in keywords(language, ("feature",)):
        return "A file holds one feature; this is a second one.", "Move it to a file of its own."
    if "#EOF" not in said:  # so tags stand above
        remedy = "Tags stand above a scenario, its Examples, a rule or a feature."
        return _unexpected(said), _meant_heading(line, language) or remedy
    if "#StepLine" not in said and begins_like_step(line, language):
        return _unexpected(said), "Move it above the Examples."
    keyword = step_keyword(line, language)
    if keyword and line.rstrip(": ") == keyword:
        return "The step has no text.", f'Write what happens in this line, after "{keyword}".'
    step = f'Did you mean "{keyword}"?' if keyword else None
    return _unexpected(said), _meant_heading(line, language) or step or _MOVE


def _meant_heading(line: str, language: str) -> str | None:
    found = heading_keyword(line, language, HEADINGS)
    known = line.partition(":")[0] in keywords(language, HEADINGS)
    return f'Did you mean "{found[0]}:"?' if found and not (known and ":" in line) else None


def _unexpected(said: str) -> str:
    expected = re.findall(r"#(\w+)", said.partition(", got ")[0])
    places = ", ".join(_PLACES[kind] for kind in expected if kind in _PLACES)
    return f"Unexpected line; expected: {places}."


def _left_open(text: str, said: str) -> int:
    """The line of what the end of the file came too early for: a doc string, or the last line."""
    if "#DocStringSeparator" not in said:
        return len(text.rstrip().split("\n"))
    fence, opened = "", 1
    for number, line in enumerate(text.split("\n"), start=1):
        begun = line.strip()[:3]
        if not fence and begun in ('"""', "```"):
            fence, opened = begun, number
        elif begun == fence:
            fence = ""
    return opened
