"""A scenario runs only where the target offers what it needs."""

from __future__ import annotations

import pytest

from tests.projects.isolation import findings_in
from tests.sayso.conftest import PYPROJECT, QUIET, Trial, census

pytest_plugins = ["pytester"]

TARGETS = """
[tool.sayso.targets.embedded]
addresses = { web = "http://localhost:1" }
[tool.sayso.targets.services]
addresses = { web = "http://localhost:2" }
offers = ["postgresql", "rabbitmq"]
"""
NEEDING = """
Feature: Filling a cart

  Scenario: One mug
    Given an empty cart

  @needs:rabbitmq @needs:postgresql
  Scenario: Two mugs
    Given an empty cart
"""


@pytest.fixture
def project(trial: Trial) -> Trial:
    trial.write("pyproject.toml", PYPROJECT + TARGETS)
    trial.feature(NEEDING)
    return trial


def test_what_the_target_does_not_offer_is_not_run_with_the_reason(project: Trial) -> None:
    result = project.run("features")
    assert census(result) == "2 scenarios: 1 passed, 1 not run"
    said = "needs postgresql and rabbitmq, which target embedded does not offer"
    result.stdout.fnmatch_lines([f"  1 not run: {said}"])
    assert result.ret == pytest.ExitCode.OK


def test_nothing_is_set_up_for_what_is_not_run(project: Trial) -> None:
    made = "import pytest\n\n@pytest.fixture(autouse=True)\ndef made(request):\n"
    project.write("gifts/made.py", made + "    print('made for', request.node.name)\n")
    result = project.run("features", "-s")
    assert [line for line in result.outlines if "made for" in line] == [
        "features/cart.feature made for One mug"
    ]


def test_a_target_that_offers_it_runs_it(project: Trial) -> None:
    # the fixtures of a target need its plugin, which a run of these trials leaves out
    quiet = [option for option in QUIET if "sayso.target" not in option]
    result = project.pytester.runpytest_inprocess(*quiet, "features", "--target=services")
    assert census(result) == "2 scenarios: 2 passed"


def test_an_ordinary_test_may_need_something_too(project: Trial) -> None:
    project.write(
        "test_plain.py",
        'import pytest\n\n@pytest.mark.needs("rabbitmq")\ndef test_queue(): raise SystemError\n',
    )
    project.run("test_plain.py").assert_outcomes(skipped=1)


@pytest.mark.parametrize(
    ("need", "remedy"),
    [
        ("rabitmq", 'Did you mean "needs:rabbitmq"? Otherwise let a target offer it: '),
        ("kafka", "Let a target offer it: "),
    ],
)
def test_a_need_that_no_target_offers_is_a_problem(project: Trial, need: str, remedy: str) -> None:
    project.feature(NEEDING.replace("rabbitmq", need))
    result = project.run("features")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    how = f'[[]tool.sayso.targets.NAME] offers = [[]"{need}"].'
    said = f"*No target of this project offers {need}."
    result.stdout.fnmatch_lines([f"*cart.feature:7: @needs:{need}", said, f"*{remedy}{how}*"])
    found = [one for one in findings_in(project.pytester.path) if one.severity == "error"]
    assert [(one.line, one.rule) for one in found] == [(7, "unknown-need")]


def test_what_is_offered_is_a_list_of_names(project: Trial) -> None:
    wrong = TARGETS.replace('["postgresql", "rabbitmq"]', '"rabbitmq"')
    project.write("pyproject.toml", PYPROJECT + wrong)
    result = project.run("features")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = '[[]tool.sayso.targets.services] offers must be a list of strings like [[]"rabbitmq"]'
    result.stderr.fnmatch_lines([f'ERROR: {said}, not "rabbitmq"'])
