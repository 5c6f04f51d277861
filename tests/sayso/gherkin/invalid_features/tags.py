"""Traps in tags."""

from __future__ import annotations

from tests.sayso.conftest import GOOD
from tests.sayso.gherkin.invalid_features.shape import Traps

TAGS: Traps = {
    "an undeclared tag": (
        GOOD.replace("  Scenario", "  @smok\n  Scenario"),
        ["*cart.feature:4: @smok", "*not declared*", '*Did you mean "smoke"*markers*'],
    ),
    "tags parted by a comma": (
        GOOD.replace("  Scenario", "  @smoke,@slow\n  Scenario"),
        ["*cart.feature:4: @smoke,", "*Blanks part tags*", '*Write "@smoke @slow".*'],
    ),
    "a tag with nothing before its comma": (
        GOOD.replace("  Scenario", "  @,_smoke @slow # a, b\n  Scenario"),
        ["*cart.feature:4: @,_smoke", "*Blanks part tags*", '*Write "@smoke @slow".*'],
    ),
    "a tag that begins like a private name": (
        GOOD.replace("  Scenario", "  @_wip\n  Scenario"),
        ["*cart.feature:4: @_wip", '*none begins with "_".', "*Write it like @wip."],
    ),
    "a tag of signs": (
        GOOD.replace("  Scenario", "  @_:\n  Scenario"),
        ["*cart.feature:4: @_:", "*Write it with a letter at its beginning."],
    ),
    "an @ alone": (
        GOOD.replace("  Scenario", "  @\n  Scenario"),
        ["*cart.feature:4: @", "*An @ alone is no tag.", "*Write its name right behind it*"],
    ),
    "a tag with a value": (
        GOOD.replace("  Scenario", "  @smoke:x\n  Scenario"),
        ["*cart.feature:4: @smoke:x", '*no marker has a ":"*', "*like @smoke-x.*"],
    ),
    "a tag with an argument": (
        GOOD.replace("  Scenario", "  @free(1)\n  Scenario"),
        ["*cart.feature:4: @free(1)", '*no marker has a "("*', "*like @free-1.*"],
    ),
    "a tag that is a marker with arguments": (
        GOOD.replace("  Scenario", "  @parametrize\n  Scenario"),
        ["*cart.feature:4: @parametrize", "*needs arguments*"],
    ),
    "a tag above a step": (
        GOOD.replace("    Then", "    @smoke\n    Then"),
        ["*cart.feature:8: Then her*", "*cannot have*", "*Put the tags*above a scenario*"],
    ),
    "a tag above a heading that is none": (
        GOOD + "\n  @smoke\n  Scenaro: Two mugs\n    Given an empty cart\n",
        ["*cart.feature:10: Scenaro: Two*", "*cannot have*", '*Write "Scenario: Two mugs"*'],
    ),
    "a decorator": (
        GOOD + "  @given('a {thing} cart')\n",
        ["*cart.feature:8: @given*", "*A tag holds a blank*", "*each tag as one word*"],
    ),
}
