"""Scenarios that claim the same resource never run at the same time, on whatever workers."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from itertools import combinations
from pathlib import Path

import pytest

from sayso.collection.claims import claim
from tests.sayso.conftest import Trial, census

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no locks on files")

CLAIMING = """
Feature: Using what there is one of

  @alone_with:mail @alone_with:till
  Scenario: Both
    When it takes a while

  @alone_with:till @alone_with:mail
  Scenario: Both, named the other way round
    When it takes a while

  @alone_with:mail
  Scenario: Mail
    When it takes a while

  @alone_with:mail
  Scenario: More mail
    When it takes a while

  @alone_with:till
  Scenario: Till
    When it takes a while

  @alone_with:till
  Scenario: More till
    When it takes a while
"""
STEPS = """
import time
import pytest
from pytest_bdd import when


@pytest.fixture(autouse=True)
def span(request, worker_id):
    began = time.monotonic()
    time.sleep(0.1)
    yield
    time.sleep(0.1)
    claims = "+".join(mark.args[0] for mark in request.node.iter_markers("alone_with"))
    with open("spans", "a") as file:
        file.write(f"{worker_id} {claims} {began} {time.monotonic()}\\n")


@when("it takes a while")
def wait():
    time.sleep(0.1)
"""


def spans(root: Path) -> list[tuple[str, set[str], float, float]]:
    lines = (line.split() for line in (root / "spans").read_text().splitlines())
    return [
        (worker, set(claims.split("+")), float(began), float(ended))
        for worker, claims, began, ended in lines
    ]


def test_claims_hold_over_set_up_and_tear_down_across_workers(trial: Trial) -> None:
    trial.write("acts/cart.py", STEPS)
    trial.feature(CLAIMING)
    result = trial.run_apart("features", "-n2", "--dist=load")
    assert census(result) == "6 scenarios: 6 passed"
    found = spans(trial.pytester.path)
    assert {worker for worker, *_ in found} == {"gw0", "gw1"}
    together = [
        (one, other)
        for one, other in combinations(found, 2)
        if one[1] & other[1] and one[2] < other[3] and other[2] < one[3]
    ]
    assert together == []


def test_a_worker_that_dies_leaves_its_claims(trial: Trial) -> None:
    quick = "import os\nfrom pytest_bdd import when\n@when('it takes a while')\ndef wait(): pass\n"
    killing = "@when('everything ends')\ndef end(): os._exit(1)\n"
    trial.write("acts/cart.py", quick + killing)
    trial.feature(CLAIMING.replace("it takes a while", "everything ends", 1))
    result = trial.run_apart("features", "-n2", "--dist=load")
    assert census(result) == "6 scenarios: 5 passed, 1 failed"


def test_a_claim_that_comes_to_nothing_fails_its_scenario_only(trial: Trial) -> None:
    trial.write("conftest.py", "from sayso.collection import claims\n\nclaims.WITHIN = 0.1\n")
    trial.write("acts/cart.py", STEPS.replace("sleep(0.1)", "sleep(1)"))
    trial.feature(
        "Feature: Mail\n"
        "  @alone_with:mail\n  Scenario: One\n    When it takes a while\n"
        "  @alone_with:mail\n  Scenario: Two\n    When it takes a while\n"
    )
    result = trial.run_apart("features", "-n2", "--dist=load")
    assert census(result) == "2 scenarios: 1 passed, 1 failed"
    said = 'it waited 0.1 s for "mail", which features/cart.feature::* claims'
    result.stdout.fnmatch_lines([f"*{said}"])


def test_a_claim_is_waited_for_and_then_said_who_has_it(tmp_path: Path) -> None:
    with ExitStack() as first, ExitStack() as second:
        assert claim(first, tmp_path, ["mail"], "a.feature::One", within=0) == ""
        said = claim(second, tmp_path, ["mail", "till"], "a.feature::Two", within=0.1)
        assert said == 'it waited 0.1 s for "mail", which a.feature::One claims'
        assert claim(second, tmp_path, ["till"], "a.feature::Two", within=0) == ""
    with ExitStack() as third:
        assert claim(third, tmp_path, ["mail", "a/b"], "a.feature::Three", within=0) == ""
