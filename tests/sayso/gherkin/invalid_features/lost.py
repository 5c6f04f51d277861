"""Lines that Gherkin takes for description: slips that would lose a step or a scenario."""

from __future__ import annotations

from tests.sayso.conftest import GOOD
from tests.sayso.gherkin.invalid_features.shape import RULE, Traps

LOST: Traps = {
    "a misspelt keyword": (
        "Feature: A\n  Scenario: B\n    Givn an empty cart\n    Given an empty cart\n",
        [
            "*cart.feature:3:*Givn an empty cart*",
            '*This line is not a step: "Givn" is not a keyword.',
            '*Did you mean "Given"[?] If it is prose, end it with a full stop.*',
        ],
    ),
    "a keyword in lower case": (
        "Feature: A\n  Scenario: B\n    given an empty cart\n    Given an empty cart\n",
        [
            "*cart.feature:3:*given an empty cart*",
            '*This line is not a step: "given" is not a keyword.',
            '*Did you mean "Given"[?] If it is prose, end it with a full stop.*',
        ],
    ),
    "a misspelt keyword that is a word": (
        GOOD.replace("mug\n", "mug\n    Ten an empty cart\n", 1),
        [
            "*cart.feature:5:*Ten an empty cart*",
            '*This line is not a step: "Ten" is not a keyword.',
            '*Did you mean "Then"[?] If it is prose, end it with a full stop.*',
        ],
    ),
    "a scenario without its colon": (
        GOOD.replace("  Scenario", "  Scenario Two mugs\n    Then her cart holds 2\n  Scenario"),
        [
            "*cart.feature:4:*Scenario Two mugs*",
            '*This line is not a heading: it does not begin with "Scenario:".',
            '*Write "Scenario: Two mugs". If it is prose, end it with a full stop.*',
        ],
    ),
    "a heading without its colon": (
        GOOD.replace("  Scenario", "  Background\n    Given an empty cart\n  Scenario"),
        [
            "*cart.feature:4:*Background*",
            '*This line is not a heading: it does not begin with "Background:".',
            '*Write "Background:". If it is prose, end it with a full stop.*',
        ],
    ),
    "a misspelt heading above stars": (
        GOOD.replace("  Scenario", "  Scenaro: Two mugs\n    * it is unheard of\n  Scenario", 1),
        [
            "*cart.feature:4:*Scenaro: Two mugs*",
            '*This line is not a heading: "Scenaro" is not a keyword.',
            '*Did you mean "Scenario:"[?] If it is prose, end it with a full stop.*',
        ],
    ),
    "a heading without its colon above stars": (
        GOOD.replace("  Scenario", "  Background\n    * an empty cart\n  Scenario", 1),
        [
            "*cart.feature:4:*Background*",
            '*This line is not a heading: it does not begin with "Background:".',
            '*Write "Background:". If it is prose, end it with a full stop.*',
        ],
    ),
    "a misspelt heading above misspelt steps": (
        GOOD.replace(
            "  Scenario",
            "  Sceanrio: X\n    Givne a new world\n    Thne it is round\n  Scenario",
            1,
        ),
        [
            "*cart.feature:4:*Sceanrio: X*",
            '*This line is not a heading: "Sceanrio" is not a keyword.',
            '*Did you mean "Scenario:"[?] If it is prose, end it with a full stop.*',
        ],
    ),
    "a heading and steps in capitals": (
        GOOD.replace("  Scenario", "  SCENARIO: X\n    GIVEN a new world\n  Scenario", 1),
        [
            "*cart.feature:4:*SCENARIO: X*",
            '*This line is not a heading: it does not begin with "Scenario:".',
            '*Write "Scenario: X". If it is prose, end it with a full stop.*',
        ],
    ),
    "a heading and steps in lower case": (
        GOOD.replace("  Scenario", "  scenario: X\n    given a new world\n  Scenario", 1),
        [
            "*cart.feature:4:*scenario: X*",
            '*This line is not a heading: it does not begin with "Scenario:".',
            '*Write "Scenario: X". If it is prose, end it with a full stop.*',
        ],
    ),
    "a heading and steps behind bullets": (
        GOOD.replace("  Scenario", "  - Scenario: X\n    - Given a new world\n  Scenario", 1),
        [
            "*cart.feature:4:*- Scenario: X*",
            '*This line is not a heading: it does not begin with "Scenario:".',
            '*Write "Scenario: X". If it is prose, end it with a full stop.*',
        ],
    ),
    "a heading with a dash above numbered steps": (
        GOOD.replace(
            "  Scenario",
            "  Scenario - X\n    1. Given a new world\n    2. Then it is round\n  Scenario",
            1,
        ),
        [
            "*cart.feature:4:*Scenario - X*",
            '*This line is not a heading: it does not begin with "Scenario:".',
            '*Write "Scenario: X". If it is prose, end it with a full stop.*',
        ],
    ),
    "a heading without its colon above numbered steps": (
        GOOD.replace("  Scenario", "  Scenario X\n    1. Given a new world\n  Scenario", 1),
        [
            "*cart.feature:4:*Scenario X*",
            '*This line is not a heading: it does not begin with "Scenario:".',
            '*Write "Scenario: X". If it is prose, end it with a full stop.*',
        ],
    ),
    "a heading and steps in quotation marks": (
        GOOD.replace(
            "  Scenario",
            '  "Scenario: X"\n    "Given a "new" world"\n    "Then it is round"\n  Scenario',
            1,
        ),
        [
            '*cart.feature:4:*"Scenario: X"*',
            '*This line is not a heading: it does not begin with "Scenario:".',
            '*Write "Scenario: X". If it is prose, end it with a full stop.*',
        ],
    ),
    "a heading and a step as a quotation": (
        GOOD.replace("  Scenario", "  > Scenario: X\n  > Given a new world\n  Scenario", 1),
        [
            "*cart.feature:4:*> Scenario: X*",
            '*This line is not a heading: it does not begin with "Scenario:".',
            '*Write "Scenario: X". If it is prose, end it with a full stop.*',
        ],
    ),
    "a first step in quotation marks": (
        GOOD.replace("mug\n", 'mug\n    "Given an empty cart"\n', 1),
        [
            '*cart.feature:5:*"Given an empty cart"*',
            '*This line is not a step: it does not begin with "Given ".',
            "*If it is prose, end it with a full stop.*",
        ],
    ),
    "a keyword in quotation marks": (
        GOOD.replace("mug\n", 'mug\n    "Given" an empty cart\n', 1),
        [
            '*cart.feature:5:*"Given" an empty cart*',
            '*This line is not a step: it does not begin with "Given ".',
            "*If it is prose, end it with a full stop.*",
        ],
    ),
    "a step in brackets": (
        GOOD.replace("mug\n", "mug\n    (Given an empty cart)\n", 1),
        [
            "*cart.feature:5:*(Given an empty cart)*",
            '*This line is not a step: it does not begin with "Given ".',
            "*If it is prose, end it with a full stop.*",
        ],
    ),
    "Examples in quotation marks": (
        GOOD.replace("holds 1", "holds <n>") + '    "Examples:"\n      | n |\n      | 1 |\n',
        [
            '*cart.feature:8:*"Examples:"*',
            "*Unexpected line; expected: *step*",
            '*Did you mean "Examples:"[?]*',
        ],
    ),
    "a heading in bold": (
        GOOD.replace("  Scenario", "  **Scenario: Two mugs**\n    Given a cart\n  Scenario", 1),
        [
            "*cart.feature:4:*[*][*]Scenario: Two mugs[*][*]*",
            '*This line is not a heading: it does not begin with "Scenario:".',
            '*Write "Scenario: Two mugs". If it is prose, end it with a full stop.*',
        ],
    ),
    "an outline without its colon above stars": (
        "Feature: A\n"
        + RULE.replace(
            "  Scenario",
            "  Scenario Outline X\n      * it holds <n>\n\n      Examples:\n        | n |\n"
            "        | 1 |\n\n    Scenario",
        ),
        [
            "*cart.feature:3:*Scenario Outline X*",
            '*This line is not a heading: it does not begin with "Scenario Outline:".',
            '*Write "Scenario Outline: X". If it is prose, end it with a full stop.*',
        ],
    ),
    "an example without its colon above a table": (
        GOOD.replace("holds 1", "holds <n>") + "    Example\n      | n |\n      | 1 |\n",
        [
            "*cart.feature:8:*Example*",
            "*Unexpected line; expected: *step*",
            '*Did you mean "Example:"[?]*',
        ],
    ),
    "an example above a table": (
        GOOD.replace("holds 1", "holds <n>") + "    Example: few\n      | n |\n      | 1 |\n",
        [
            "*cart.feature:8:*Example: few*",
            "*The scenario has no steps, so it would pass without checking anything.",
            "*Write its steps, tag it @wip, or delete it.*",
            "*cart.feature:9:*| n |*",
            "*This table belongs to no step.",
            "*Put it below its step; rows of an outline stand below Examples:.*",
        ],
    ),
    "keywords of steps with a colon": (
        GOOD.replace("  Scenario", "  Scenario X\n    Given: a new world\n  Scenario", 1),
        [
            "*cart.feature:4:*Scenario X*",
            '*This line is not a heading: it does not begin with "Scenario:".',
            '*Write "Scenario: X". If it is prose, end it with a full stop.*',
        ],
    ),
    "a whole scenario in another language": (
        GOOD.replace(
            "  Scenario",
            "  Scénario: X\n    Étant donné un monde\n    Alors il est rond\n  Scenario",
            1,
        ),
        [
            "*cart.feature:4:*Scénario: X*",
            '*This line is not a heading: "Scénario" is not a keyword.',
            '*Did you mean "Scenario:"[?] If it is prose, end it with a full stop.*',
        ],
    ),
    "a misspelt heading of two words": (
        GOOD.replace("Scenario:", "Scenario Outlin:") + "  Scenario: Y\n    Given an empty cart\n",
        [
            "*cart.feature:4:*Scenario Outlin: One mug*",
            '*This line is not a heading: "Scenario Outlin" is not a keyword.',
            '*Did you mean "Scenario Outline:"[?] If it is prose, end it with a full stop.*',
        ],
    ),
    "a line of another language": (
        GOOD + "    Dann her cart holds 1\n",
        [
            "*cart.feature:8:*Dann her cart holds 1*",
            "*Unexpected line; expected: *step*",
            "*Move it, or begin it with a keyword.*",
        ],
    ),
    "a step below the rows of Examples": (
        GOOD.replace("holds 1", "holds <n>")
        + "    Examples:\n      | n |\n      | 1 |\n    Then her cart holds 2\n",
        [
            "*cart.feature:11:*Then her cart holds 2*",
            "*Unexpected line; expected: end of file, table row, tag*",
            "*Move it above the Examples.*",
        ],
    ),
    "a step in lower case below the rows of Examples": (
        GOOD.replace("holds 1", "holds <n>")
        + "    Examples:\n      | n |\n      | 1 |\n    then her cart holds 2\n",
        [
            "*cart.feature:11:*then her cart holds 2*",
            "*Unexpected line; expected: end of file, table row, tag*",
            '*Did you mean "Then"[?]*',
        ],
    ),
}
