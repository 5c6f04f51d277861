"""A pattern that its parser refuses is told by `sayso check` as by the run."""

from __future__ import annotations

import pytest

from sayso.cli.check import check
from sayso.cli.steps import main as steps
from sayso.gherkin.problems import Problem
from sayso.settings import Settings
from tests.sayso.conftest import CART, GOOD, PYPROJECT, Trial

pytest_plugins = ["pytester"]

MODULE = """\
from pytest_bdd import given, parsers
from sayso import cucumber_parser

@given({})
def bad(): ...
"""
REFUSED = {
    "a format nobody knows": 'parsers.parse("a {n:zz} thing")',
    "a type nobody made": 'parsers.parse("a {n:Moeny} thing")',
    "several of a type nobody made": 'parsers.cfparse("a {n:Moeny+} thing")',
    "one name with two types": 'parsers.parse("a {n:d} {n:w} thing")',
    "no regular expression": 'parsers.re("a (thing")',
    "a parameter that may be left out": 'cucumber_parser("a ({int}) thing", "n")',
    "a type of Cucumber's nobody made": 'cucumber_parser("a {money} thing", "n")',
    "a brace that is open": 'cucumber_parser("a {int thing", "n")',
    "a value without a name": 'cucumber_parser("a {int} {word} thing", "n")',
}
READ = {
    "a type of a table": 'parsers.parse("a {n:Zz} thing", dict(Zz=int))',
    "a type after its alignment": 'parsers.parse("a {n:>Zz} thing", TYPES)',
    "a type of a wrapper": 'typed("a {n:Zz} thing")',
    "a type of Cucumber's": 'cucumber_parser("a {zz} thing", "n", types=TYPES)',
    "what is said": 'parsers.re("a [(] thing # (", re.X)',
}


@pytest.fixture
def trial(pytester: pytest.Pytester) -> Trial:
    made = Trial(pytester)
    for path, text in {
        "pyproject.toml": PYPROJECT,
        "acts/cart.py": CART,
        "features/cart.feature": GOOD,
    }.items():
        made.write(path, text)
    return made


def told(trial: Trial) -> list[Problem]:
    findings, _ = check(Settings.at(trial.pytester.path), [])
    return [each for each in findings if each.uri == "acts/bad.py"]


@pytest.mark.parametrize("name", REFUSED)
def test_check_and_run_tell_the_same_of(name: str, trial: Trial) -> None:
    trial.write("acts/bad.py", MODULE.format(REFUSED[name]))
    (finding,) = told(trial)
    assert (finding.uri, finding.line, finding.rule) == ("acts/bad.py", 4, "not-loaded")
    assert "The module cannot be loaded: " in finding.reason
    _, *said = str(finding).splitlines()
    shown = trial.run("features").outlines
    start = shown.index(f"acts/bad.py:4: @given({REFUSED[name]})") + 1
    assert shown[start : start + len(said)] == said


@pytest.mark.parametrize("name", REFUSED)
def test_the_other_sentences_can_be_looked_up_beside(
    name: str, trial: Trial, capsys: pytest.CaptureFixture[str]
) -> None:
    trial.write("acts/bad.py", MODULE.format(REFUSED[name]))
    assert steps([], trial.pytester.path) == 0
    assert "Given an empty cart" in capsys.readouterr().out


@pytest.mark.parametrize("name", READ)
def test_nothing_is_refused_for(name: str, trial: Trial) -> None:
    trial.write("acts/bad.py", MODULE.format(READ[name]))
    assert [each.rule for each in told(trial)] == ["unused-definition"]


@pytest.mark.parametrize(
    "written", ['parsers.parse(f"a {{n:{kind}}} thing")', 'typed("a {n:d} {n:w} thing")']
)
def test_what_only_a_run_can_tell_is_not_called_refused(written: str, trial: Trial) -> None:
    trial.write("acts/bad.py", MODULE.format(written))
    assert [each.rule for each in told(trial)] == ["computed-definition"]


IN_CLASS = """\
from pytest_bdd import given, parsers

class Moon:
    class Phase:
        @given(parsers.parse("{n:d} moons"))
        def moons(self, n): ...
"""
COMPUTED = "@given(sentence())\ndef computed(): ...\n"


def test_a_definition_in_a_class_is_told_as_by_the_run(trial: Trial) -> None:
    trial.write("acts/bad.py", IN_CLASS)
    trial.feature("Feature: A\n  Scenario: B\n    Given 2 moons\n    Given a moon\n")
    findings, _ = check(Settings.at(trial.pytester.path), [])
    step, other = (each for each in findings if each.rule == "undefined-step")
    shown = trial.run("features").outlines
    for finding in (step, other):
        first, *said = str(finding).splitlines()
        start = shown.index(first) + 1
        assert shown[start : start + len(said)] == said
    assert "in the class Moon.Phase (acts/bad.py:5), where" in step.reason
    assert [f"{each.line} {each.rule}" for each in told(trial)] == ["5 definition-in-class"]


def test_a_definition_in_a_class_is_perhaps_not_the_only_one(trial: Trial) -> None:
    trial.write("acts/bad.py", IN_CLASS + COMPUTED)
    trial.feature("Feature: A\n  Scenario: B\n    Given 2 moons\n")
    findings, _ = check(Settings.at(trial.pytester.path), [])
    (step,) = (each for each in findings if each.rule == "maybe-undefined")
    assert step.reason.startswith("It is defined in the class Moon.Phase")
