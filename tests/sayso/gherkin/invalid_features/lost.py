"""Lines that Gherkin takes for description: slips that would lose a step or a scenario."""

from __future__ import annotations

from tests.sayso.conftest import GOOD
from tests.sayso.gherkin.invalid_features.shape import RULE, Traps

LOST: Traps = {
    "a misspelt keyword": (
        "Feature: A\n  Scenario: B\n    Givn an empty cart\n    Given an empty cart\n",
        ["*cart.feature:3: Givn an empty cart", "*description*", '*Write "Given an empty cart".*'],
    ),
    "a keyword in lower case": (
        "Feature: A\n  Scenario: B\n    given an empty cart\n    Given an empty cart\n",
        ["*cart.feature:3: given an empty cart", "*description*", '*Write "Given an empty cart".*'],
    ),
    "a misspelt keyword that is a word": (
        GOOD.replace("mug\n", "mug\n    Ten an empty cart\n", 1),
        ["*cart.feature:5: Ten an empty cart", "*description*", '*Write "Then an empty cart".*'],
    ),
    "a keyword of another language": (
        GOOD.replace("mug\n", "mug\n    Angenommen an empty cart\n", 1),
        ["*cart.feature:5: Angenommen an*", "*description*", '*Write "Given an empty cart".*'],
    ),
    "a scenario without its colon": (
        GOOD.replace("  Scenario", "  Scenario Two mugs\n    Then her cart holds 2\n  Scenario"),
        ["*cart.feature:4: Scenario Two mugs", "*description*", '*Write "Scenario: Two mugs"*'],
    ),
    "a heading without its colon": (
        GOOD.replace("  Scenario", "  Background\n    Given an empty cart\n  Scenario"),
        ["*cart.feature:4: Background", "*description*", '*Write "Background:"*'],
    ),
    "a misspelt heading above stars": (
        GOOD.replace("  Scenario", "  Scenaro: Two mugs\n    * it is unheard of\n  Scenario", 1),
        ["*cart.feature:4: Scenaro: Two mugs", "*description*", '*Write "Scenario: Two mugs"*'],
    ),
    "known sentences behind stars": (
        GOOD.replace("  Scenario", "  Two mugs\n    * an empty cart\n  Scenario", 1),
        ["*cart.feature:5: [*] an empty cart", "*description*", '*Put "Scenario:" and a title*'],
    ),
    "a heading without its colon above stars": (
        GOOD.replace("  Scenario", "  Background\n    * an empty cart\n  Scenario", 1),
        ["*cart.feature:4: Background", "*description*", '*Write "Background:"*'],
    ),
    "a misspelt heading above misspelt steps": (
        GOOD.replace(
            "  Scenario",
            "  Sceanrio: X\n    Givne a new world\n    Thne it is round\n  Scenario",
            1,
        ),
        ["*cart.feature:4: Sceanrio: X", "*description*", '*Write "Scenario: X"*'],
    ),
    "a heading and steps in capitals": (
        GOOD.replace("  Scenario", "  SCENARIO: X\n    GIVEN a new world\n  Scenario", 1),
        ["*cart.feature:4: SCENARIO: X", "*description*", '*Write "Scenario: X"*'],
    ),
    "a heading and steps in lower case": (
        GOOD.replace("  Scenario", "  scenario: X\n    given a new world\n  Scenario", 1),
        ["*cart.feature:4: scenario: X", "*description*", '*Write "Scenario: X"*'],
    ),
    "a heading and steps behind bullets": (
        GOOD.replace("  Scenario", "  - Scenario: X\n    - Given a new world\n  Scenario", 1),
        ["*cart.feature:4: - Scenario: X", "*description*", '*Write "Scenario: X"*'],
    ),
    "a heading with a dash above numbered steps": (
        GOOD.replace(
            "  Scenario",
            "  Scenario - X\n    1. Given a new world\n    2. Then it is round\n  Scenario",
            1,
        ),
        ["*cart.feature:4: Scenario - X", "*description*", '*Write "Scenario: X"*'],
    ),
    "a heading without its colon above numbered steps": (
        GOOD.replace("  Scenario", "  Scenario X\n    1. Given a new world\n  Scenario", 1),
        ["*cart.feature:4: Scenario X", "*description*", '*Write "Scenario: X"*'],
    ),
    "a heading and steps in quotation marks": (
        GOOD.replace(
            "  Scenario",
            '  "Scenario: X"\n    "Given a "new" world"\n    "Then it is round"\n  Scenario',
            1,
        ),
        [
            '*cart.feature:4: "Scenario: X"',
            '*description: " stands before its first word.',
            '*Write "Scenario: X"*',
            '*cart.feature:5: "Given a "new" world"',
            '*Write "Given a "new" world". Put "Scenario:" and a title above the steps.*',
            '*cart.feature:6: "Then it is round"',
        ],
    ),
    "a heading and a step as a quotation": (
        GOOD.replace("  Scenario", "  > Scenario: X\n  > Given a new world\n  Scenario", 1),
        [
            "*cart.feature:4: > Scenario: X",
            "*description: > stands before its first word.",
            '*Write "Scenario: X"*',
        ],
    ),
    "a first step in quotation marks": (
        GOOD.replace("mug\n", 'mug\n    "Given an empty cart"\n', 1),
        ['*cart.feature:5: "Given an empty cart"', '*Write "Given an empty cart".*'],
    ),
    "a keyword in quotation marks": (
        GOOD.replace("mug\n", 'mug\n    "Given" an empty cart\n', 1),
        ['*cart.feature:5: "Given" an empty cart', '*Write "Given an empty cart".*'],
    ),
    "a step in brackets": (
        GOOD.replace("mug\n", "mug\n    (Given an empty cart)\n", 1),
        ["*cart.feature:5: (Given an empty cart)", '*Write "Given an empty cart".*'],
    ),
    "a step with its number in words": (
        GOOD.replace("mug\n", "mug\n    Step 1: Given an empty cart\n", 1),
        ["*cart.feature:5: Step 1: Given*", '*Write "Given an empty cart".*'],
    ),
    "Examples in quotation marks": (
        GOOD.replace("holds 1", "holds <n>") + '    "Examples:"\n      | n |\n      | 1 |\n',
        ['*cart.feature:*: "Examples:"', '*Write "Examples:"*'],
    ),
    "a heading in bold": (
        GOOD.replace("  Scenario", "  **Scenario: Two mugs**\n    Given a cart\n  Scenario", 1),
        ["*cart.feature:4: [*][*]Scenario: Two mugs[*][*]", '*Write "Scenario: Two mugs"*'],
    ),
    "an outline without its colon above stars": (
        "Feature: A\n"
        + RULE.replace(
            "  Scenario",
            "  Scenario Outline X\n      * it holds <n>\n\n      Examples:\n        | n |\n"
            "        | 1 |\n\n    Scenario",
        ),
        ["*cart.feature:3: Scenario Outline X", '*Write "Scenario Outline: X"*'],
    ),
    "an example without its colon above a table": (
        GOOD.replace("holds 1", "holds <n>") + "    Example\n      | n |\n      | 1 |\n",
        ["*cart.feature:8: Example", "*cannot have*", '*Write "Examples:"*'],
    ),
    "an example above a table": (
        GOOD.replace("holds 1", "holds <n>") + "    Example: few\n      | n |\n      | 1 |\n",
        ["*cart.feature:8: Example: few", "*no steps*", '*Write "Examples: few"*'],
    ),
    "keywords of steps with a colon": (
        GOOD.replace("  Scenario", "  Scenario X\n    Given: a new world\n  Scenario", 1),
        ["*cart.feature:4: Scenario X", "*description*", '*Write "Scenario: X"*'],
    ),
    "a whole scenario in another language": (
        GOOD.replace(
            "  Scenario",
            "  Scénario: X\n    Étant donné un monde\n    Alors il est rond\n  Scenario",
            1,
        ),
        [
            "*cart.feature:4: Scénario: X",
            '*Write "Scenario: X"*',
            "*cart.feature:5: Étant donné un monde",
            '*Write "Given un monde".*',
            "*cart.feature:6: Alors il est rond",
            '*Write "Then il est rond".*',
        ],
    ),
    "new steps in another language above the first": (
        GOOD.replace("mug\n", "mug\n    Angenommen der Korb ist voll\n    Dann ist er leer\n", 1),
        [
            "*cart.feature:5: Angenommen der Korb ist voll",
            '*Write "Given der Korb ist voll".*',
            "*cart.feature:6: Dann ist er leer",
            '*Write "Then ist er leer".*',
        ],
    ),
    "a misspelt heading of two words": (
        GOOD.replace("Scenario:", "Scenario Outlin:") + "  Scenario: Y\n    Given an empty cart\n",
        ["*cart.feature:4: Scenario Outlin: One mug", '*Write "Scenario Outline: One mug"*'],
    ),
    "a line of another language": (
        GOOD + "    Dann her cart holds 1\n",
        ["*cart.feature:8: Dann her*", "*cannot have*", '*Write "Then her cart holds 1".*'],
    ),
    "a step below the rows of Examples": (
        GOOD.replace("holds 1", "holds <n>")
        + "    Examples:\n      | n |\n      | 1 |\n    Then her cart holds 2\n",
        ["*cart.feature:11: Then her*", "*cannot have*", "*Move it above the Examples*"],
    ),
    "a step in lower case below the rows of Examples": (
        GOOD.replace("holds 1", "holds <n>")
        + "    Examples:\n      | n |\n      | 1 |\n    then her cart holds 2\n",
        ["*cart.feature:11: then her*", '*Write "Then her cart holds 2". Move it above the Ex*'],
    ),
}
