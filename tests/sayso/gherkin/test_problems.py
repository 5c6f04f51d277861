"""What pytest-bdd lets pass quietly stops a run here, with the place, the reason and the remedy."""

from __future__ import annotations

import re

import pytest

from tests.projects.isolation import findings_in
from tests.sayso.conftest import CART, GOOD, PYPROJECT, Trial, census
from tests.sayso.gherkin.invalid_features import TRAPS
from tests.sayso.gherkin.invalid_features.definitions import TABLE, TWICE
from tests.sayso.gherkin.invalid_features.shape import OUTLINE
from tests.sayso.gherkin.invalid_features.sound import SOUND

pytest_plugins = ["pytester"]

TOLD_OTHERWISE = (  # by what is known only when plugins and fixtures are loaded
    "a step without what it works on",
    "a tag that is a marker with arguments",
)
OF_CHECK_ONLY = ("multiple-when", "keyword-order", "too-long")  # matters of style


@pytest.mark.parametrize("trap", TRAPS)
def test_nothing_runs_and_the_check_tells_the_same_place_reason_and_remedy(
    trial: Trial, trap: str
) -> None:
    text, lines = TRAPS[trap]
    trial.feature(text)
    trial.feature(GOOD, "features/good.feature")
    if "ambiguous" in trap:
        trial.write("acts/twice.py", TWICE)
    if "table" in trap or "doc string" in trap:
        trial.write("acts/table.py", TABLE)
    result = trial.run("features")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(lines)
    result.stdout.no_fnmatch_line("*Traceback*")
    if trap not in TOLD_OTHERWISE:
        assert_checked(trial, result)


def assert_checked(trial: Trial, result: pytest.RunResult) -> None:
    """`sayso check` finds what the run told, and nothing else that would stop one."""
    findings = findings_in(trial.pytester.path)
    told = [
        str(each)
        for each in findings
        if each.severity == "error" and each.rule not in OF_CHECK_ONLY
    ]
    assert told
    assert "\n\n".join(told) in "\n".join(result.outlines)
    errors = str(result.stdout).partition(" in features ===")[0]  # warnings stand below
    places = re.findall(r"^features/.*\.feature:\d+: ?", errors, re.MULTILINE)
    assert len(places) == len(told)


def test_all_problems_of_all_files_are_told_at_once(trial: Trial) -> None:
    names = list(TRAPS)
    for number, trap in enumerate(names):
        trial.feature(TRAPS[trap][0], f"features/number_{number}.feature")
    trial.feature(GOOD, "features/good.feature")
    trial.write("acts/twice.py", TWICE)
    result = trial.run("features")
    result.assert_outcomes(errors=len(names))
    assert "passed" not in census(result)


def test_until_a_feature_begins_its_first_line_is_told_and_none_that_is_right(trial: Trial) -> None:
    trial.feature(TRAPS["a language that is not said"][0])
    result = trial.run("features")
    assert [line for line in result.outlines if line.startswith("features/cart.feature:")] == [
        "features/cart.feature:1: Funktion: A"
    ]


@pytest.mark.parametrize("tag", ["issue:12", "a,b", "x=1", "_wip", "free(1)"])
def test_tag_that_cannot_be_a_marker_is_allowed_by_a_pattern(trial: Trial, tag: str) -> None:
    trial.write("pyproject.toml", PYPROJECT + f'tags = ["@{tag[:2]}*"]\n')
    trial.feature(GOOD.replace("  Scenario", f"  @{tag}\n  Scenario"))
    trial.run("features").assert_outcomes(passed=1)


VALID = {
    "two scenarios of one name": GOOD + GOOD.partition("\n\n")[2],
    "a scenario without a title": GOOD + GOOD.partition("\n\n")[2].replace("One mug", ""),
    "a rule without scenarios": GOOD
    + GOOD.partition("\n\n")[2].replace("One", "A")
    + "\n Rule: B\n",
    "a doc string that holds a placeholder": GOOD
    + GOOD.partition("\n\n")[2].replace("One", "A").replace("holds 1", "holds <n>")
    + '    And she reads\n      """\n      <vector> <n> <nn>\n      """\n'
    + "    Examples:\n      | n | m |\n      | 1 | 2 |\n",
    "a scenario that is not written yet": GOOD
    + GOOD.partition("\n\n")[2].replace("One", "A")
    + "\n  @slow @wip\n  Scenario: Later\n",
    "a first step that continues": GOOD.replace("Given an", "And an")
    + GOOD.partition("\n\n")[2].replace("One", "A"),
}
READS = """
from pytest_bdd import then

@then("she reads")
def reads(docstring):
    assert "<vector>" in docstring
"""


@pytest.mark.parametrize("name", VALID)
def test_valid_gherkin_with_warnings_runs(trial: Trial, name: str) -> None:
    trial.write("pyproject.toml", PYPROJECT.replace('"slow', '"wip: later", "slow'))
    trial.write("acts/reading.py", READS)
    trial.feature(VALID[name])
    trial.run("features", "-m", "not slow").assert_outcomes(
        passed=2, deselected=int("@slow" in VALID[name])
    )


def test_scenarios_of_one_name_have_ids_of_their_own(trial: Trial) -> None:
    again = GOOD.partition("\n\n")[2]
    trial.feature(f"{GOOD}{again}\n  Scenario: One mug (2)\n    Given an empty cart\n{again}")
    assert [node_id.partition("::")[2] for node_id in trial.ids()] == [
        "One mug",
        "One mug (3)",
        "One mug (2)",
        "One mug (4)",
    ]


@pytest.mark.parametrize(
    ("file", "settings", "remedy"),
    [
        ("pytest.ini", "[pytest]\nmarkers =\n    slow: later\n", "new: what it means"),
        ("pytest.toml", '[pytest]\nmarkers = ["slow"]\n', 'markers = ["new: what it means"]'),
    ],
)
def test_the_file_of_settings_that_counts_is_to_declare_a_tag(
    trial: Trial, file: str, settings: str, remedy: str
) -> None:
    trial.write(file, settings)
    trial.feature(GOOD.replace("  Scenario", "  @new\n  Scenario"))
    findings = findings_in(trial.pytester.path)
    (finding,) = (each for each in findings if each.rule == "unknown-tag")
    assert f"eclare it in {file}" in finding.remedy
    assert finding.remedy.endswith(f": {remedy}.")
    assert f"    {finding.remedy}" in trial.run("features").outlines
    in_place = settings.replace("slow: later", remedy).replace('markers = ["slow"]', remedy)
    trial.write(file, in_place)
    trial.run("features").assert_outcomes(passed=1)


def test_a_folder_that_cannot_be_a_marker_is_no_tag(trial: Trial) -> None:
    trial.feature(GOOD, "features/_new/cart.feature")
    trial.run("features").assert_outcomes(passed=1)


def test_a_line_of_an_outline_is_told_once_however_many_rows_it_has(trial: Trial) -> None:
    trial.feature(TRAPS["an undefined step of an outline"][0])
    result = trial.run("features")
    assert sum("To define it:" in line for line in result.outlines) == 1
    assert census(result) == "3 scenarios: 3 undefined"


def test_a_tag_with_a_blank_is_told_once(trial: Trial) -> None:
    trial.feature(TRAPS["a decorator"][0])
    result = trial.run("features")
    told = [line for line in result.outlines if line.startswith("features/cart.feature:8: @given")]
    assert len(told) == 1


def test_a_missing_column_is_no_undefined_step_as_well(trial: Trial) -> None:
    trial.feature(TRAPS["an unknown column"][0])
    result = trial.run("features")
    place = "features/cart.feature:7: Then her cart holds <qantity>"
    assert result.outlines.count(place) == 1
    result.stdout.fnmatch_lines([place, "*Unknown placeholder <qantity>*"])
    assert census(result) == "1 scenario: 1 not run"


def test_the_workers_of_a_distributed_run_tell_it_once(trial: Trial) -> None:
    trial.feature(TRAPS["a misspelt keyword"][0], "features/bad.feature")
    trial.feature(GOOD)
    result = trial.run_apart("features", "-n2")
    assert result.ret != pytest.ExitCode.OK
    result.assert_outcomes(errors=1)
    assert census(result) == "2 scenarios: 2 not run"
    assert sum("Givn an empty cart" in line for line in result.outlines) == 2  # error and summary


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "workers"])
@pytest.mark.parametrize(("ci", "options"), [("true", ()), ("", ("-vv",))], ids=["ci", "verbose"])
def test_the_summary_has_one_line_of_a_file_however_much_pytest_repeats_there(
    trial: Trial,
    monkeypatch: pytest.MonkeyPatch,
    workers: tuple[str, ...],
    ci: str,
    options: tuple[str, ...],
) -> None:
    monkeypatch.setenv("CI", ci)
    trial.feature(TRAPS["an unknown column"][0])
    result = trial.run_apart("features", *workers, *options)
    place = "features/cart.feature:7: Then her cart holds <qantity>"
    heading = next(each for each in result.outlines if "short test summary" in each)
    summary = result.outlines[result.outlines.index(heading) + 1 :]
    assert summary[0] == f"ERROR features/cart.feature - {place}"
    assert all(line.startswith(("!", "=")) for line in summary[1:]), summary
    assert place in result.outlines


def test_only_the_files_that_were_asked_for_count(trial: Trial) -> None:
    trial.feature(GOOD)
    trial.feature("rubbish", "features/bad.feature")
    trial.run("features/cart.feature").assert_outcomes(passed=1)


def test_undefined_steps_of_a_deselected_scenario_do_not_stop_the_others(trial: Trial) -> None:
    trial.feature(GOOD + "\n  @slow\n  Scenario: Later\n    Given nothing of the kind\n")
    result = trial.run("features", "-m", "not slow")
    result.assert_outcomes(passed=1, deselected=1)
    assert census(result) == "2 scenarios: 1 passed, 1 deselected"


def test_sound_files_run_when_collection_errors_are_overruled(trial: Trial) -> None:
    trial.feature(GOOD)
    trial.feature(GOOD.replace("an empty", "no"), "features/bad.feature")
    result = trial.run("features", "--continue-on-collection-errors")
    result.assert_outcomes(passed=1, errors=1)
    assert census(result) == "2 scenarios: 1 passed, 1 undefined"


def test_a_broken_step_module_is_told_with_its_line_instead_of_undefined_steps(
    trial: Trial,
) -> None:
    trial.feature(GOOD)
    trial.write("acts/cart.py", CART + "\nthis = is_unknown\n")
    result = trial.run("features")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["acts/cart.py:19: this = is_unknown", "*NameError: name 'is_unknown'*"]
    )
    result.stdout.no_fnmatch_line("*No step definition*")


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with a mark of its byte order"])
def test_an_assert_on_a_tuple_is_told_with_its_line(trial: Trial, mark: str) -> None:
    trial.feature(GOOD)
    wrong = CART.replace("== quantity", "== quantity\n    assert (1 == 2, 'x')")
    trial.write("acts/cart.py", mark + wrong)
    trial.write("acts/basket.py", "from acts.cart import add as add\n")
    result = trial.run("features")
    result.stdout.fnmatch_lines(
        [
            "acts/basket.py:1: from acts.cart import add as add",
            "acts/cart.py:18: assert (1 == 2, 'x')",
            "*cannot be loaded: *assertion is always true, perhaps remove parentheses*",
        ]
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("import sys; sys.exit(3)", "SystemExit: 3"),
        ("import pytest; pytest.fail('not here')", "Failed: not here"),
    ],
)
@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "workers"])
def test_a_module_that_wants_to_end_the_run_is_told_with_its_line(
    trial: Trial, line: str, said: str, workers: tuple[str, ...]
) -> None:
    trial.feature(GOOD)
    trial.write("acts/leaving.py", f"\n{line}\n")
    result = trial.run_apart("features", *workers)
    assert census(result) == "1 scenario: 1 not run"
    result.stdout.fnmatch_lines(
        [f"acts/leaving.py:2: {line}", f"*The module cannot be loaded: *{said}"]
    )
    result.stdout.no_fnmatch_line("*INTERNAL*")


def test_a_missing_feature_file_names_its_neighbour(trial: Trial) -> None:
    trial.feature(GOOD)
    result = trial.run("features/crat.feature")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ['*no such feature file: features/crat.feature. Did you mean "cart.feature"*']
    )


def test_a_missing_feature_file_is_not_taken_for_any_other(trial: Trial) -> None:
    trial.feature(GOOD, "features/filling.feature")
    result = trial.run("features/nosuch.feature")
    assert result.errlines[0] == "ERROR: no such feature file: features/nosuch.feature."


def test_a_feature_that_is_a_link_to_nothing_is_told(trial: Trial) -> None:
    trial.feature(GOOD)
    (trial.pytester.path / "features" / "lost.feature").symlink_to("moved.feature")
    result = trial.run("features")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["features/lost.feature:1:", "*cannot be read: No such file*"])


def test_a_named_link_to_nothing_is_told(trial: Trial) -> None:
    trial.feature(GOOD)
    (trial.pytester.path / "features" / "lost.feature").symlink_to("moved.feature")
    result = trial.run("features/lost.feature")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["*features/lost.feature is a link to moved.feature, which is not there"]
    )


@pytest.mark.parametrize("name", SOUND)
def test_what_only_looks_odd_is_left_alone(trial: Trial, name: str) -> None:
    trial.feature(SOUND[name].replace("{rest}", GOOD.partition("\n\n")[2]))
    trial.write("acts/table.py", TABLE)
    trial.run("features").assert_outcomes(passed=1)


def test_a_column_means_nothing_to_the_background_of_another_rule(trial: Trial) -> None:
    background = GOOD.partition("\n\n")[2].replace("Scenario:", "Background:")
    other = f"{background.replace('Blue mug', '<n>')}  Scenario: C\n    * an empty cart\n"
    trial.feature(f"Feature: A\n  Rule: R\n{OUTLINE}  Rule: S\n{other}")
    trial.run("features").assert_outcomes(passed=2)
