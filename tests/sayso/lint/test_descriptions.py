"""Lines that Gherkin takes for description: lost steps and headings are told from honest prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.gherkin.problems import Problem
from sayso.gherkin.reader import parse
from sayso.lint.feature_rules import problems_of
from sayso.lint.tags import TagRules

HEADINGS = {
    "Scenario One mug": 'Write "Scenario: One mug"',
    "Scenario Outline One mug": 'Write "Scenario Outline: One mug"',
    "Background": 'Write "Background:"',
    "Rule - nobody pays": 'Write "Rule: nobody pays"',
    "scenario: One mug": 'Write "Scenario: One mug"',
    "Scenario 2 mugs": 'Write "Scenario: 2 mugs"',
    "Scenaro: One mug": 'Did you mean "Scenario:"?',
    "Scenario Outlin: One mug": 'Did you mean "Scenario Outline:"?',
}
IN_SCENARIOS = {
    **HEADINGS,
    "Givn an empty cart": 'Did you mean "Given"?',
    "Wen an empty cart": 'Did you mean "When"?',
    "Them her cart holds 7": 'Did you mean "Then"?',
    "Gven an empty cart": 'Did you mean "Given"?',
    "Ten an empty cart": 'Did you mean "Then"?',
    "Hen an empty cart": 'Did you mean "When"?',
    "Ad an empty cart": 'Did you mean "And"?',
    "Adn an empty cart": 'Did you mean "And"?',
    "given an empty cart": 'Did you mean "Given"?',
    "1. Given an empty cart": 'does not begin with "Given "',
    "'Given an empty cart'": 'does not begin with "Given "',
    "\N{EN DASH} Given an empty cart": 'does not begin with "Given "',
    "**Given** an empty cart": 'does not begin with "Given "',
    "> Given an empty cart": 'does not begin with "Given "',
    "Given: an empty cart": 'does not begin with "Given "',
    "| mug |": "Put it below its step",
    "Given": 'Write what happens in this line, after "Given".',
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
    "1. When it is empty, nothing happens.",
    "2) Then pay.",
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


def said(text: str) -> list[Problem]:
    document = parse(text, "a.feature", Path("a.feature"))
    found = problems_of(document, TagRules.of((), ()))
    return [problem for problem in found if problem.severity == "error"]


def in_scenario(line: str) -> str:
    return f"Feature: A\n  Scenario: B\n    {line}\n    Given an empty cart\n"


def in_examples(line: str) -> str:
    outline = "Feature: A\n  Scenario Outline: B\n    Then her cart holds <n>\n    Examples:\n"
    return f"{outline}      {line}\n      | n |\n      | 1 |\n"


def in_rule(line: str) -> str:
    return f"Feature: A\n\n  Rule: B\n    {line}\n\n    Scenario: C\n      Given an empty cart\n"


@pytest.mark.parametrize("line", IN_SCENARIOS)
def test_lost_line_of_a_scenario_is_an_error(line: str) -> None:
    (problem,) = said(in_scenario(line))
    assert (problem.line, problem.text, problem.rule) == (3, line, "misspelt-keyword")
    assert IN_SCENARIOS[line] in f"{problem.reason} {problem.remedy}"


@pytest.mark.parametrize("line", HEADINGS)
def test_lost_heading_above_steps_of_a_rule_is_an_error(line: str) -> None:
    (problem,) = said(in_rule(f"{line}\n    Then nothing of the kind"))
    assert (problem.line, problem.text, problem.rule) == (4, line, "misspelt-keyword")
    assert HEADINGS[line] in f"{problem.reason} {problem.remedy}"


@pytest.mark.parametrize("line", PROSE)
def test_prose_in_a_scenario_is_left_alone(line: str) -> None:
    assert said(in_scenario(line)) == []


@pytest.mark.parametrize("line", [*PROSE, *PROSE_OF_FEATURES])
def test_prose_in_a_rule_is_left_alone(line: str) -> None:
    assert said(in_rule(line)) == []


def test_misspelt_step_names_the_word_and_the_keyword() -> None:
    (problem,) = said(in_scenario("Givn an empty cart"))
    assert problem.reason == 'This line is not a step: "Givn" is not a keyword.'
    assert problem.remedy.startswith('Did you mean "Given"?')


def test_keywords_are_those_of_the_files_own_dialect() -> None:
    text = "# language: de\nFunktion: A\n  Szenario: B\n    {}\n    Angenommen nichts\n"
    (problem,) = said(text.format("Angenomen ein Korb"))
    assert problem.remedy.startswith('Did you mean "Angenommen"?')
    assert said(text.format("Givn an empty cart")) == []


def test_steps_below_no_scenario_are_an_error_at_the_first() -> None:
    steps = "Given an empty cart\n    Then her cart holds 0"
    (problem,) = said(in_rule(steps))
    assert (problem.line, problem.text) == (4, "Given an empty cart")


def test_lower_case_keyword_in_the_middle_of_a_paragraph_is_prose() -> None:
    assert said(in_scenario("The cart is empty,\n    and nobody\n    when asked")) == []
    finished = said(in_scenario("The cart is empty.\n    and nobody"))
    assert [problem.line for problem in finished] == [4]
    slips = said(in_scenario("given nothing\n    when this\n    and that"))
    assert [problem.line for problem in slips] == [3, 4, 5]


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
def test_prose_of_other_languages_is_left_alone(language: str, feature: str, line: str) -> None:
    title = {"de": "Szenario", "fr": "Scénario"}[language]
    text = f"# language: {language}\n{feature}: A\n  {line}\n\n  {title}: B\n    * an empty cart\n"
    assert said(text) == []


@pytest.mark.parametrize(("begin", "end"), [("```gherkin", "```"), ('"""', '"""'), ("```", "```")])
def test_steps_in_a_code_block_of_a_rule_are_an_example(begin: str, end: str) -> None:
    steps = "Given an empty cart\n    Then her cart holds 0"
    assert said(in_rule(f"Like this\n    {begin}\n    {steps}\n    {end}")) == []


@pytest.mark.parametrize("line", ["Given an empty cart", "Then nothing of the kind", "When we see"])
def test_step_below_the_heading_of_examples_belongs_above_them(line: str) -> None:
    (problem,) = said(in_examples(line))
    assert (problem.line, problem.text) == (5, line)
    assert problem.remedy.startswith("Move it above the Examples.")


@pytest.mark.parametrize("line", ["Given the table below.", "Wen it is empty", "Ann and Ben"])
def test_prose_in_examples_is_left_alone(line: str) -> None:
    assert said(in_examples(line)) == []
