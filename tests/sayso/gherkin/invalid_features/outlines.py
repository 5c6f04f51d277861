"""Traps in outlines: tables, columns, placeholders."""

from __future__ import annotations

from tests.sayso.conftest import GOOD
from tests.sayso.gherkin.invalid_features.shape import OUTLINE, Traps

OUTLINES: Traps = {
    "Examples without rows": (
        GOOD.replace("Scenario:", "Scenario Outline:").replace("holds 1", "holds <n>")
        + "    Examples:\n      | n |\n",
        ["*cart.feature:8: Examples:", "*no row of values*", "*Add a row*"],
    ),
    "an outline without Examples": (
        GOOD.replace("Scenario:", "Scenario Outline:"),
        ["*cart.feature:4: Scenario Outline: One mug", "*no Examples*"],
    ),
    "an unknown column": (
        GOOD.replace("holds 1", "holds <qantity>")
        + "    Examples:\n      | quantity |\n      | 1 |\n",
        [
            "*cart.feature:7: Then her cart holds <qantity>",
            "*no column*",
            '*Did you mean "quantity"*',
        ],
    ),
    "an unused column": (
        GOOD.replace("holds 1", "holds <n>") + "    Examples:\n      | n | m |\n      | 1 | 2 |\n",
        ["*cart.feature:9: | n | m |", '*No step reads the column "m"*', "*take the column out*"],
    ),
    "a placeholder without Examples": (
        GOOD.replace("holds 1", "holds <n>"),
        ["*cart.feature:7: Then her cart holds <n>", "*placeholder*no Examples*"],
    ),
    "a column's placeholder in a background": (
        "Feature: A\n  Background:\n    Given an empty cart\n"
        '    When Ada adds 1 "<n>" to her cart\n' + OUTLINE,
        [
            '*cart.feature:4: When Ada adds 1 "<n>" to her cart',
            "*<n> would stay as text: no Examples fill in the steps of a background.",
            "*Write the value, or move the step into the outline.",
        ],
    ),
    "a placeholder in the background of a rule": (
        "Feature: A\n  Rule: C\n    Background:\n      Given an empty cart\n"
        "      Then her cart holds <m>\n" + OUTLINE,
        ["*cart.feature:5: Then her cart holds <m>", "*<m> would stay as text: no Examples*"],
    ),
    "a column's placeholder with blanks": (
        GOOD.replace("Blue mug", "< n >").replace("holds 1", "holds <n>")
        + "    Examples:\n      | n |\n      | 1 |\n",
        ["*cart.feature:6: When Ada*", "*< n > is no column of*", '*Did you mean "n"*'],
    ),
    "a placeholder beside markup": (
        GOOD.replace("her cart holds 1", "<b>her</b> cart holds <n>"),
        ["*cart.feature:7: Then <b>her</b> cart*", "*<n> is a placeholder*no Examples*"],
    ),
    "a placeholder of two words": (
        GOOD.replace("holds 1", "holds <unit price>"),
        ["*cart.feature:7: Then her cart*", "*<unit price> is a placeholder*no Examples*"],
    ),
    "an unknown column behind a word": (
        GOOD.replace("Blue mug", "mug<qantity>").replace("holds 1", "holds <quantity>")
        + "    Examples:\n      | quantity |\n      | 1 |\n",
        ["*cart.feature:6: When Ada adds*", "*no column*", '*Did you mean "quantity"*'],
    ),
    "an unknown column of other words": (
        GOOD.replace("Blue mug", "<unit price>").replace("holds 1", "holds <n>")
        + "    Examples:\n      | n |\n      | 1 |\n",
        ["*cart.feature:6: When Ada adds*", "*<unit price> is no column*", "*The columns are n.*"],
    ),
    "a column twice": (
        GOOD.replace("holds 1", "holds <n>") + "    Examples:\n      | n | n |\n      | 1 | 2 |\n",
        ["*cart.feature:9: | n | n |", '*"n" stands there 2 times*'],
    ),
}
