"""Traps in the order and the names of scenarios."""

from __future__ import annotations

from tests.sayso.conftest import GOOD
from tests.sayso.gherkin.invalid_features.shape import RULE, Traps

SCENARIOS: Traps = {
    "a second feature": (
        f"{GOOD}\nFeature: Another\n",
        ["*cart.feature:9: Feature: Another", "*one feature*second*", "*file of its own*"],
    ),
    "steps without a scenario": (
        "Feature: A\n  Given an empty cart\n  Then her cart holds 0\n",
        [
            "*cart.feature:1: Feature: A",
            "*has no scenario*",
            "*cart.feature:2: Given*",
            "*Scenario:*",
        ],
    ),
    "two scenarios of one name": (
        GOOD + GOOD.partition("\n\n")[2],
        [
            "*cart.feature:8: Scenario: One mug",
            "*scenario in line 4 has the same name*",
            "*special*",
        ],
    ),
    "one name in two rules": (
        "Feature: A\n" + RULE + RULE.replace("Rule: B", "Rule: D"),
        ["*cart.feature:6: Scenario: C", "*line 3 has the same name*"],
    ),
    "a scenario without steps": (
        f"{GOOD}\n  Scenario: Nothing\n",
        [
            "*cart.feature:9: Scenario: Nothing",
            "*no steps*green without*",
            "*Given, When and Then*",
        ],
    ),
    "a rule without scenarios": (
        f"{GOOD}\n  Rule: Nothing\n",
        ["*cart.feature:9: Rule: Nothing", "*no scenario*", "*example of the rule*"],
    ),
    "a scenario without a title": (
        GOOD.replace("One mug", ""),
        ["*cart.feature:4: Scenario:", "*no title*"],
    ),
    "a first step that continues": (
        GOOD.replace("Given an", "And an"),
        [
            "*cart.feature:5: And an empty cart",
            "*continues the step before*none*",
            "*Begin with Given*",
        ],
    ),
}
