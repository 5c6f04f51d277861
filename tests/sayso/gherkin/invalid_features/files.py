"""Traps in whole files: how they are saved, and what is no Gherkin at all."""

from __future__ import annotations

from tests.sayso.conftest import GOOD
from tests.sayso.gherkin.invalid_features.shape import Traps

FILES: Traps = {
    "invalid Gherkin": (
        GOOD + "    Foo bar\n",
        ["*cart.feature:8: Foo bar", "*cannot have this line here; it expects*a step*"],
    ),
    "a table with holes": (
        GOOD + "    And a table\n      | a | b |\n      | c |\n",
        ["*cart.feature:10: | c |", "*more or fewer cells*"],
    ),
    "an unknown language": (
        "# language: xx\n" + GOOD,
        ["*cart.feature:1: *", "*Language not supp*"],
    ),
    "an empty file": ("", ["*cart.feature:1:*", "*file is empty*", '*Begin with "Feature:"*']),
    "comments only": ("# soon\n", ["*cart.feature:1: # soon", "*comments only*"]),
    "Latin-1": (
        GOOD.replace("Blue", "Bläu").encode("latin-1"),
        ["*cart.feature:6: *", "*0xE4*Latin-1*"],
    ),
    "UTF-16": (GOOD.encode("utf-16"), ["*cart.feature:1:*", "*UTF-16*", "*UTF-8*"]),
    "binary rubbish": (
        b"\x89PNG\r\n\x1a\n\x00\x00\xff" * 100,
        ["*cart.feature:3:*", "*zero byte*"],
    ),
    "a line of 10 MB": (
        b"Feature: " + b"x" * 10_000_000,
        ["*cart.feature:1:*", "*10,000,009 bytes*"],
    ),
    "a very long line": (
        "Feature: " + "x" * 100_000,
        ["*cart.feature:1: Feature: xxx*", "*100,009 ch*"],
    ),
    "old line ends": (GOOD.replace("\n", "\r"), ["*cart.feature:1:*", "*lone carriage return*"]),
    "a doc string without an end": (
        GOOD + '      """\n      It is\n\n    Given an empty cart\n',
        ['*cart.feature:8: """', "*has no end*rest of the file*", '*Write """ on a line of*'],
    ),
    "a doc string with another end": (
        GOOD + '      ```\n      It is\n      """\n',
        ["*cart.feature:8: ```", "*has no end*rest of the file*", "*Write ``` on a line of*"],
    ),
    "a doc string between other signs": (
        GOOD + "      '''\n",
        ["*cart.feature:8: '''", "*no signs of Gherkin*", '*doc string with """.*'],
    ),
    "a tag at the end": (
        GOOD + "  @smoke\n\n",
        ["*cart.feature:8: @smoke", "*file ends here*", "*take it out*"],
    ),
    "a language that is not said": (
        "Funktion: A\n Beispiel: B\n  Angenommen an empty cart\n",
        ["*cart.feature:1: Funktion: A", "*Gherkin in German*", '*Write "# language: de" into*'],
    ),
    "a scenario without a feature": (
        GOOD.replace("Feature: Filling a cart\n", ""),
        ["*cart.feature:3: Scenario: One mug", "*cannot have*", '*Begin the file with "Feature:"*'],
    ),
    "deep nesting": (
        "Feature: A\n" + '    """\n  Rule: B\n' * 2000,
        ["*cart.feature:*"],
    ),
}
