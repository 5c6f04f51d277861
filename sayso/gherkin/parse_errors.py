"""What the parser of Gherkin stumbled over, in plain words, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from gherkin.errors import ParserError, ParserException
from gherkin.parser import ParserContext
from gherkin.token import Token

from sayso.gherkin.dialects import (
    feature_keywords,
    heading_keywords,
    language_of,
    languages_of_feature,
    name_of,
)
from sayso.gherkin.headings import as_heading
from sayso.gherkin.line_start import unquoted
from sayso.gherkin.misspelt_keywords import (
    ABOVE_EXAMPLES,
    alone,
    as_step,
    begins_like_step,
    in_another_language,
)
from sayso.gherkin.parser import QuickParser
from sayso.gherkin.problems import Problem

Said = tuple[str, str]  # the reason and the remedy

_MOVE = "Put the line where it belongs, or begin it with a keyword."
_MOVE_TAGS = "Put the tags above this line above a scenario, its Examples or a rule."
_BLANK_IN_TAG = "A tag may not contain whitespace"
_PLACES = {
    "EOF": "the end of the file",
    "FeatureLine": '"Feature:"',
    "RuleLine": '"Rule:"',
    "BackgroundLine": '"Background:"',
    "ScenarioLine": '"Scenario:"',
    "ExamplesLine": '"Examples:"',
    "StepLine": "a step",
    "TableRow": "a table row",
    "DocStringSeparator": "a doc string",
    "TagLine": "a tag",
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
        if said.startswith("unexpected end of file"):
            number = _left_open(text, said)
        line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
        below = next((each for each in map(str.strip, lines[number:]) if each), "")
        yield Problem(uri, number, line, *_explained(said, line, below, text), "invalid-gherkin")


def _explained(said: str, line: str, below: str, text: str) -> Said:
    if said.startswith("inconsistent cell count"):
        return "The row has more or fewer cells than the rows above.", 'Count its "|" signs.'
    if said.startswith(_BLANK_IN_TAG):
        return "A tag holds a blank.", 'Write each tag as one word, like "@slow @mail".'
    if said.startswith("Language not supported"):
        see = "See the languages of Gherkin: https://cucumber.io/docs/gherkin/languages/"
        return f"{said}.", see
    if said.startswith("unexpected end of file"):
        return _ended(said, line)
    if "#FeatureLine" in said:
        return _not_begun(said, line, text)
    return _misplaced(said, line, below, language_of(text))


def _ended(said: str, line: str) -> Said:
    if "#DocStringSeparator" in said:
        reason = "The doc string that begins here has no end, so it takes the rest of the file."
        return reason, f"Write {line[:3]} on a line of its own where its text ends."
    reason = "The file ends here, and nothing that a tag can belong to comes after it."
    return reason, "Put the tag above what it belongs to, or take it out."


def _not_begun(said: str, line: str, text: str) -> Said:
    """The line stands where the feature has to begin."""
    head, language = line.partition(":")[0].strip(), language_of(text)
    others = languages_of_feature(head, text.split("\n")) if ":" in line else []
    if others:
        names = " or ".join(name_of(each) for each in others)
        codes = " or ".join(f'"# language: {each}"' for each in others)
        reason = f'"{head}:" is Gherkin in {names}, and the file does not say that it is, too.'
        return reason, f"Write {codes} into its first line."
    feature = feature_keywords(language)[0]
    begin = f'Begin the file with "{feature}:" and what the feature promises.'
    known = head in heading_keywords(language)
    return _unexpected(said), begin if known else as_heading(line, language) or begin


def _misplaced(said: str, line: str, below: str, language: str) -> Said:
    head, colon, _ = line.partition(":")
    if colon and head.strip() in feature_keywords(language):
        return "A file holds one feature, and this is a second.", "Put it into a file of its own."
    if line.startswith("'''"):
        return "These are no signs of Gherkin.", 'Begin and end a doc string with """.'
    keyword = alone(line, language)
    if keyword:
        reason = f'"{keyword}" stands alone, so it says nothing.'
        return reason, as_step(line, language) or _MOVE
    return _unexpected(said), _place_of(said, line, below, language)


def _place_of(said: str, line: str, below: str, language: str) -> str:
    """The remedy for a line that cannot stand where it does."""
    if "#EOF" not in said:  # so tags stand above
        known = line.partition(":")[0].strip() in heading_keywords(language)
        return (None if known else as_heading(line, language, below=below)) or _MOVE_TAGS
    step = as_step(line, language)
    if begins_like_step(line, language) and "#StepLine" not in said:
        return ABOVE_EXAMPLES
    if step and "#StepLine" not in said:
        return f"{step} {ABOVE_EXAMPLES}"
    heading = as_heading(unquoted(line), language, below=below)
    return heading or step or in_another_language(line, language) or _MOVE


def _unexpected(said: str) -> str:
    expected = re.findall(r"#(\w+)", said.partition(", got ")[0])
    places = ", ".join(_PLACES[kind] for kind in expected if kind in _PLACES)
    return f"Gherkin cannot have this line here; it expects {places}."


def _left_open(text: str, said: str) -> int:
    """The line of what the end of the file came too early for: a doc string, or the last line."""
    if "#DocStringSeparator" not in said:
        return len(text.rstrip().split("\n"))
    parser = _NoticingParser()
    with suppress(ParserError):
        parser.parse(text)
    return parser.separator


class _NoticingParser(QuickParser):
    """Remembers the last line at which a doc string began or ended."""

    separator = 1

    def match_DocStringSeparator(self, context: ParserContext, token: Token) -> bool:  # noqa: N802
        found = super().match_DocStringSeparator(context, token)
        if found:
            self.separator = token.location["line"]
        return found
