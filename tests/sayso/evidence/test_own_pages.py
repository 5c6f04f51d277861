"""Pages a suite opens by itself, and browsers that die: pictured at a failure, or why not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.projects.system_project import Project

FEATURE = """\
Feature: Own pages
  Scenario: A context of its own
    Given a page in a context of its own
    Then nothing is well

  Scenario: A shared page
    Given a page that all scenarios share
    Then nothing is well

  Scenario: The shared page again
    Given a page that all scenarios share
    Then nothing is well
"""
STEPS = """
import pytest
from pytest_bdd import given, then

CARD = '<h1>Pay</h1><input name="card_number" value="4242424242424242">'

@pytest.fixture
def own(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()

@pytest.fixture(scope="session")
def shared(browser, browser_context_args):
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()

@given("a page in a context of its own")
def _(own): own.set_content(CARD)

@given("a page that all scenarios share")
def _(shared): shared.set_content(CARD)

@then("nothing is well")
def _(): raise AssertionError
"""


def kept(project: Project, media_type: str) -> list[tuple[str, int]]:
    """Scenario and step of each entry of a kind."""
    entries = [entry for entry in project.entries if entry["media_type"] == media_type]
    return [(entry["test"].partition("[")[0], entry["step"]) for entry in entries]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.listening(tmp_path)


def test_every_open_page_is_pictured_at_a_failure(project: Project) -> None:
    project.write("features/own.feature", FEATURE)
    project.write("steps/own.py", STEPS)
    result = project.run("--evidence=failures")
    assert "3 failed" in result.stdout, result.stdout
    assert kept(project, "image/png") == [
        ("A context of its own", 1),
        ("A shared page", 1),
        ("The shared page again", 1),
    ]


DYING_FEATURE = """\
Feature: A browser that dies
  Scenario: First
    Given a page, and one that is shared
  Scenario: Its browser is killed
    Given a page, and one that is shared
    When the browser is killed
    Then the page is still there
  Scenario: Third
    Given a page, and one that is shared
  Scenario: Fourth
    Given a page, and one that is shared
"""
DYING_STEPS = """
import os, signal
import psutil, pytest
from pytest_bdd import given, then, when

@pytest.fixture(scope="session")
def shared(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()

@given("a page, and one that is shared")
def _(page, shared):
    page.set_content("<h1>mine</h1>")
    shared.set_content("<h1>ours</h1>")

@when("the browser is killed")
def _():
    for process in psutil.Process().children(recursive=True):
        if "chrom" in process.name() or "headless" in process.name():
            process.kill()

@then("the page is still there")
def _(page): page.set_content("<h1>still mine</h1>")
"""


def test_a_browser_that_dies_fails_only_the_scenario_that_used_it(project: Project) -> None:
    project.write("features/dying.feature", DYING_FEATURE)
    project.write("steps/dying.py", DYING_STEPS)
    result = project.run("--evidence=failures")
    assert "1 failed, 3 passed" in result.stdout, result.stdout
    assert "FAILED features/dying.feature::Its browser is killed" in result.stdout
    (entry,) = reasons(project)
    assert entry["text"].startswith("the browser has ended")


def reasons(project: Project) -> list[dict[str, Any]]:
    return [entry for entry in project.entries if entry["title"] == "No picture"]
