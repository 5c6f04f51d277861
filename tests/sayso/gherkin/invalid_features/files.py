"""Traps in whole files: how they are saved, and what is no Gherkin at all."""

from __future__ import annotations

from tests.sayso.conftest import GOOD
from tests.sayso.gherkin.invalid_features.shape import Traps

FILES: Traps = {
    "invalid Gherkin": (
        GOOD + "    Foo bar\n",
        [
            "*cart.feature:8:*Foo bar*",
            "*Unexpected line; expected: *step*",
            "*Move it, or begin it with a keyword.*",
        ],
    ),
    "a table with holes": (
        GOOD + "    And a table\n      | a | b |\n      | c |\n",
        [
            "*cart.feature:10:*| c |*",
            "*The row has more or fewer cells than the rows above.",
            '*Count its "|" signs.*',
        ],
    ),
    "an unknown language": (
        "# language: xx\n" + GOOD,
        [
            "*cart.feature:1:*# language: xx*",
            "*Language not supported: xx.",
            "*See the languages of Gherkin: https://cucumber.io/docs/gherkin/languages/*",
        ],
    ),
    "an empty file": (
        "",
        [
            "*cart.feature:1:**",
            "*The file is empty.",
            '*Begin with "Feature:" and a title, or delete the file.*',
        ],
    ),
    "comments only": (
        "# soon\n",
        [
            "*cart.feature:1:*# soon*",
            "*The file contains comments only.",
            '*Begin with "Feature:" and a title, or delete the file.*',
        ],
    ),
    "Latin-1": (
        GOOD.replace("Blue", "Bläu").encode("latin-1"),
        [
            '*cart.feature:6:*When Ada adds 1 "Bläu mug" to her cart*',
            "*The byte 0xE4 is not UTF-8; perhaps it was saved as Latin-1.",
            "*Save the file as UTF-8.*",
        ],
    ),
    "UTF-16": (
        GOOD.encode("utf-16"),
        ["*cart.feature:1:**", "*The file is written in UTF-16.", "*Save the file as UTF-8.*"],
    ),
    "binary rubbish": (
        b"\x89PNG\r\n\x1a\n\x00\x00\xff" * 100,
        [
            "*cart.feature:1:**",
            "*This is not a text file.",
            "*Save the file as UTF-8.*",
        ],
    ),
    "a doc string without an end": (
        GOOD + '      """\n      It is\n\n    Given an empty cart\n',
        [
            '*cart.feature:8:*"""*',
            "*Unterminated doc string.",
            '*Write """ on a line of its own at its end.*',
        ],
    ),
    "a doc string with another end": (
        GOOD + '      ```\n      It is\n      """\n',
        [
            "*cart.feature:8:*```*",
            "*Unterminated doc string.",
            "*Write ``` on a line of its own at its end.*",
        ],
    ),
    "a doc string between other signs": (
        GOOD + "      '''\n",
        ["*cart.feature:8:*'''*", "*''' is not a doc string delimiter.", '*Use """ instead.*'],
    ),
    "a tag at the end": (
        GOOD + "  @smoke\n\n",
        [
            "*cart.feature:8:*@smoke*",
            "*Tags at the end of the file have nothing to apply to.",
            "*Move them above a scenario, or delete them.*",
        ],
    ),
    "a language that is not said": (
        "Funktion: A\n Beispiel: B\n  Angenommen an empty cart\n",
        [
            "*cart.feature:1:*Funktion: A*",
            '*"Funktion:" is a German keyword.',
            '*Add "# language: de" at the top of the file.*',
        ],
    ),
    "a scenario without a feature": (
        GOOD.replace("Feature: Filling a cart\n", ""),
        [
            "*cart.feature:3:*Scenario: One mug*",
            '*Unexpected line; expected: end of file, tag, "Feature:".',
            '*Begin the file with "Feature:" and a title.*',
        ],
    ),
}
