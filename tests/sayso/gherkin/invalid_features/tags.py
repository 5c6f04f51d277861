"""Traps in tags."""

from __future__ import annotations

from tests.sayso.conftest import GOOD
from tests.sayso.gherkin.invalid_features.shape import Traps

TAGS: Traps = {
    "an undeclared tag": (
        GOOD.replace("  Scenario", "  @smok\n  Scenario"),
        [
            "*cart.feature:4:*@smok*",
            "*The tag @smok is not declared.",
            '*Did you mean "smoke"[?] Otherwise declare it in pyproject.toml: markers*',
        ],
    ),
    "tags parted by a comma": (
        GOOD.replace("  Scenario", "  @smoke,@slow\n  Scenario"),
        [
            "*cart.feature:4:*@smoke,*",
            '*Separate tags with spaces: "@smoke," is one tag.',
            '*Write "@smoke".*',
        ],
    ),
    "a tag with nothing before its comma": (
        GOOD.replace("  Scenario", "  @,_smoke @slow # a, b\n  Scenario"),
        [
            "*cart.feature:4:*@,_smoke*",
            "*The tag @,_smoke is not declared.",
            '*Allow it in pyproject.toml, below [[]tool.sayso]: tags = [[]"@,_smoke"].*',
        ],
    ),
    "a tag that begins like a private name": (
        GOOD.replace("  Scenario", "  @_wip\n  Scenario"),
        [
            "*cart.feature:4:*@_wip*",
            "*The tag @_wip is not declared.",
            '*Allow it in pyproject.toml, below [[]tool.sayso]: tags = [[]"@_wip"].*',
        ],
    ),
    "a tag of signs": (
        GOOD.replace("  Scenario", "  @_:\n  Scenario"),
        [
            "*cart.feature:4:*@_:*",
            "*The tag @_: is not declared.",
            '*Allow it in pyproject.toml, below [[]tool.sayso]: tags = [[]"@_:"].*',
        ],
    ),
    "a tag with a value": (
        GOOD.replace("  Scenario", "  @smoke:x\n  Scenario"),
        [
            "*cart.feature:4:*@smoke:x*",
            "*The tag @smoke:x is not declared.",
            '*Allow it in pyproject.toml, below [[]tool.sayso]: tags = [[]"@smoke:x"].*',
        ],
    ),
    "a tag with an argument": (
        GOOD.replace("  Scenario", "  @free(1)\n  Scenario"),
        [
            "*cart.feature:4:*@free(1)*",
            "*The tag @free(1) is not declared.",
            '*Allow it in pyproject.toml, below [[]tool.sayso]: tags = [[]"@free(1)"].*',
        ],
    ),
    "a tag that is a marker with arguments": (
        GOOD.replace("  Scenario", "  @parametrize\n  Scenario"),
        [
            "*cart.feature:4:*@parametrize*",
            "*@parametrize is a marker of a pytest plugin that needs arguments.",
            "*Choose another word for the tag.*",
        ],
    ),
    "a tag above a step": (
        GOOD.replace("    Then", "    @smoke\n    Then"),
        [
            "*cart.feature:8:*Then her cart holds 1*",
            '*Unexpected line; expected: tag, "Rule:".',
            "*Tags stand above a scenario, its Examples, a rule or a feature.*",
        ],
    ),
    "a tag above a heading that is none": (
        GOOD + "\n  @smoke\n  Scenaro: Two mugs\n    Given an empty cart\n",
        [
            "*cart.feature:10:*Scenaro: Two mugs*",
            '*Unexpected line; expected: tag, "Rule:".',
            '*Did you mean "Scenario:"[?]*',
            "*cart.feature:11:*Given an empty cart*",
            '*Unexpected line; expected: tag, "Rule:".',
            "*Tags stand above a scenario, its Examples, a rule or a feature.*",
        ],
    ),
    "a decorator": (
        GOOD + "  @given('a {thing} cart')\n",
        [
            "*cart.feature:8:*@given('a {thing} cart')*",
            "*A tag contains a space.",
            '*Write each tag as one word, like "@slow @mail".*',
        ],
    ),
}
