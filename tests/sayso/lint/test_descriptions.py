"""Lines that Gherkin takes for description: lost steps and headings are told from honest prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.gherkin.problems import Problem
from sayso.gherkin.reader import parse
from sayso.lint.feature_rules import problems_of
from sayso.lint.tags import TagRules
from sayso.steps.registry import StepRegistry
from tests.projects.sample_definitions import definitions
from tests.sayso.conftest import CART

SENTENCES = (
    CART
    + """
@then(parsers.parse("the {thing} is {state}"))
def is_in(thing, state):
    assert state

@then("the cart is empty")
def is_empty(cart):
    assert not cart

@then(parsers.parse("{anything}"))
def anything(anything):
    assert anything
"""
)
ANYWHERE = {
    "Wen an empty cart": "When an empty cart",
    "Them her cart holds 7": "Then her cart holds 7",
    "Give an empty cart": "Given an empty cart",
    "Wne an empty cart": "When an empty cart",
    "Whit an empty cart": "When an empty cart",
    "1. Given an empty cart": "Given an empty cart",
    "'Given an empty cart'": "Given an empty cart",
    "\N{LEFT DOUBLE QUOTATION MARK}Given an empty cart\N{RIGHT DOUBLE QUOTATION MARK}": (
        "Given an empty cart"
    ),
    "> Given an empty cart": "Given an empty cart",
    "=> Given an empty cart": "Given an empty cart",
    "Angenommen an empty cart": "Given an empty cart",
    "Étant donné que an empty cart": "Given an empty cart",
    "Scenario One mug": "Scenario: One mug",
    "Scenario Outline One mug": "Scenario Outline: One mug",
    "Background": "Background:",
    "Rule - nobody pays": "Rule: nobody pays",
    "scenario: One mug": "Scenario: One mug",
    "Scenario 2 mugs": "Scenario: 2 mugs",
}
IN_RULES = {
    **ANYWHERE,
    "Given an empty cart": 'Put "Scenario:" and a title above it.',
}
IN_SCENARIOS = {
    **ANYWHERE,
    "Examples - few": "Examples: few",
    "Scenaro: One mug": "Scenario: One mug",
    "| mug |": "Put it below the step that it belongs to.",
    "Ten an empty cart": "Then an empty cart",
    "Hen an empty cart": "Then an empty cart",
    "Ad an empty cart": "And an empty cart",
    "\N{EN DASH} Given an empty cart": "Given an empty cart",
    "(a) Given an empty cart": "Given an empty cart",
    "**Given** an empty cart": "Given an empty cart",
    'Wne Ada adds 1 "Blue mug" to her crat': 'When Ada adds 1 "Blue mug" to her crat',
    "Givn nothing of the kind": "Given nothing of the kind",
    "an empty cart": "Begin it with the keyword of a step.",
    "Assume an empty cart": "Begin it with the keyword of a step.",
    "Given": 'Say the whole sentence in this line, behind "Given".',
}
PROSE = [
    "The cart is empty.",
    "Then the cart is empty, as it was.",
    "The mug is new.",
    "Feature-rich mugs sell best.",
    "Ten mugs are left.",
    "This is said of the cart:",
    "An empty cart is worth nothing",
    "Background and hooks are not looked at.",
    "Rule of thumb: people buy mugs.",
    "Examples are given below,",
    "10 and more are many.",
    "a given mug",
    "Normally the mug is new.",
    "Whoever adds a mug to her cart is happy",
    "Rule 7 of the law applies.",
    "Example, one mug.",
    "Example.com is a site.",
    "Feature flags turn it on",
    "Ability to pay",
    "Feature=x",
    "Background reading: the wiki",
    "Scenarios below are few",
    "Rule of thumb",
    "Rude: x",
    "example: one mug",
    "Business Need: Sell more",
    "Context: An old shop",
    "Rôle: x",
    "Samples: blue, red",
    "examples: one mug, two mugs.",
    "Examples of such mugs: blue.",
    "Wen is a name.",
    "Wen is a name!",
    "Ann adds nothing.",
    "Andy buys.",
    "Thea is a customer.",
    "Gwen has mugs.",
    "Bud is a customer.",
    "1. When it is empty, nothing happens",
    "2) Then pay",
    '"The mug" is a "mug"',
    "'Tis Ada's cart'",
]
PROSE_OF_FEATURES = [
    "When a shop is open, people buy.",
    "And so on.",
    "But not always",
    "an empty cart",
    "Examples show what is\n    meant by that",
    ". EXAMPLES:",
    "Feature description line 1.\n    Feature description line 2.",
    "And see not only the beginning\n    But also the end",
    "Scenario Outlines are here\n    and so on",
    "What is meant? The\n    Scenario Outline says it",
]


@pytest.fixture
def sentences() -> StepRegistry:
    return StepRegistry(definitions(SENTENCES))


def said(text: str, sentences: StepRegistry) -> list[Problem]:
    document = parse(text, "a.feature", Path("a.feature"))
    return problems_of(document, TagRules.of((), ()), sentences)


def in_scenario(line: str) -> str:
    return f"Feature: A\n  Scenario: B\n    {line}\n    Given an empty cart\n"


def in_examples(line: str) -> str:
    outline = "Feature: A\n  Scenario Outline: B\n    Then her cart holds <n>\n    Examples:\n"
    return f"{outline}      {line}\n      | n |\n      | 1 |\n"


def in_rule(line: str) -> str:
    return f"Feature: A\n\n  Rule: B\n    {line}\n\n    Scenario: C\n      Given an empty cart\n"


@pytest.mark.parametrize("line", IN_SCENARIOS)
def test_a_lost_line_of_a_scenario_is_found(sentences: StepRegistry, line: str) -> None:
    (problem,) = said(in_scenario(line), sentences)
    assert (problem.line, problem.text, problem.rule) == (3, line, "misspelt-keyword")
    assert IN_SCENARIOS[line] in problem.remedy


@pytest.mark.parametrize("line", IN_RULES)
def test_a_lost_line_of_a_rule_is_found(sentences: StepRegistry, line: str) -> None:
    (problem,) = said(in_rule(line), sentences)
    assert (problem.line, problem.text, problem.rule) == (4, line, "misspelt-keyword")
    assert IN_RULES[line] in problem.remedy


@pytest.mark.parametrize("line", PROSE)
def test_prose_in_a_scenario_is_left_alone(sentences: StepRegistry, line: str) -> None:
    assert said(in_scenario(line), sentences) == []


@pytest.mark.parametrize("line", [*PROSE, *PROSE_OF_FEATURES])
def test_prose_in_a_rule_is_left_alone(sentences: StepRegistry, line: str) -> None:
    assert said(in_rule(line), sentences) == []


@pytest.mark.parametrize("heading", ["Scenaro One mug", "scenario One mug", "Beispiel: One mug"])
def test_steps_below_what_may_be_a_heading_tell_that_it_is_one(
    sentences: StepRegistry, heading: str
) -> None:
    text = in_rule(f"{heading}\n    Then nothing of the kind")
    assert [(each.line, each.text) for each in said(text, sentences)] == [(4, heading)]
    assert said(in_rule("Beispiel: a word"), sentences) == []


def test_what_is_wrong_with_a_line_is_said(sentences: StepRegistry) -> None:
    said_of = {line: said(in_scenario(line), sentences)[0].reason for line in IN_SCENARIOS}
    assert said_of["Scenario One mug"].endswith('description: "Scenario" has no colon behind it.')
    assert said_of["Wen an empty cart"].endswith('description: "Wen" is no keyword at this place.')
    assert said_of["| mug |"].endswith("description: there is no step above it.")


def test_a_sentence_may_go_on_in_the_next_line(sentences: StepRegistry) -> None:
    assert said(in_scenario("The cart is empty,\n    and nobody\n    when asked"), sentences) == []
    finished = said(in_scenario("The cart is empty.\n    and nobody"), sentences)
    assert [each.line for each in finished] == [4]
    slips = said(in_scenario("given nothing\n    when this\n    and that"), sentences)
    assert [each.line for each in slips] == [3, 4, 5]
    known = said(in_scenario("Think of it\n    given an empty cart"), sentences)
    assert [each.line for each in known] == [4]


def test_prose_above_prose_is_left_alone_though_steps_come_after_it(
    sentences: StepRegistry,
) -> None:
    assert said(in_scenario("Background reading helps\n    Think of it"), sentences) == []
    assert said(in_scenario("Wen is a name\n    Think of it"), sentences) == []
    slips = in_scenario("Wen nothing of the kind\n    Givn this neither")
    assert [each.line for each in said(slips, sentences)] == [3, 4]


@pytest.mark.parametrize(
    ("language", "feature", "line"),
    [
        ("de", "Funktionalität", "Beispiel eines Korbs"),
        ("de", "Funktionalität", "Grundlage ist Vertrauen."),
        ("de", "Funktionalität", "Szenarien sind kurz."),
        ("fr", "Fonctionnalité", "Règle d'or: rien"),
        ("fr", "Fonctionnalité", "Contexte général: rien"),
    ],
)
def test_prose_of_other_languages_is_left_alone(
    sentences: StepRegistry, language: str, feature: str, line: str
) -> None:
    title = {"de": "Szenario", "fr": "Scénario"}[language]
    text = f"# language: {language}\n{feature}: A\n  {line}\n\n  {title}: B\n    * an empty cart\n"
    assert said(text, sentences) == []


@pytest.mark.parametrize(("begin", "end"), [("```gherkin", "```"), ('"""', '"""'), ("```", "```")])
def test_steps_in_a_code_block_of_a_rule_are_an_example(
    sentences: StepRegistry, begin: str, end: str
) -> None:
    steps = "Given an empty cart\n    Then her cart holds 0"
    assert said(in_rule(f"Like this\n    {begin}\n    {steps}\n    {end}"), sentences) == []
    without_end = said(in_rule(f"Like this\n    {begin}\n    {steps}"), sentences)
    assert [each.line for each in without_end] == [6, 7]
    after_it = said(in_rule(f"{begin}\n    And\n    {end}\n    {steps}"), sentences)
    assert [each.line for each in after_it] == [7, 8]


@pytest.mark.parametrize("line", ["Given an empty cart", "Then nothing of the kind", "When we see"])
def test_a_step_below_the_heading_of_examples_belongs_above_them(
    sentences: StepRegistry, line: str
) -> None:
    (problem,) = said(in_examples(line), sentences)
    assert (problem.line, problem.text) == (5, line)
    assert problem.remedy.startswith("Move it above the Examples, below the other steps.")


@pytest.mark.parametrize("line", ["Given the table below.", "Wen it is empty", "Ann and Ben"])
def test_prose_in_examples_is_left_alone(sentences: StepRegistry, line: str) -> None:
    assert said(in_examples(line), sentences) == []
