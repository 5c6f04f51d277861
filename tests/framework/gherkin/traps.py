"""Feature files that hide something and what is said about it, and some that only look odd."""

from __future__ import annotations

from tests.framework.gherkin.conftest import GOOD

RULE = "  Rule: B\n    Scenario: C\n      Given an empty cart\n"
OUTLINE = """\
    Scenario Outline: B
      Given an empty cart
      Then her cart holds <n>
      Examples:
        | n |
        | 0 |
"""
# What stands in the file, and lines the complaint must have, in this order.
TRAPS: dict[str, tuple[str | bytes, list[str]]] = {
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
    "a second feature": (
        f"{GOOD}\nFeature: Another\n",
        ["*cart.feature:9: Feature: Another", "*one feature*second*", "*file of its own*"],
    ),
    "steps without a scenario": (
        "Feature: A\n  Given an empty cart\n  Then her cart holds 0\n",
        [
            "*cart.feature:1: Feature: A",
            "*has no scenario*",
            "*cart.feature:2: Given*",
            "*Scenario:*",
        ],
    ),
    "two scenarios of one name": (
        GOOD + GOOD.partition("\n\n")[2],
        [
            "*cart.feature:8: Scenario: One mug",
            "*scenario in line 4 has the same name*",
            "*special*",
        ],
    ),
    "one name in two rules": (
        "Feature: A\n" + RULE + RULE.replace("Rule: B", "Rule: D"),
        ["*cart.feature:6: Scenario: C", "*line 3 has the same name*"],
    ),
    "a scenario without steps": (
        f"{GOOD}\n  Scenario: Nothing\n",
        [
            "*cart.feature:9: Scenario: Nothing",
            "*no steps*green without*",
            "*Given, When and Then*",
        ],
    ),
    "a rule without scenarios": (
        f"{GOOD}\n  Rule: Nothing\n",
        ["*cart.feature:9: Rule: Nothing", "*no scenario*", "*example of the rule*"],
    ),
    "a scenario without a title": (
        GOOD.replace("One mug", ""),
        ["*cart.feature:4: Scenario:", "*no title*"],
    ),
    "a first step that continues": (
        GOOD.replace("Given an", "And an"),
        [
            "*cart.feature:5: And an empty cart",
            "*continues the step before*none*",
            "*Begin with Given*",
        ],
    ),
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
    "an undefined step": (
        GOOD.replace("her cart", "her basket", 1).replace("her basket", "their cart"),
        [
            "*cart.feature:6: When*",
            "*No step definition says this*",
            "*Did you mean: When Ada adds*",
        ],
    ),
    "an undefined step of an outline": (
        GOOD.replace("holds 1", 'weighs <n> of "<n>"')
        + "    Examples:\n      | n |\n      | 1 |\n      | 2 |\n      | 3 |\n",
        [
            'features/cart.feature:7: Then her cart weighs <n> of "<n>"',
            "*No step definition says this*",
            '*Line 10 makes it say: her cart weighs 1 of "1", and 2 more rows do likewise*',
            '*her cart weighs {n:d} of "{n2}"*',
        ],
    ),
    "an ambiguous step with a table": (
        GOOD.replace("an empty cart\n", "a cart\n      | mug |\n"),
        ["*cart.feature:5: Given a cart", "*More than one*", "*acts/twice.py:8: Given a (?P*"],
    ),
    "an ambiguous step": (
        GOOD.replace("an empty cart", "a cart"),
        [
            "*cart.feature:5: Given a cart",
            "*More than one*",
            "*acts/twice.py:4: Given a cart",
            "*acts/twice.py:8: Given a (?P<thing>cart)",
        ],
    ),
    "a step without what it works on": (
        GOOD.replace("    Given an empty cart\n", ""),
        [
            "*cart.feature:5: When Ada adds*",
            '*acts/cart.py:10) takes "cart", which is no fixture and which no step before*',
            "*put one of them before*",
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
            "*(acts/cart.py:5) does not take a data table*thrown away*",
            '*Let it take "datatable"*',
        ],
    ),
    "a table that a fixture takes": (
        GOOD + "    And a fixture takes these\n      | mug |\n",
        [
            "*cart.feature:8: And a fixture takes these",
            "*does not take a data table*thrown away: only a step's function can take it.",
            '*Let it take "datatable"*',
        ],
    ),
    "a doc string that nobody takes": (
        GOOD + '      """\n      1\n      """\n',
        ["*cart.feature:7: Then her cart holds 1", "*does not take a doc string*thrown away*"],
    ),
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
    "a keyword alone": (
        GOOD + "    Then\n",
        ["*cart.feature:8: Then", '*"Then" stands alone*', "*whole sentence in this line*"],
    ),
    "a keyword and a blank alone": (
        GOOD + "    Then \n",
        ["*cart.feature:8: Then", '*"Then" stands alone*', "*whole sentence in this line*"],
    ),
    "a keyword alone at the beginning": (
        GOOD.replace("mug\n", "mug\n    Given\n", 1),
        ["*cart.feature:5: Given", "*whole sentence in this line*"],
    ),
    "deep nesting": (
        "Feature: A\n" + '    """\n  Rule: B\n' * 2000,
        ["*cart.feature:*"],
    ),
}
TWICE = """
from pytest_bdd import given, parsers

@given("a cart", target_fixture="cart")
def a_cart():
    pass

@given(parsers.re("a (?P<thing>cart)"), target_fixture="cart")
def cart(thing):
    pass
"""


TABLE = """
import pytest
from pytest_bdd import parsers, then

@then("these are in it")
def in_cart(cart, datatable):
    assert datatable

@then("these are <b>in</b> it<br/>")
def is_bold(cart):
    assert cart

@then(parsers.parse("she sees {thing}"))
def sees(cart, thing):
    assert thing

@pytest.fixture
def rows(datatable):
    return datatable

@then("a fixture takes these")
def takes(cart, rows):
    assert rows

@then("this is in it")
def is_in_cart(cart, docstring):
    assert docstring

@then("these may be in it")
def may_be_in_cart(cart, datatable=None):
    assert cart
"""


NO_PLACEHOLDERS = (
    "<http://a.example/x>",
    "Ada <ada@example.com>",
    "www <www.example.com>",
    "a List<String>",
    "a<b and c>d",
    '<br/> <br> <p class="x">',
    "DELETE { <> a <http://example.org/Bar> . }",
    "<#world>",
)
SOUND = {
    **{
        f"{each} in a plain scenario": f"{GOOD}    And she sees {each}\n"
        for each in NO_PLACEHOLDERS
    },
    **{
        f"{each} in an outline": GOOD.replace("holds 1", "holds <n>")
        + f"    And she sees {each}\n    Examples:\n      | n |\n      | 1 |\n"
        for each in NO_PLACEHOLDERS
    },
    "prose that begins like a step": "Feature: A\n  When a shop is open, people buy.\n\n{rest}",
    "stars in prose": "Feature: A\n  What matters:\n  * the price\n  * the stock\n\n{rest}",
    "a quotation in prose": 'Feature: A\n  "When a shop is open"\n  > people buy\n\n{rest}',
    "two quotations": 'Feature: A\n  "Scenario: X" and "Given Y"\n  are two\n\n{rest}',
    "an outline of prose": "Feature: A\n  Scenario outlines below\n  1. When it rains\n\n{rest}",
    "a rule of prose": "Feature: A\n  Golden rule: never promise\n  - what is not there\n\n{rest}",
    "prose in another language": "Feature: A\n  Men og kvinder\n  And so on.\n\n{rest}",
    "prose in a scenario": GOOD.replace("mug\n", "mug\n    The mug is new.\n", 1),
    "markup in an outline": GOOD.replace("holds 1", "holds <n>").replace('"Blue mug"', '"<b>x</b>"')
    + "    Examples:\n      | n |\n      | 1 |\n",
    "markup in a plain scenario": GOOD + "    And these are <b>in</b> it<br/>\n",
    "signs in an outline": GOOD.replace("holds 1", "holds <n>").replace("Blue mug", "1 < > 2")
    + "    Examples:\n      | n |\n      | 1 |\n",
    "markup in quotes": GOOD.replace('"Blue mug"', '"<script>alert()</script>"'),
    "markup in a background": "Feature: A\n  Background:\n    Given an empty cart\n"
    '    When Ada adds 1 "<b>" to her cart\n' + OUTLINE,
    "a column with signs": GOOD.replace("holds 1", "holds <n (of 2)>")
    + "    Examples:\n      | n (of 2) |\n      | 1 |\n",
    "two columns in one step": GOOD.replace("adds 1", "adds <n>").replace("Blue mug", "<what>")
    + "    Examples:\n      | n | what |\n      | 1 | mug  |\n",
    "a byte order mark": "\ufeff" + GOOD,
    "Windows line ends": GOOD.replace("\n", "\r\n"),
    "an asterisk": GOOD.replace("When", "*"),
    "a rule that continues a background": "Feature: A\n  Background:\n    Given an empty cart\n"
    + RULE.replace("Given", "And"),
    "a table that may be taken": GOOD + "    And these may be in it\n      | mug |\n",
    "no table where one may be": GOOD + "    And these may be in it\n",
    "another language": "# language: de\nFunktion: A\n Beispiel: B\n  Angenommen an empty cart\n",
}
