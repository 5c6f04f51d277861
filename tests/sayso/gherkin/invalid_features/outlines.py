"""Traps in outlines: tables, columns, placeholders."""

from __future__ import annotations

from tests.sayso.conftest import GOOD
from tests.sayso.gherkin.invalid_features.shape import OUTLINE, Traps

OUTLINES: Traps = {
    "Examples without rows": (
        GOOD.replace("Scenario:", "Scenario Outline:").replace("holds 1", "holds <n>")
        + "    Examples:\n      | n |\n",
        [
            "*cart.feature:8:*Examples:*",
            "*These Examples have no rows.",
            "*Add a row, or delete them.*",
        ],
    ),
    "an unknown column": (
        GOOD.replace("holds 1", "holds <qantity>")
        + "    Examples:\n      | quantity |\n      | 1 |\n",
        [
            "*cart.feature:7:*Then her cart holds <qantity>*",
            "*Unknown placeholder <qantity>: no such column in Examples.",
            '*Did you mean "quantity"[?]*',
        ],
    ),
    "a column's placeholder in a background": (
        "Feature: A\n  Background:\n    Given an empty cart\n"
        '    When Ada adds 1 "<n>" to her cart\n' + OUTLINE,
        [
            '*cart.feature:4:*When Ada adds 1 "<n>" to her cart*',
            "*Placeholders are not replaced in a Background.",
            "*Write the value, or move the step into the outline.*",
        ],
    ),
    "a column's placeholder with blanks": (
        GOOD.replace("Blue mug", "< n >").replace("holds 1", "holds <n>")
        + "    Examples:\n      | n |\n      | 1 |\n",
        [
            '*cart.feature:6:*When Ada adds 1 "< n >" to her cart*',
            "*Unknown placeholder < n >: no such column in Examples.",
            '*Did you mean "n"[?]*',
        ],
    ),
    "an unknown column behind a word": (
        GOOD.replace("Blue mug", "mug<qantity>").replace("holds 1", "holds <quantity>")
        + "    Examples:\n      | quantity |\n      | 1 |\n",
        [
            '*cart.feature:6:*When Ada adds 1 "mug<qantity>" to her cart*',
            "*Unknown placeholder <qantity>: no such column in Examples.",
            '*Did you mean "quantity"[?]*',
        ],
    ),
    "a column twice": (
        GOOD.replace("holds 1", "holds <n>") + "    Examples:\n      | n | n |\n      | 1 | 2 |\n",
        ["*cart.feature:9:*| n | n |*", '*Duplicate column "n".', "*Keep one of them.*"],
    ),
}
