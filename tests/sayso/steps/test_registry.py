"""The index answers what asking every definition would answer, however it narrows the search."""

from __future__ import annotations

from sayso.steps.registry import StepRegistry
from tests.projects.sample_definitions import definitions

SENTENCES = [
    "an empty cart",
    "AN EMPTY CART",
    'Ada adds 2 "Blue mug" to her cart',
    'ADA ADDS 2 "Blue mug" TO HER CART',
    'Ada has 1 "Straße" in the cart',
    "her cart holds 2",
    "her cart holds two",
    "she is told that {this}",
    "2 letters are sent",
    "",
    "{",
]


def test_the_index_finds_what_every_definition_matches() -> None:
    index = StepRegistry(definitions())
    for keyword in ("given", "when", "then", None):
        for text in SENTENCES:
            fitting = {each for each in index.definitions if each.matches(text)}
            wanted = {each for each in fitting if keyword in (None, each.keyword)}
            found = index.find(keyword, text)
            assert set(found) == wanted, (keyword, text)
            assert len(found) == len(wanted), (keyword, text)  # none is found twice


def test_a_sentence_shorter_than_others_is_found_once() -> None:
    sentences = ("hi", "{who} hi", "hi {who}", "a long beginning {who}", "{who} a long ending")
    source = "".join(f"@given(parsers.parse({each!r}))\ndef step(): ...\n" for each in sentences)
    index = StepRegistry(definitions(source))
    assert [each.pattern for each in index.find("given", "hi")] == ["hi"]
    match = index.match("given", "hi")
    assert match is not None
    assert not match.ambiguous


def test_braces_that_are_text_are_looked_for_as_text() -> None:
    source = '@given(parsers.parse("a {{curly}} {thing}"))\ndef curly(): ...\n'
    index = StepRegistry(definitions(source))
    assert index.find("given", "a {curly} cat")
    assert not index.find("given", "a curly cat")


def test_a_value_between_braces_that_are_text_is_found() -> None:
    source = '@given(parsers.parse("{{{quantity:d}}} of {{{{{thing}}}}}"))\ndef both(): ...\n'
    index = StepRegistry(definitions(source))
    match = index.match("given", "{2} of {{mugs}}")
    assert match is not None
    assert [each[2:4] for each in match.arguments] == [("2", "quantity"), ("mugs", "thing")]


def test_a_step_of_two_definitions_is_ambiguous_and_of_none_undefined() -> None:
    source = '@given("a cart")\n@given(parsers.re("a (?P<what>cart)"))\ndef cart(): ...\n'
    index = StepRegistry(definitions(source))
    match = index.match("given", "a cart")
    assert match is not None
    assert match.ambiguous
    assert index.match("given", "a car") is None
