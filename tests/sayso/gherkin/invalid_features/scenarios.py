"""Traps in the order and the names of scenarios."""

from __future__ import annotations

from tests.sayso.conftest import GOOD
from tests.sayso.gherkin.invalid_features.shape import Traps

SCENARIOS: Traps = {
    "a second feature": (
        f"{GOOD}\nFeature: Another\n",
        [
            "*cart.feature:9:*Feature: Another*",
            "*A file holds one feature; this is a second one.",
            "*Move it to a file of its own.*",
        ],
    ),
    "steps without a scenario": (
        "Feature: A\n  Given an empty cart\n  Then her cart holds 0\n",
        [
            "*cart.feature:2:*Given an empty cart*",
            "*This line is not a step: no scenario begins above it.",
            '*Put "Scenario:" and a title above.*',
        ],
    ),
    "a scenario without steps": (
        f"{GOOD}\n  Scenario: Nothing\n",
        [
            "*cart.feature:9:*Scenario: Nothing*",
            "*The scenario has no steps, so it would pass without checking anything.",
            "*Write its steps, tag it @wip, or delete it.*",
        ],
    ),
}
