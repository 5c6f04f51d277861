"""In a project with tests of its own kind, nothing changes for those."""

from __future__ import annotations

import pytest

from tests.sayso.conftest import GOOD, PYPROJECT, Trial, census

pytest_plugins = ["pytester"]

BINDING = """
from pytest_bdd import given, scenarios, then

@given("an old step", target_fixture="old")
def an_old_step():
    return "old"

@then("it is old")
def it_is_old(old):
    assert old == "old"

scenarios("../old")
"""
OLD = """
Feature: Old

  Scenario: An old one
    Given an old step
    Then it is old
"""
SHARED = """
import pathlib
import pytest

def note(text):
    with pathlib.Path("notes").open("a") as file:
        print(text, file=file)

note("imported")

@pytest.fixture(autouse=True)
def everywhere(request):
    note(f"fixture for {request.node.name}")

def pytest_runtest_setup(item):
    note(f"hook for {item.name}")
"""
SIGNED = """
import pytest
from pytest_bdd import given

def pytest_bdd_apply_tag(tag, function):
    if tag == "signed_in":
        pytest.mark.usefixtures("signed")(function)
        return True

@pytest.fixture
def signed():
    pass

@given("a page")
def page():
    pass
"""
PAGES = """
Feature: Pages

  @signed_in
  Scenario: With an account
    Given a page

  Scenario: Without
    Given a page
"""
OPTIONAL = """
def pytest_configure(config):
    for line in (
        "django_db(transaction=False, reset=None): asks for a database",
        "flaky(reruns=1, reruns_delay=0): runs again",
    ):
        config.addinivalue_line("markers", line)
"""


def test_ordinary_tests_of_pytest_bdd_run_beside_features(trial: Trial) -> None:
    trial.feature(GOOD)
    trial.feature(OLD, "old/old.feature")
    trial.write("tests/test_old.py", BINDING)
    trial.run("tests", "features").assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("@signed_in", "With an account"), ("not @signed_in", "Without")],
)
def test_a_tag_that_a_hook_takes_for_itself_can_be_chosen(
    trial: Trial, expression: str, expected: str
) -> None:
    trial.write("pyproject.toml", PYPROJECT.replace("markers = [", 'markers = ["signed_in: x", '))
    trial.write("acts/signed.py", SIGNED)
    trial.feature(PAGES, "features/pages.feature")
    ids = trial.ids("features", f"--tags={expression}")
    assert ids == [f"features/pages.feature::{expected}"]


@pytest.mark.parametrize("tag", ["django_db", "flaky"])
def test_a_marker_whose_arguments_are_all_optional_is_a_tag(trial: Trial, tag: str) -> None:
    trial.write("optional.py", OPTIONAL)
    trial.write(
        "pyproject.toml", PYPROJECT.replace("[tool.pytest]", '[tool.pytest]\npythonpath=["."]')
    )
    trial.feature(GOOD.replace("  Scenario", f"  @{tag}\n  Scenario"))
    assert (
        census(trial.run_apart("-poptional", "-prerunfailures", "features"))
        == "1 scenario: 1 passed"
    )


def test_modules_of_the_suite_stay_out_of_a_run_of_plain_tests(trial: Trial) -> None:
    trial.write("gifts/shared.py", SHARED)
    trial.feature(GOOD)
    trial.write("tests/test_plain.py", "def test_plain():\n    pass\n")
    trial.run("tests").assert_outcomes(passed=1)
    notes = trial.pytester.path / "notes"
    assert not notes.exists()
    trial.run("tests", "features").assert_outcomes(passed=2)
    assert notes.read_text().splitlines() == [
        "imported",
        "hook for One mug",
        "fixture for One mug",
    ]


@pytest.mark.parametrize("fixture", ["", "shared, "])
def test_a_plain_test_may_ask_for_the_scenario(trial: Trial, fixture: str) -> None:
    trial.write(
        "test_plain.py",
        f"""
import pytest

@pytest.fixture
def shared(scenario):
    return scenario

def test_plain({fixture}scenario):
    assert (scenario.name, scenario.uri, scenario.line) == ("test_plain", "test_plain.py", 8)
""",
    )
    trial.run("test_plain.py").assert_outcomes(passed=1)
