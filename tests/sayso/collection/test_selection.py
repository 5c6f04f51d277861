"""Choosing scenarios by line and by tag expression."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sayso.conftest import GOOD, Trial, census

pytest_plugins = ["pytester"]

FEATURE = """\
Feature: Filling a cart

  Background:
    Given an empty cart

  @smoke
  Scenario: One
    Then her cart holds 0

  # about rows
  Rule: Rows

    Why rows.

    Scenario Outline: Row
      Then her cart holds <n>

      @slow
      Examples:
        | n |
        | 0 |
        | 1 |

      Examples: more
        | n |
        | 2 |

  Rule: Last

    Scenario: Two
      Then her cart holds 0
"""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("7", ["One"]),
        ("6", ["One"]),
        ("8", ["One"]),
        ("11", ["Row[0]", "Row[1]", "Row[2]"]),
        ("13", ["Row[0]", "Row[1]", "Row[2]"]),
        ("16", ["Row[0]", "Row[1]", "Row[2]"]),
        ("18", ["Row[0]", "Row[1]"]),
        ("22", ["Row[1]"]),
        ("24", ["Row[2]"]),
        ("22:7", ["One", "Row[1]"]),
        ("4", ["One", "Row[0]", "Row[1]", "Row[2]", "Two"]),
        ("31", ["Two"]),
    ],
)
def test_a_line_chooses_the_part_it_stands_in(
    trial: Trial, lines: str, expected: list[str]
) -> None:
    trial.feature(FEATURE)
    ids = trial.ids(f"features/cart.feature:{lines}")
    assert [each.rpartition("::")[2] for each in ids] == expected


def test_lines_of_several_files_and_whole_files_together(trial: Trial) -> None:
    trial.feature(FEATURE)
    trial.feature(GOOD, "features/good.feature")
    assert trial.ids("features/cart.feature:7", "features/good.feature") == [
        "features/cart.feature::One",
        "features/good.feature::One mug",
    ]


@pytest.mark.parametrize("mode", [(), ("-n", "2")], ids=["alone", "workers"])
@pytest.mark.parametrize("rest", [":7", "::One"], ids=["line", "title"])
def test_a_path_that_goes_up_keeps_its_choice(
    trial: Trial, rest: str, mode: tuple[str, ...]
) -> None:
    trial.feature(FEATURE)
    trial.feature(GOOD, "features/sub/good.feature")
    roundabout = trial.run_apart(f"features/sub/../cart.feature{rest}", *mode)
    assert census(roundabout) == "5 scenarios: 1 passed, 4 deselected"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(trial.pytester.path / "features/sub")
        from_below = trial.run_apart(f"../cart.feature{rest}", *mode)
    assert census(from_below) == "5 scenarios: 1 passed, 4 deselected"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("features/cart.feature:22", "features/cart.feature::Last"), ["Row[1]", "Two"]),
        (
            ("features/cart.feature::Rows::Row", "features/../features/cart.feature:31"),
            ["Row[0]", "Row[1]", "Row[2]", "Two"],
        ),
        (("features/cart.feature::Rows::Row[1]", "features/cart.feature:7"), ["One", "Row[1]"]),
        (("features", "features/cart.feature:7"), ["One", "Row[0]", "Row[1]", "Row[2]", "Two"]),
        (
            ("features/cart.feature:7", "features/cart.feature"),
            ["One", "Row[0]", "Row[1]", "Row[2]", "Two"],
        ),
    ],
)
def test_choices_in_one_file_add_up(
    trial: Trial, arguments: tuple[str, ...], expected: list[str]
) -> None:
    trial.feature(FEATURE)
    assert [each.rpartition("::")[2] for each in trial.ids(*arguments)] == expected
    left = 5 - len(expected)
    in_worker = census(trial.run_apart(*arguments, "-n1")).partition(" failed")[2]
    assert in_worker == (f", {left} deselected" if left else "")


@pytest.mark.parametrize("mode", [(), ("-n", "1")], ids=["alone", "workers"])
def test_a_title_that_is_not_found_is_told_beside_a_line(
    trial: Trial, mode: tuple[str, ...]
) -> None:
    trial.feature(FEATURE)
    result = trial.run_apart("features/cart.feature:7", "features/cart.feature::Three", *mode)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "ERROR: not found: features/cart.feature::Three" in result.outlines + result.errlines


def test_lines_reach_the_workers(trial: Trial) -> None:
    trial.feature(FEATURE)
    result = trial.run_apart("features/cart.feature:7:21", "-n2")
    assert census(result) == "5 scenarios: 2 passed, 3 deselected"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (GOOD, 99, "has 7 lines, so there is no scenario at line 99"),
        ("Feature: A", 2, "has 1 line, so there is no scenario at line 2"),
        (GOOD, 8, "has 7 lines, so there is no scenario at line 8"),
        (GOOD.rstrip(), 8, "has 7 lines, so there is no scenario at line 8"),
        (GOOD, 0, "has no line 0; lines count from 1"),
        (GOOD, "4:0", "has no line 0; lines count from 1"),
    ],
)
def test_a_line_that_the_file_does_not_have_is_refused(
    trial: Trial, text: str, line: object, said: str
) -> None:
    trial.feature(text)
    result = trial.run(f"features/cart.feature:{line}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*cart.feature {said}"])


def test_the_last_line_counts_without_its_end_too(trial: Trial) -> None:
    trial.feature(GOOD.rstrip())
    trial.run("features/cart.feature:7").assert_outcomes(passed=1)


@pytest.mark.parametrize("rest", ["abc", "", "1:b"])
def test_what_is_no_line_is_refused(trial: Trial, rest: str) -> None:
    trial.feature(GOOD)
    result = trial.run(f"features/cart.feature:{rest}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = f'*cart.feature:{rest}: "{rest}" is no line; write it like features/cart.feature:14'
    result.stderr.fnmatch_lines([said])


def test_a_line_of_a_folder_is_refused(trial: Trial) -> None:
    trial.feature(GOOD, "features/all.feature/cart.feature")
    result = trial.run("features/all.feature:3")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = "*features/all.feature is a folder and has no lines; leave the line out"
    result.stderr.fnmatch_lines([said])
    trial.run("features/all.feature").assert_outcomes(passed=1)


@pytest.mark.parametrize("line", ["", ":2"])
def test_a_file_that_pytest_takes_for_a_title_is_refused(trial: Trial, line: str) -> None:
    trial.feature(GOOD, "features/a::b.feature")
    result = trial.run(f"features/a::b.feature{line}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = 'pytest takes what stands behind "::" for a title; rename it, or run its folder'
    assert result.errlines[0] == f"ERROR: features/a::b.feature: {said}"
    trial.run("features").assert_outcomes(passed=1)


def test_a_title_may_be_longer_than_the_name_of_a_file(trial: Trial) -> None:
    title = "mug " * 100 + "x"
    trial.feature(GOOD.replace("One mug", title))
    trial.run(f"features/cart.feature::{title}").assert_outcomes(passed=1)


def test_a_line_of_a_file_that_cannot_be_read_is_refused(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", path)

    trial.feature(GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        result = trial.run("features/cart.feature:4")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*features/cart.feature cannot be read: Permission denied"])


def test_the_value_of_an_option_is_not_taken_for_the_project(
    trial: Trial, tmp_path_factory: pytest.TempPathFactory
) -> None:
    trial.feature(GOOD)
    beside = tmp_path_factory.mktemp("beside")
    apart = trial.run("features/cart.feature:4", "--report-history", str(beside))
    assert apart.ret == pytest.ExitCode.USAGE_ERROR
    apart.stderr.fnmatch_lines([f"*not {trial.pytester.path}, *join the two, like*"])
    joined = trial.run("features/cart.feature:4", f"--report-history={beside}")
    joined.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("@smoke", ["One"]),
        ("smoke", ["One"]),
        ("@slow or @smoke", ["One", "Row[0]", "Row[1]"]),
        ("not (@smoke or @slow) and @purchase", ["Row[2]", "Two"]),
    ],
)
def test_tag_expressions_choose(trial: Trial, expression: str, expected: list[str]) -> None:
    trial.feature(FEATURE, "features/purchase/cart.feature")
    ids = trial.ids("features", f"--tags={expression}")
    assert [each.rpartition("::")[2] for each in ids] == expected


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "workers"])
def test_a_tag_nobody_declared_is_refused(trial: Trial, workers: tuple[str, ...]) -> None:
    trial.feature(FEATURE)
    result = trial.run_apart("features", "--tags=not @slwo", *workers)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = '*--tags "not @slwo": the tag @slwo is not declared. Did you mean "slow"?'
    result.stderr.fnmatch_lines([said])


def test_no_tag_is_proposed_that_nothing_can_carry(trial: Trial) -> None:
    trial.feature(FEATURE, "features/smoking/cart.feature")
    trial.write("features/smokes/readme.md", "No feature.")
    result = trial.run("features", "--tags=@smokes_")
    result.stderr.fnmatch_lines(['*the tag @smokes_ is not declared. Did you mean "smoke"?'])
    result = trial.run("features", "--tags=@smokng")
    result.stderr.fnmatch_lines(['*the tag @smokng is not declared. Did you mean "smoking"?'])
    result = trial.run("features", "--tags=@usefixture")
    result.stderr.re_match_lines([".*the tag @usefixture is not declared[.]$"])
    result = trial.run("features", "--tags=@_wip")
    result.stderr.fnmatch_lines(
        ['*the tag @_wip is none, since no marker begins with "_"; rename*']
    )


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "workers"])
def test_several_tag_expressions_must_all_fit(trial: Trial, workers: tuple[str, ...]) -> None:
    trial.feature(FEATURE, "features/purchase/cart.feature")
    trial.feature(GOOD, "features/cart.feature")
    two = ("--tags=@smoke or @slow", "--tags=@purchase and not @slow or @slow and @smoke")
    result = trial.run_apart("features", *two, *workers)
    assert census(result) == "6 scenarios: 1 passed, 5 deselected"


@pytest.mark.parametrize(
    ("expression", "fault"),
    [
        ("@smoke and", 'a tag is missing behind "and"'),
        ("or @smoke", 'a tag is missing before "or"'),
        ("@smoke and (not)", 'a tag is missing behind "not"'),
        ("@smoke @slow", 'an "and" or "or" is missing between "@smoke" and "@slow"'),
        ("@smoke not @slow", 'an "and" or "or" is missing between "@smoke" and "not"'),
        ("(@smoke", '"(" and ")" do not stand in pairs'),
        ("@smoke)", '"(" and ")" do not stand in pairs'),
        ("@smo\\ke", 'there is a "\\" in it'),
    ],
)
def test_a_broken_tag_expression_is_refused(trial: Trial, expression: str, fault: str) -> None:
    trial.feature(FEATURE)
    result = trial.run("features", "--tags=@slow", f"--tags={expression}", "--tags=@smoke")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    how = 'tags are joined by "and", "or", "not", "(" and ")"'
    assert result.errlines[0] == f'ERROR: --tags "{expression}": {fault}; {how}'
