"""Pictures: how many of them are taken is chosen, and no card number can be read in one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.evidence.kinds import BROWSER
from tests.projects.system_project import Project

FEATURE = """\
Feature: A story
  Scenario: It goes well
    Given the page is open
    When nothing is done
    And the name is typed
    Then all is well

  Scenario: It goes wrong
    Given the page is open
    Then nothing is well
"""
STEPS = """
from pytest_bdd import given, then, when
@given("the page is open")
def opened(page, system): page.goto(system["gateway"])
@when("nothing is done")
def idle(): pass
@when("the name is typed")
def typed(page): page.get_by_label("Name").fill("Ada")
@then("all is well")
def well(): pass
@then("nothing is well")
def wrong(): raise AssertionError
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.listening(tmp_path)


@pytest.mark.parametrize(
    ("mode", "pictured"), [("failures", []), ("scenarios", [3]), ("steps", [0, 2])]
)
def test_how_much_is_pictured_is_chosen(project: Project, mode: str, pictured: list[int]) -> None:
    project.write("features/story.feature", FEATURE)
    project.write("steps/story.py", STEPS)
    result = project.run("--evidence", mode)
    assert "1 failed, 1 passed" in result.stdout, result.stdout
    wrong = [entry for entry in project.entries if entry["test"] == "It goes wrong"]
    pictures = [entry["step"] for entry in wrong if entry["media_type"] == "image/png"]
    assert pictures == ([0, 1] if mode == "steps" else [1])
    well = [entry for entry in project.entries if entry["test"] == "It goes well"]
    kinds = [(entry["media_type"], entry["step"]) for entry in well]
    assert [step for kind, step in kinds if kind == "image/png"] == pictured
    logged = [step for kind, step in kinds if kind == "text/x.sayso.log"]
    assert logged == ([0] if mode == "steps" else [])


def test_evidence_can_be_switched_off(project: Project) -> None:
    project.write("features/story.feature", FEATURE)
    project.write("steps/story.py", STEPS)
    project.run("--evidence", "none")
    assert project.entries == []


HANGING_FEATURE = """\
Feature: A story
  Scenario: The page hangs
    Given a page with a script that never ends
    Then nothing is well
"""
HANGING_STEPS = """
from pytest_bdd import given, then
from sayso.evidence import pictures

pictures.WITHIN = 300.0

@given("a page with a script that never ends")
def hang(page, system):
    page.set_default_timeout(600_000)  # longer than the run may take: what follows has its own
    page.goto(system["gateway"])
    page.evaluate("() => { setTimeout(() => { for (;;) {} }) }")

@then("nothing is well")
def wrong(page): page.get_by_role("button", name="Missing").click(timeout=300)
"""


@pytest.mark.parametrize(("mode", "untaken"), [("failures", [1]), ("steps", [0, 1])])
def test_a_page_that_hangs_is_not_waited_for_and_the_missing_picture_is_told(
    project: Project, mode: str, untaken: list[int]
) -> None:
    project.write("features/story.feature", HANGING_FEATURE)
    project.write("steps/story.py", HANGING_STEPS)
    result = project.run("--evidence", mode)
    assert "1 failed" in result.stdout, result.stdout
    told = [entry for entry in project.entries if entry["title"] == "No picture"]
    assert [entry["step"] for entry in told] == untaken
    assert all("could not be pictured" in each["text"] for each in told)
    assert all("Timeout 300ms exceeded" in each["text"] for each in told)


HIDDEN = """
def picture(page, label, text):
    page.get_by_label(label).fill(text)
    return page.screenshot(caret="hide")

def test_it(page, system):
    page.goto(system["gateway"])
    first = picture(page, "Card number", "4242424242424242")
    assert picture(page, "Card number", "5555555555554444") == first
    assert picture(page, "Card number", "") != first
    first = picture(page, "Name", "iiii")
    assert picture(page, "Name", "jjjj") != first
"""


def test_a_picture_shows_that_a_card_number_was_typed_but_not_which(project: Project) -> None:
    project.write("test_it.py", HIDDEN)
    result = project.run()
    assert "1 passed" in result.stdout, result.stdout


AWAITED_FEATURE = """\
Feature: A story
  Scenario: It is there and says something else
    Given the page is open
    Then the name is "Bea"

  Scenario: It is not there
    Given the page is open
    Then a missing button is pressed
"""
AWAITED_STEPS = """
from playwright.sync_api import expect
from pytest_bdd import given, then
@given("the page is open")
def opened(page, system):
    page.goto(system["gateway"] + "/sign-in?token=secret-of-the-address")
@then('the name is "Bea"')
def named(page):
    expect(page.get_by_label("Name")).to_have_value("Bea", timeout=300)
@then("a missing button is pressed")
def pressed(page):
    page.get_by_role("button", name="Missing").click(timeout=300)
"""


def test_what_a_step_looked_for_is_marked_and_what_the_browser_asked_for_is_kept(
    project: Project,
) -> None:
    project.write("features/story.feature", AWAITED_FEATURE)
    project.write("steps/story.py", AWAITED_STEPS)
    result = project.run()
    assert "2 failed" in result.stdout, result.stdout
    pictures = [each["title"] for each in project.entries if each["media_type"] == "image/png"]
    assert [title.partition(": ")[0] for title in pictures] == [
        "The page when the step failed; what it looked for is marked",
        "The page when the step failed; what it looked for is not there",
    ]
    calls = [each for each in project.entries if each["media_type"] == BROWSER]
    assert [each["step"] for each in calls] == [0, 0]
    (_at_ms, *call, took_ms) = json.loads(calls[0]["text"])[0]
    assert call == ["GET", "/sign-in", 200]
    assert 0 <= took_ms < 5000
