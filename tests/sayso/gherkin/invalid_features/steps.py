"""Traps in steps and what stands below them."""

from __future__ import annotations

from tests.sayso.conftest import GOOD
from tests.sayso.gherkin.invalid_features.shape import Traps

STEPS: Traps = {
    "an undefined step": (
        GOOD.replace("her cart", "her basket", 1).replace("her basket", "their cart"),
        [
            "*cart.feature:6: When*",
            "*Undefined step*",
            "*Did you mean: When Ada adds*",
        ],
    ),
    "an undefined step of an outline": (
        GOOD.replace("holds 1", 'weighs <n> of "<n>"')
        + "    Examples:\n      | n |\n      | 1 |\n      | 2 |\n      | 3 |\n",
        [
            'features/cart.feature:7: Then her cart weighs <n> of "<n>"',
            "*Undefined step*",
            '*With the row in line 10: her cart weighs 1 of "1" (and 2 more rows)*',
            '*her cart weighs {n:d} of "{n2}"*',
        ],
    ),
    "an ambiguous step with a table": (
        GOOD.replace("an empty cart\n", "a cart\n      | mug |\n"),
        ["*cart.feature:5: Given a cart", "*Ambiguous step*", "*acts/twice.py:8: Given a (?P*"],
    ),
    "an ambiguous step": (
        GOOD.replace("an empty cart", "a cart"),
        [
            "*cart.feature:5: Given a cart",
            "*Ambiguous step*",
            "*acts/twice.py:4: Given a cart",
            "*acts/twice.py:8: Given a (?P<thing>cart)",
        ],
    ),
    "a step without what it works on": (
        GOOD.replace("    Given an empty cart\n", ""),
        [
            "*cart.feature:5: When Ada adds*",
            '*fixture "cart" not found: no fixture or earlier step (target_fixture) provides*',
            "*Put one of these steps before:*",
            "*Given an empty cart (acts/cart.py:5)*",
        ],
    ),
    "a step without its table": (
        GOOD + "    And these are in it\n",
        ["*cart.feature:8: And these are in it", "*takes a data table, and there is none*"],
    ),
    "a step without its doc string": (
        GOOD + "    And this is in it\n",
        ["*cart.feature:8: And this is in it", "*takes a doc string, and there is none*"],
    ),
    "a table that nobody takes": (
        GOOD.replace("an empty cart\n", "an empty cart\n      | product |\n      | mug |\n"),
        [
            "*cart.feature:5: Given an empty cart",
            "*(acts/cart.py:5) does not take a data table*lost.",
            '*Add a parameter "datatable"*',
        ],
    ),
    "a table that a fixture takes": (
        GOOD + "    And a fixture takes these\n      | mug |\n",
        [
            "*cart.feature:8: And a fixture takes these",
            "*does not take a data table*lost.",
            '*Add a parameter "datatable"*',
        ],
    ),
    "a doc string that nobody takes": (
        GOOD + '      """\n      1\n      """\n',
        ["*cart.feature:7: Then her cart holds 1", "*does not take a doc string*lost."],
    ),
    "a keyword alone": (
        GOOD + "    Then\n",
        ["*cart.feature:8: Then", "*The step has no text.*", "*Write what happens in this line*"],
    ),
    "a keyword and a blank alone": (
        GOOD + "    Then \n",
        ["*cart.feature:8: Then", "*The step has no text.*", "*Write what happens in this line*"],
    ),
    "a keyword alone at the beginning": (
        GOOD.replace("mug\n", "mug\n    Given\n", 1),
        ["*cart.feature:5: Given", "*Write what happens in this line*"],
    ),
}
