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
        ("when", 'Ada adds 2 "Blue mug" to her basket', "Did you mean: "),
        (
            "when",
            "Ada adds 2 Blue mug to her cart",
            "Did you mean: When Ada adds",
        ),
        (
            "when",
            "Ada adds 2 5 to her cart",
            "Did you mean: When Ada adds",
        ),
        (
            "when",
            "Ada adds 2 things",
            "Did you mean: When Ada adds",
        ),
        ("when", 'Ada adds 2 "" to her cart', "matches, but {product} got ''."),
        ("when", 'Ada adds 2 "Blue mug" into the cart', "Did you mean: "),
        ("then", "her cart still holds 2", "Did you mean: "),
        ("then", "cart holds 2", "Did you mean: "),
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


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("her cart  holds 2", "'her cart  holds 2'"),
        ("her cart\tholds 2", r"'her cart\tholds 2'"),
        ("her\u00a0cart holds 2", r"'her\xa0cart holds 2'"),
        ("her ca\u200brt holds 2", r"'her ca\u200brt holds 2'"),
    ],
)
def test_invisible_characters_of_a_step_are_shown(text: str, written: str) -> None:
    _, remedy = advice.undefined("then", text, definitions())
    assert remedy.splitlines() == [
        "It would match Then her cart holds {quantity:d} (steps/cart.py:14)",
        f"  without invisible characters or odd whitespace: {written}",
    ]


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
