"""Of several workers, none parses what the controller has read, and one validates."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.gherkin.kept_documents import keep_in, kept
from sayso.gherkin.reader import read_feature
from tests.sayso.conftest import GOOD, PYPROJECT, Trial, census

pytest_plugins = ["pytester"]

COUNTING = """
from sayso.collection import nodes
from sayso.gherkin import reader

who = ["controller"]

def pytest_configure(config):
    who[0] = getattr(config, "workerinput", {}).get("workerid", "controller")

def counted(what, function):
    def call(*arguments):
        with open("calls", "a") as file:
            print(what, who[0], file=file)
        return function(*arguments)
    return call

reader.parse = counted("parsed", reader.parse)
nodes.problems_of = counted("validated", nodes.problems_of)
"""
WIP = "\n  @wip\n  Scenario: Later\n    Given a full cart\n"


@pytest.fixture
def counting(trial: Trial) -> Trial:
    trial.write("pyproject.toml", PYPROJECT.replace("markers = [", 'markers = ["wip", '))
    trial.write("conftest.py", COUNTING)
    for number in range(3):
        trial.feature(GOOD + WIP, f"features/{number}.feature")
    return trial


def calls(trial: Trial) -> list[str]:
    return (trial.pytester.path / "calls").read_text().splitlines()


def test_files_are_parsed_once_and_validated_once(counting: Trial) -> None:
    result = counting.run_apart("features", "-n3")
    assert census(result) == "6 scenarios: 3 passed, 3 not run"
    assert sorted(calls(counting)) == ["parsed controller"] * 3 + ["validated gw0"] * 3


def test_problems_are_found_by_every_worker_and_told_once(counting: Trial) -> None:
    counting.feature(GOOD + WIP.replace("@wip", "@wpi"), "features/2.feature")
    result = counting.run_apart("features", "-n3")
    assert "".join(result.outlines).count("The tag @wpi is not declared.") == 1
    assert {line for line in calls(counting) if "validated" in line} == {
        f"validated gw{number}" for number in range(3)
    }
    assert result.ret != pytest.ExitCode.OK


def test_a_later_run_parses_what_was_changed(counting: Trial) -> None:
    counting.run_apart("features", "-n2")
    counting.feature(GOOD, "features/2.feature")
    (counting.pytester.path / "calls").unlink()
    assert census(counting.run_apart("features")) == "5 scenarios: 3 passed, 2 not run"
    assert [line for line in calls(counting) if "parsed" in line] == ["parsed controller"]


def test_a_kept_document_counts_only_for_the_text_it_was_made_of(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.feature", tmp_path / "kept"
    folder.mkdir()
    keep_in(folder, tmp_path)
    text = "Feature: A\n  Scenario: B\n"
    path.write_text(text)
    first = read_feature(path, tmp_path)
    again = kept(text, "a.feature", path, tmp_path)
    assert again is not None
    assert again is not first
    assert (again.ast, again.pickles) == (first.ast, first.pickles)
    assert [each.identity for each in again.examples] == ["a.feature::B"]
    path.write_text("Feature: A\n  Scenario: C\n")
    assert kept(path.read_text(), "a.feature", path, tmp_path) is None
    assert [each.identity for each in read_feature(path, tmp_path).examples] == ["a.feature::C"]


def test_what_was_cut_off_is_parsed_again(tmp_path: Path) -> None:
    keep_in(tmp_path, tmp_path)
    path = tmp_path / "cut.feature"
    path.write_text("Feature: A\n  Scenario: B\n")
    read_feature(path, tmp_path)
    for each in tmp_path.glob("*.json"):
        each.write_bytes(each.read_bytes()[:-1])
    assert kept(path.read_text(), "cut.feature", path, tmp_path) is None
