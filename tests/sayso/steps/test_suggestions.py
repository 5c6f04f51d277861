"""An undefined step is told what comes close, what differs, and what to write."""

from __future__ import annotations

import pytest

from sayso.steps import suggestions as advice
from sayso.steps.definition import Keyword
from tests.projects.sample_definitions import definitions


@pytest.mark.parametrize(
    ("keyword", "text", "said"),
    [
        ("then", "Ada pays", "It is defined for When, but used as Then: steps/cart.py:11"),
        ("then", "her cart holds two", "matches, but {quantity:d} got 'two'."),
        ("given", 'Ada has x "mug" in the cart', "{quantity:d} got 'x'"),
        ("given", "Ada has 2 mug in the cart", "{product:Text} got 'mug'"),
        ("then", "two letters are sent", "steps/cart.py:20"),
        ("when", 'Ada adds 2 "Blue mug" to her basket', '"cart" instead of "basket"'),
        (
            "when",
            "Ada adds 2 Blue mug to her cart",
            """'"{product}"' instead of 'Blue mug' (with its quotation marks)""",
        ),
        (
            "when",
            "Ada adds 2 5 to her cart",
            """'"{product}"' instead of '5' (with its quotation marks)""",
        ),
        (
            "when",
            "Ada adds 2 things",
            """'"{product}" to her cart' instead of 'things' (with its quotation marks)""",
        ),
        ("when", 'Ada adds 2 "" to her cart', "matches, but {product} got ''."),
        ("when", 'Ada adds 2 "Blue mug" into the cart', '"to her" instead of "into the"'),
        ("then", "her cart still holds 2", 'without "still"'),
        ("then", "cart holds 2", 'with "her"'),
        ("then", "her caart holds 2", "Did you mean: Then her cart holds {quantity:d}"),
    ],
)
def test_what_comes_close_is_pointed_out(keyword: Keyword, text: str, said: str) -> None:
    _, remedy = advice.undefined(keyword, text, definitions())
    assert said in remedy


def test_what_has_nothing_in_common_is_not_suggested() -> None:
    _, remedy = advice.undefined("given", "the moon is full", definitions())
    assert "Did you mean" not in remedy
    assert "@given" in remedy


def test_capital_letters_are_a_difference_when_there_is_no_other() -> None:
    source = '@given(parsers.re("the Cart of (?P<who>[A-Z]+)"))\ndef cart(): ...\n'
    _, remedy = advice.undefined("given", "The cart of (?P<who>[A-Z]+)", definitions(source))
    assert '"the" instead of "The", "Cart" instead of "cart"' in remedy


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("her cart  holds 2", 'two blanks instead of one before "holds"'),
        ("her cart holds       2", '7 blanks instead of one before "2"'),
        ("her cart\tholds 2", 'a tab instead of a blank before "holds"'),
        ("her\u00a0cart holds 2", 'a non-breaking space (U+00A0) instead of a blank before "cart"'),
        ("her cart \u2003holds 2", 'an em space (U+2003) instead of a blank before "holds"'),
        ("her ca\u200brt holds 2", 'a zero width space (U+200B) in "cart"'),
        (
            "her  cart  holds 2",
            'two blanks instead of one before "cart", two blanks instead of one before "holds"',
        ),
    ],
)
def test_what_the_eye_does_not_see_is_named(text: str, odd: str) -> None:
    _, remedy = advice.undefined("then", text, definitions())
    assert remedy.splitlines() == [
        "It reads like Then her cart holds {quantity:d} (steps/cart.py:14).",
        f"  The step has {odd}.",
    ]


def test_a_letter_made_of_two_characters_is_named() -> None:
    known = definitions('@given("a caf\u00e9")\ndef cafe(): ...\n')
    _, remedy = advice.undefined("given", "a cafe\u0301", known)
    assert 'The step has a letter made of two characters in "caf\u00e9".' in remedy


def test_what_the_eye_does_not_see_in_a_definition_is_named() -> None:
    known = definitions('@given("an  empty cart")\ndef cart(): ...\n')
    _, remedy = advice.undefined("given", "an empty cart", known)
    assert 'the definition has two blanks instead of one before "empty"' in remedy


@pytest.mark.parametrize("keyword", ["given", "when", "then"])
@pytest.mark.parametrize(
    ("text", "said"), [("her cart hold 2", "Did you mean"), ("her cart holds x", "matches, but")]
)
def test_a_sentence_for_several_keywords_is_told_once_and_for_the_keyword_in_use(
    keyword: Keyword, text: str, said: str
) -> None:
    above = [
        f'@{each}(parsers.parse("her cart holds {{n:d}}"))' for each in ("given", "when", "then")
    ]
    known = definitions("\n".join([*above, "def holds(): ..."]))
    _, remedy = advice.undefined(keyword, text, known)
    assert remedy.count(said) == 1
    assert f"{keyword.capitalize()} her cart holds {{n:d}}" in remedy


def test_both_definitions_of_an_ambiguous_step_are_named() -> None:
    reason, _ = advice.ambiguous(definitions()[:2])
    assert "steps/cart.py:2: Given an empty cart" in reason
    assert "steps/cart.py:5: Given {person:Name} has" in reason
