"""A tag with an argument, like @owner:sam, is the marker owner("sam")."""

from __future__ import annotations

import pytest

from tests.projects.isolation import findings_in
from tests.sayso.conftest import GOOD, PYPROJECT, Trial

pytest_plugins = ["pytester"]

OWNED = """
Feature: Filling a cart

  @owner:sam
  Scenario: One mug
    Given an empty cart

  @owner:ada @smoke
  Scenario: Two mugs
    Given an empty cart

  Scenario: Three mugs
    Given an empty cart
"""
OWNER = 'markers = ["owner(name): who is asked about a failure", '
SHOWING = """
def pytest_collection_modifyitems(items):
    for item in items:
        print(item.name, [(mark.name, mark.args) for mark in item.iter_markers("owner")])
"""


@pytest.fixture
def owned(trial: Trial) -> Trial:
    trial.write("pyproject.toml", PYPROJECT.replace("markers = [", OWNER))
    trial.feature(OWNED)
    return trial


def titles(trial: Trial, *arguments: str) -> list[str]:
    return [each.rpartition("::")[2] for each in trial.ids("features", *arguments)]


def test_the_argument_is_the_one_of_the_marker(owned: Trial) -> None:
    owned.write("conftest.py", SHOWING)
    result = owned.run("features", "-s")
    result.stdout.fnmatch_lines(
        ["*One mug [[]('owner', ('sam',))]", "Two mugs [[]('owner', ('ada',))]", "Three mugs [[]]"]
    )
    result.assert_outcomes(passed=3)


@pytest.mark.parametrize(
    ("arguments", "chosen"),
    [
        (("--tags=@owner:sam",), ["One mug"]),
        (("--tags=not @owner:sam",), ["Two mugs", "Three mugs"]),
        (("--tags=owner:ada and smoke",), ["Two mugs"]),
        (("-m", "owner"), ["One mug", "Two mugs"]),
        (("-m", "not owner"), ["Three mugs"]),
    ],
)
def test_expressions_see_the_whole_tag_and_markers_its_name(
    owned: Trial, arguments: tuple[str, ...], chosen: list[str]
) -> None:
    assert titles(owned, *arguments) == chosen


def test_an_expression_sees_the_argument_of_a_marker_on_a_plain_test(owned: Trial) -> None:
    owned.write(
        "test_plain.py",
        'import pytest\n\n@pytest.mark.owner("sam")\ndef test_sam(): pass\n'
        '\n@pytest.mark.owner("ada")\ndef test_ada(): pass\n',
    )
    assert owned.ids("test_plain.py", "--tags=@owner:sam") == ["test_plain.py::test_sam"]


@pytest.mark.parametrize(
    ("tag", "said", "remedy"),
    [
        ("@owner", "@owner needs an argument.", 'Write it like "@owner:name".'),
        ("@owner:", "@owner needs an argument.", 'Write it like "@owner:name".'),
        ("@onwer:sam", "The tag @onwer:sam is not declared.", 'Did you mean "owner:sam"?*'),
        ("@smoke:sam", "The tag @smoke:sam is not declared.", "*"),
    ],
)
def test_a_tag_without_its_argument_or_declaration_is_a_problem(
    owned: Trial, tag: str, said: str, remedy: str
) -> None:
    owned.feature(OWNED.replace("@owner:sam", tag))
    result = owned.run()
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines([f"*cart.feature:4:*{tag}", f"*{said}", f"*{remedy}"])
    rules = [one.rule for one in findings_in(owned.pytester.path) if one.severity == "error"]
    assert rules == ["unknown-tag"]


def test_a_tag_expression_names_the_argument_too(owned: Trial) -> None:
    result = owned.run("features", "--tags=not @owner")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = 'the tag @owner needs an argument, like "@owner:name"; -m "owner" chooses them all'
    result.stderr.fnmatch_lines([f'ERROR: --tags "not @owner": {said}'])


def test_a_marker_with_several_arguments_takes_none_from_a_tag(trial: Trial) -> None:
    trial.feature(GOOD.replace("  Scenario", "  @skipif:True\n  Scenario"))
    result = trial.run()
    result.stdout.fnmatch_lines(["*The tag @skipif:True is not declared."])


@pytest.mark.parametrize("name", ["needs", "alone_with"])
def test_the_markers_of_sayso_are_declared_by_it(trial: Trial, name: str) -> None:
    trial.run("--markers").stdout.fnmatch_lines([f"@pytest.mark.{name}(*"])
