"""What a recording says of scenarios that go on after a failure, and of those a time-out stops."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from sayso.report.model import Attempt
from sayso.report.outcome import State
from tests.projects.report_project import Project
from tests.projects.report_schema import complaints

FEATURE = """\
Feature: Going on
  Scenario: Two of three facts are wrong
    Given a page
    Then softly it says "Hello"
    And softly it says "Good day"
    And softly it says "Good night"
    And it is there

  Scenario: A hard failure comes last
    Given a page
    Then softly it says "Good day"
    And it is gone
    And it is there

  Scenario: The weather turns
    Given a page
    Then softly it says "Good day"
    And the weather is bad
    And it is there

  Scenario: The page never answers
    Given a page
    When a button is pressed that is not there
    Then it is there

  Scenario: A step hangs
    Given a page
    When the alarm goes off
    Then it is there
"""
STEPS = """
import signal
import pytest
from playwright.sync_api import expect
from pytest_bdd import given, parsers, then, when
from sayso import soft

@given("a page")
def a_page(page):
    page.set_content("<h1>Hello</h1>")

@then(parsers.parse('softly it says "{text}"'))
@soft
def says(page, text):
    page.evaluate("text => document.body.append(text)", text)  # another picture for each step
    expect(page.get_by_role("heading"), f"the heading for {text}").to_have_text(text, timeout=100)

@then("it is there")
def there(page):
    expect(page.get_by_role("heading")).to_be_visible()

@then("it is gone")
def gone(page):
    raise ConnectionError("the page is still there")

@then("the weather is bad")
def weather():
    pytest.skip("the weather is bad")

@when("a button is pressed that is not there")
def press(page):
    page.get_by_role("button", name="Pay").click(timeout=100)

@when("the alarm goes off")
def hang():
    def stop(number, frame):
        raise TimeoutError("the step took more than 1 second")
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(1)
    try:
        signal.sigtimedwait([], 20)
    finally:
        signal.signal(signal.SIGALRM, before)
"""


@pytest.fixture(scope="module", params=["alone", "-n2", "--reruns=1"])
def going_on(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.at(tmp_path_factory.mktemp("going_on"), {"going_on": FEATURE}, STEPS)
    finished = project.run("features", *([request.param] if request.param != "alone" else []))
    assert "5 failed" in finished.stdout, finished.stdout + finished.stderr
    return project


def last_attempt(project: Project, name: str) -> Attempt:
    outcome = project.outcomes()[name]
    assert outcome.state is State.FAILS
    return outcome.attempts[-1]


def reasons(attempt: Attempt) -> list[tuple[str, str]]:
    """The status of every step, with the first line of its reason."""
    return [
        (each.status, (each.failure.message if each.failure else each.message).partition("\n")[0])
        for each in attempt.steps
    ]


def pictures(attempt: Attempt) -> list[list[str]]:
    """The files of the pictures of each step."""
    return [
        [Path(each.path).name for each in step.evidence if each.media_type == "image/png"]
        for step in attempt.steps
    ]


def test_each_soft_failure_stays_on_its_own_step(going_on: Project) -> None:
    attempt = last_attempt(going_on, "Two of three facts are wrong")
    assert reasons(attempt) == [
        ("PASSED", ""),
        ("PASSED", ""),
        ("FAILED", "the heading for Good day"),
        ("FAILED", "the heading for Good night"),
        ("PASSED", ""),
    ]


def test_each_soft_failure_has_its_own_picture(going_on: Project) -> None:
    none, right, day, night, _ = pictures(last_attempt(going_on, "Two of three facts are wrong"))
    assert (none, right, len(day), len(night)) == ([], [], 1, 1)
    assert day != night, "two steps show the same picture of a page that changed"


def test_a_hard_failure_after_a_soft_one_ends_the_scenario(going_on: Project) -> None:
    assert reasons(last_attempt(going_on, "A hard failure comes last")) == [
        ("PASSED", ""),
        ("FAILED", "the heading for Good day"),
        ("FAILED", "the page is still there"),
        ("SKIPPED", ""),
    ]


def test_a_skip_after_a_soft_failure_stays_a_skip_of_its_step(going_on: Project) -> None:
    assert reasons(last_attempt(going_on, "The weather turns")) == [
        ("PASSED", ""),
        ("FAILED", "the heading for Good day"),
        ("SKIPPED", "the weather is bad"),
        ("SKIPPED", ""),
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("The page never answers", "Locator.click: Timeout 100ms exceeded."),
        ("A step hangs", "the step took more than 1 second"),
    ],
)
def test_a_time_out_fails_its_step_and_skips_the_rest(
    going_on: Project, name: str, reason: str
) -> None:
    attempt = last_attempt(going_on, name)
    assert reasons(attempt) == [("PASSED", ""), ("FAILED", reason), ("SKIPPED", "")]
    assert [len(each) for each in pictures(attempt)] == [0, 1, 0]


def test_the_recording_keeps_to_the_official_schema(going_on: Project) -> None:
    assert complaints(going_on.reports / "messages.ndjson") == []


def test_the_page_shows_the_reason_of_each_step(going_on: Project) -> None:
    page = next(going_on.reports.rglob("*going_on*.html")).read_text("utf-8")
    text = " ".join(unescape(re.sub(r"<[^<>]*>", " ", page)).split())
    assert "The heading for Good day" in text
    assert "The heading for Good night" in text
    assert "The step took more than 1 second" in text
