"""Features that only look odd, and run."""

from __future__ import annotations

from tests.sayso.conftest import GOOD
from tests.sayso.gherkin.invalid_features.shape import OUTLINE, RULE

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
