"""A .feature file is a test module, and its tests are called what the feature calls them."""

from __future__ import annotations

from cProfile import Profile
from pathlib import Path
from types import CodeType

import pytest

from sayso.collection import nodes as collecting
from sayso.settings import SettingsError
from tests.projects.isolation import findings_in
from tests.sayso.conftest import CART, GOOD, PYPROJECT, Trial, census

pytest_plugins = ["pytester"]

RULES = """
@slow
Feature: Filling a cart

  Background:
    Given an empty cart

  @smoke
  Scenario: Nothing yet
    Then her cart holds 0

  Rule: What is added is there

    Scenario Outline: Several
      When Ada adds <n> "<product>" to her cart
      Then her cart holds <n>

      Examples:
        | n | product  |
        | 2 | Blue mug |
      @smoke
      Examples: others
        | n | product     |
        | 3 | Ärmel::[4]  |
"""


def test_a_feature_file_runs_without_any_glue(trial: Trial) -> None:
    trial.feature(GOOD)
    trial.run("features").assert_outcomes(passed=1)


def test_node_ids_read_like_the_feature(trial: Trial) -> None:
    trial.feature(RULES, "features/purchase/cart.feature")
    assert trial.ids() == [
        "features/purchase/cart.feature::Nothing yet",
        "features/purchase/cart.feature::What is added is there::Several[2, Blue mug]",
        "features/purchase/cart.feature::What is added is there::Several[3, Ärmel: :[4]]",
    ]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_node_id_is_taken_back_as_an_argument(trial: Trial, number: int) -> None:
    trial.feature(RULES, "features/my shop/cart.feature")
    node_id = trial.ids()[number]
    assert trial.ids(node_id) == [node_id]


def test_an_outline_is_selected_by_its_title_alone(trial: Trial) -> None:
    trial.feature(RULES)
    outline = "features/cart.feature::What is added is there::Several"
    assert trial.ids(outline) == [f"{outline}[2, Blue mug]", f"{outline}[3, Ärmel: :[4]]"]


def test_titles_with_signs_of_node_ids_can_be_selected(trial: Trial) -> None:
    trial.feature(GOOD.replace("One mug", "One :: mug [blue]:").replace("Filling", "A [x] :: y"))
    node_id = trial.ids()[0]
    assert node_id == "features/cart.feature::One : : mug (blue)"
    trial.run(node_id).assert_outcomes(passed=1)


def test_a_row_keeps_its_id_when_another_is_put_above(trial: Trial) -> None:
    trial.feature(RULES)
    before = trial.ids()[1]
    trial.feature(RULES.replace("| 2 |", "| 1 | Red mug |\n        | 2 |"))
    assert trial.ids()[2] == before


def test_equal_rows_are_told_apart(trial: Trial) -> None:
    trial.feature(RULES.replace("| 2 | Blue mug |", "| 2 | Blue mug |\n        | 2 | Blue mug |"))
    assert [each.partition("[")[2] for each in trial.ids()[1:3]] == [
        "2, Blue mug]",
        "2, Blue mug #2]",
    ]


def test_the_ids_of_rows_stay_apart_from_a_number_that_stands_in_a_row(trial: Trial) -> None:
    trial.feature(ECHO)
    trial.write("acts/echo.py", SECOND_FAILS)
    outline = "features/cart.feature::Echo"
    assert trial.ids() == [f"{outline}[a]", f"{outline}[a #2]", f"{outline}[a #2 #1]"]
    assert census(trial.run("features")) == "3 scenarios: 2 passed, 1 failed"
    trial.feature(ECHO.replace("| a    |", "| a #2 |\n      | b    |\n      | a    |", 1))
    assert trial.ids()[2] == f"{outline}[a]"
    assert trial.ids("features", "--lf") == [f"{outline}[a #2]"]


ECHO = """
Feature: Echoes

  Scenario Outline: Echo
    Given value "<v>"

    Examples:
      | v    |
      | a    |
      | a    |
      | a #2 |
"""
SECOND_FAILS = """
from pytest_bdd import given, parsers

said = []

@given(parsers.parse('value "{v}"'))
def value(v):
    said.append(v)
    assert len(said) != 2
"""


def test_a_row_is_not_taken_for_another_with_the_value_of_a_fixture(trial: Trial) -> None:
    trial.feature(ECHO.replace("| a    |", "| a][old |", 1).replace("| a #2 |", "| b |"))
    trial.write("acts/echo.py", SHOPS)
    assert census(trial.run("features")) == "3 scenarios: 1 passed, 2 failed"


SHOPS = """
import pytest
from pytest_bdd import given, parsers

@pytest.fixture(params=["old", "new"])
def shop(request):
    return request.param

@given(parsers.parse('value "{v}"'))
def value(v, shop):
    assert (v, shop) not in [("a][old", "new"), ("a", "old")]
"""


@pytest.mark.parametrize(
    ("expression", "count"),
    [("smoke", 2), ("slow", 3), ("purchase", 3), ("smoke and purchase and not slow", 0)],
)
def test_tags_and_folders_are_markers(trial: Trial, expression: str, count: int) -> None:
    trial.feature(RULES, "features/purchase/cart.feature")
    assert len(trial.ids("features", "-m", expression)) == count


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "workers"])
@pytest.mark.parametrize(
    "name",
    ["skip", "skipif", "xfail", "usefixtures", "parametrize", "filterwarnings", "flaky"],
)
def test_a_folder_named_like_a_marker_with_an_effect_is_refused(
    trial: Trial, name: str, workers: tuple[str, ...]
) -> None:
    trial.feature(GOOD, f"features/{name}/later/cart.feature")
    result = trial.run_apart("features", *workers)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = f"the folder counts as the tag @{name}, which is a marker with an effect of its own"
    result.stderr.fnmatch_lines([f"ERROR: features/{name}: {said}; rename the folder"])


def test_a_folder_named_like_a_marker_without_features_is_left_alone(trial: Trial) -> None:
    trial.feature(GOOD)
    trial.write("features/skip/readme.md", "What we leave out.")
    trial.run("features").assert_outcomes(passed=1)


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "workers"])
@pytest.mark.parametrize("name", ["build", "dist"])
def test_features_in_a_folder_that_pytest_takes_for_that_of_a_tool_are_not_lost(
    trial: Trial, name: str, workers: tuple[str, ...]
) -> None:
    trial.feature(GOOD)
    trial.feature(GOOD, f"features/shop/{name}/later/cart.feature")
    result = trial.run_apart(*workers)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = f'pytest goes into no folder called "{name}", so the features in it never run'
    remedy = f'rename it, or set norecursedirs to a list without "{name}"'
    result.stderr.fnmatch_lines([f"ERROR: features/shop/{name}: {said}; {remedy}"])
    with pytest.raises(SettingsError, match=f"features/shop/{name}: {said}; rename it"):
        findings_in(trial.pytester.path)
    trial.run("features/cart.feature", f"features/shop/{name}").assert_outcomes(passed=2)
    other = PYPROJECT.replace("[tool.pytest]", '[tool.pytest]\nnorecursedirs = [".*", "lib"]')
    trial.write("pyproject.toml", other)
    trial.run("features").assert_outcomes(passed=2)


@pytest.mark.parametrize(
    "folder", ["build", "features/.git/build", "features/node_modules/dist", "features/lib/build"]
)
def test_what_lies_in_the_folder_of_a_tool_is_left_alone(trial: Trial, folder: str) -> None:
    settings = PYPROJECT.replace("[tool.sayso]", '[tool.sayso]\nfeatures = ["."]')
    trial.write("pyproject.toml", settings)
    trial.write("features/lib/pyvenv.cfg", "")
    trial.feature(GOOD)
    trial.feature(GOOD, f"{folder}/cart.feature")
    trial.run(".").assert_outcomes(passed=1)
    assert not any(one.severity == "error" for one in findings_in(trial.pytester.path))


@pytest.mark.parametrize("option", ["--ignore=features/build", "--ignore-glob=*/build"])
def test_a_folder_that_was_ignored_on_purpose_is_no_loss(trial: Trial, option: str) -> None:
    trial.feature(GOOD)
    trial.feature(GOOD, "features/build/cart.feature")
    trial.run("features", option).assert_outcomes(passed=1)


@pytest.mark.parametrize("target", [".", "..", "../..", "loop", "../features"])
def test_a_link_that_leads_back_is_not_followed(trial: Trial, target: str) -> None:
    trial.feature(GOOD, "features/part/cart.feature")
    (trial.pytester.path / "features/part/loop").symlink_to(target)
    assert census(trial.run("features")) == "1 scenario: 1 passed"


def test_links_that_lead_to_each_other_end(trial: Trial) -> None:
    trial.feature(GOOD, "features/a/cart.feature")
    trial.feature(GOOD, "features/b/cart.feature")
    (trial.pytester.path / "features/a/to_b").symlink_to("../b")
    (trial.pytester.path / "features/b/to_a").symlink_to("../a")
    assert census(trial.run("features")) == "4 scenarios: 4 passed"


def test_a_hook_may_give_a_tag_its_own_meaning(trial: Trial) -> None:
    trial.feature(RULES)
    trial.write(
        "conftest.py",
        """
        import pytest

        @pytest.hookimpl(tryfirst=True)
        def pytest_bdd_apply_tag(tag, function):
            if tag == "smoke":
                pytest.mark.skip(reason="no smoke today")(function)
                return True
        """.replace("\n        ", "\n"),
    )
    trial.run("features").assert_outcomes(passed=1, skipped=2)


@pytest.mark.parametrize("mode", [["-n2", "--dist=loadscope"], ["-n2", "--dist=worksteal"]])
def test_features_run_distributed(trial: Trial, mode: list[str]) -> None:
    trial.feature(RULES)
    trial.run_apart("features", *mode).assert_outcomes(passed=3)


def test_features_run_in_random_order(trial: Trial) -> None:
    trial.feature(RULES)
    result = trial.pytester.runpytest_inprocess("-p", "no:playwright", "features", "--no-report")
    result.assert_outcomes(passed=3)


def test_module_scope_is_a_feature_file(trial: Trial) -> None:
    trial.feature(RULES, "features/one.feature")
    trial.feature(GOOD, "features/two.feature")
    trial.write("gifts/files.py", MODULE_SCOPE)
    trial.run("features", "-s").stdout.fnmatch_lines(
        ["*opened features/one.feature*", "*opened features/two.feature*"]
    )


MODULE_SCOPE = """
import pytest

@pytest.fixture(scope="module", autouse=True)
def file(request):
    print("opened", request.node.nodeid)
"""


def test_a_parametrised_fixture_makes_a_test_for_each_value(trial: Trial) -> None:
    trial.feature(GOOD.replace("Given an empty cart", "Given an empty cart\n    And a shop"))
    trial.write(
        "acts/shop.py",
        """
import pytest
from pytest_bdd import given

@pytest.fixture(params=["old", "new"])
def shop(request):
    return request.param

@given("a shop")
def open_shop(shop):
    print("shop is", shop)
""",
    )
    assert [each.partition("::")[2] for each in trial.ids()] == ["One mug[old]", "One mug[new]"]
    trial.run("features").assert_outcomes(passed=2)


def test_a_closer_definition_of_the_same_sentence_wins(trial: Trial) -> None:
    trial.feature(GOOD.replace("holds 1", "holds 2"), "features/near/cart.feature")
    trial.feature(GOOD, "features/far/cart.feature")
    trial.write(
        "features/near/conftest.py",
        "from pytest_bdd import given\n\n"
        '@given("an empty cart", target_fixture="cart")\n'
        "def cart_with_a_gift():\n    return ['gift']\n",
    )
    trial.run("features").assert_outcomes(passed=2)


def test_a_definition_of_another_folder_is_not_seen(trial: Trial) -> None:
    trial.feature(GOOD.replace("an empty cart", "a full cart"), "features/far/cart.feature")
    trial.write(
        "features/near/conftest.py",
        'from pytest_bdd import given\n\n@given("a full cart")\ndef full_cart():\n    pass\n',
    )
    told = "*It is defined in features/near/conftest.py:3, which this file does not see."
    trial.run("features").stdout.fnmatch_lines([told])


def test_last_failed_runs_the_failed_row_again(trial: Trial) -> None:
    trial.feature(RULES)
    trial.write("acts/cart.py", CART.replace("== quantity", "== quantity != 2"))
    trial.run("features").assert_outcomes(passed=2, failed=1)
    trial.feature(RULES.replace("| 2 |", "| 1 | Red mug |\n        | 2 |"))
    result = trial.run("features", "--lf")
    result.assert_outcomes(failed=1)
    assert census(result) == "4 scenarios: 1 failed, 3 deselected"


def test_twice_as_many_rows_take_twice_as_much_work(trial: Trial) -> None:
    """Calls are counted, since seconds depend on who else is at work."""
    folder = str(Path(collecting.__file__).parent)

    def calls(rows: int) -> int:
        table = "".join(f"      | {row} |\n" for row in range(rows))
        outline = GOOD.replace("holds 1", "holds <n>") + "    Examples:\n      | n |\n" + table
        trial.feature(outline)
        with Profile() as profile:
            assert len(trial.ids()) == rows
        ours = [
            each.callcount
            for each in profile.getstats()
            if isinstance(each.code, CodeType) and folder in each.code.co_filename
        ]
        return sum(ours)

    assert calls(200) < 2.2 * calls(100)


def test_rows_carry_their_values_where_plugins_of_pytest_bdd_look(trial: Trial) -> None:
    trial.feature(
        GOOD.replace("Scenario: One mug", "Scenario Outline: Mugs").replace("adds 1", "adds <n>")
        + "\n    Examples:\n      | n |\n      | 1 |\n      | 2 |\n"
    )
    trial.write(
        "conftest.py",
        "def pytest_collection_finish(session):\n"
        "    print([item.callspec.params['_pytest_bdd_example'] for item in session.items])\n",
    )
    trial.run("features", "-s").stdout.fnmatch_lines(["*{'n': '1'}, {'n': '2'}*"])


NAMES = [
    *("a b", "a[1]", "\N{LATIN SMALL LETTER U WITH DIAERESIS}", "a::b", "-lead", "100%"),
    *("a'b\"c", "a\nb", "a\tb", ".hidden", "x" * 240, "a;b&c", "a#b?c", "con:aux", "*"),
]


def test_a_feature_file_may_have_any_name(trial: Trial) -> None:
    for name in NAMES:
        trial.feature(GOOD, f"features/{name}.feature")
    assert census(trial.run()) == f"{len(NAMES)} scenarios: {len(NAMES)} passed"


@pytest.mark.parametrize(
    ("name", "reason"), [("a\\b", "*has a backslash*"), ("l\udce4", "*is not UTF-8*")]
)
def test_a_name_that_cannot_be_reported_is_refused(trial: Trial, name: str, reason: str) -> None:
    trial.feature(GOOD, f"features/{name}.feature")
    result = trial.run()
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines([reason, "*Rename the file.*"])
