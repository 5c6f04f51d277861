"""Evidence of scenarios: what is kept with which step, and that nothing secret is in it."""

from __future__ import annotations

import fnmatch
import struct
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from tests.framework.system_project import Project

FEATURE = """\
Feature: Signing in
  Scenario: Ada signs in
    Given a note
    When Ada signs in
    Then she is welcomed

  Scenario: Ben is not welcomed
    When Ben signs in
    Then Ada is welcomed
    And nothing else happens
"""
STEPS = """
from playwright.sync_api import expect
from pytest_bdd import given, parsers, then, when

@given("a note")
def note(evidence):
    evidence.secret("a-password-of-ada", "the password of Ada")
    evidence.add("password a-password-of-ada", kind="text/plain", title="A note")

@when(parsers.parse("{name} signs in"))
def sign_in(page, system, mail_sink, evidence, http, name):
    http.get(system["gateway"] + "/before")
    page.goto(system["gateway"])
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill("a-password-of-ada")
    page.get_by_label("Card number").fill("4242424242424242")
    page.get_by_role("button").click()

@then("she is welcomed")
@then("Ada is welcomed")
def welcomed(page):
    expect(page.get_by_role("heading")).to_have_text("Welcome, Ada", timeout=100)

@then("nothing else happens")
def nothing(): pass
"""


@pytest.fixture(scope="module")
def signing_in(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project after a run of the feature above, with traces."""
    project = Project(tmp_path_factory.mktemp("signing_in"))
    project.write("features/signing_in.feature", FEATURE)
    project.write("steps/signing_in.py", STEPS)
    project.listen()
    result = project.run("--tracing", "on")
    assert "1 failed, 1 passed" in result.stdout, result.stdout
    return project


def titles(project: Project, test: str, step: int | None) -> list[str]:
    return [
        entry["title"].partition(": http")[0]
        for entry in project.entries
        if entry["test"] == test and entry["step"] == step
    ]


def test_evidence_stands_with_the_step_that_left_it(signing_in: Project) -> None:
    assert titles(signing_in, "Ada signs in", 0) == ["A note"]
    assert titles(signing_in, "Ada signs in", 1) == [
        "GET /before: 200",
        "Rows: 1 inserted in visits",
        "Mail to Ada@shop.example: Welcome, Ada",
    ]
    assert titles(signing_in, "Ada signs in", 2) == ["The page after the last step"]
    assert titles(signing_in, "Ada signs in", None) == ["Trace"]


def test_a_failing_step_is_pictured_and_the_log_of_every_step_kept(signing_in: Project) -> None:
    name = "Ben is not welcomed"
    assert titles(signing_in, name, 0) == [
        "GET /before: 200",
        "Rows: 1 inserted in visits",
        "Mail to Ben@shop.example: Welcome, Ben",
        "Log of the system (main-tiny.log)",
    ]
    assert titles(signing_in, name, 1) == ["The page when the step failed"]
    assert titles(signing_in, name, 2) == []


def test_only_lines_with_the_correlation_id_are_kept(signing_in: Project) -> None:
    (log,) = (entry for entry in signing_in.entries if entry["media_type"] == "text/x.sayso.log")
    events = [
        line.partition('"event": "')[2].partition('"')[0] for line in log["text"].splitlines()
    ]
    assert Counter(events) == {"asked": 2, "signed in": 1}
    assert signing_in.read("reports/logs/main-tiny.log").count("asked") == 4


def test_files_are_named_by_their_content(signing_in: Project) -> None:
    pictures = [entry for entry in signing_in.entries if entry["media_type"] == "image/png"]
    for picture in pictures:
        body = (signing_in.folder / "reports" / picture["path"]).read_bytes()
        width, height = struct.unpack(">II", body[16:24])
        assert (width, height) == (1280, 720)
        assert picture["file_name"] == picture["path"].removeprefix("evidence/")


def test_each_entry_is_shipped_with_its_phase(signing_in: Project) -> None:
    phases = {(entry["title"], entry["when"]) for entry in signing_in.entries}
    assert ("Trace", "teardown") in phases
    assert ("A note", "call") in phases


SECRETS = (
    "a-password-of-ada",
    "4242424242424242",
    "cookie-of-the-session-1",
    "token-of-the-mail-1",
    "hidden-csrf-value-1",
    "password-hash-1",
)


@pytest.mark.parametrize("secret", SECRETS)
def test_no_artefact_holds_a_secret(signing_in: Project, secret: str) -> None:
    holding = [path for path, text in artefacts(signing_in) if secret in text]
    assert holding == []


def artefacts(project: Project) -> list[tuple[str, str]]:
    """Every file of the run, those inside traces included."""
    texts = [("entries.ndjson", project.read("entries.ndjson"))]
    for folder in ("reports", "test-results"):
        for path in (project.folder / folder).rglob("*"):
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    names = archive.namelist()
                    texts += [(f"{path}/{n}", archive.read(n).decode("latin-1")) for n in names]
            elif path.is_file():
                texts.append((str(path), path.read_text("latin-1")))
    assert len(texts) > 20
    return texts


STORY_FEATURE = """\
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
STORY_STEPS = """
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
    project = Project(tmp_path)
    project.listen()
    return project


@pytest.mark.parametrize(
    ("mode", "pictured"), [("failures", []), ("scenarios", [3]), ("steps", [0, 2])]
)
def test_how_much_is_pictured_is_chosen(project: Project, mode: str, pictured: list[int]) -> None:
    project.write("features/story.feature", STORY_FEATURE)
    project.write("steps/story.py", STORY_STEPS)
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
    project.write("features/story.feature", STORY_FEATURE)
    project.write("steps/story.py", STORY_STEPS)
    project.run("--evidence", "none")
    assert project.entries == []


NOISY = """
def test_it(page, system):
    with page.expect_event("requestfailed"), page.expect_event("pageerror"):
        page.goto(system["gateway"] + "/noisy")
"""


def test_what_the_browser_complains_of_is_kept(project: Project) -> None:
    project.write("test_it.py", NOISY)
    assert "1 passed" in (result := project.run()).stdout, result.stdout
    told = [f"{entry['title']}: {entry['text']}" for entry in project.entries]
    for complaint in (  # in no certain order: the page loads while its script runs
        "The browser's console: something is odd\nhttp://127.0.0.1:*",
        "An error in a script of the page: *script broke*",
        "A failed request: GET http://127.0.0.1:9/gone.png\nnet::ERR_*",
    ):
        assert fnmatch.filter(told, complaint), f"{complaint!r} is not among {told}"


PLAIN = """
import os, signal
import pytest

def test_page(page, system):
    page.goto(system["gateway"])
    raise AssertionError("it sent password=a-secret-value")

def test_printing():
    print("Authorization: Bearer abcdefgh12345678")
    assert {"password": "a-secret-value"} == {}

def test_system(system):
    os.kill(system.process._supervisor.pid, signal.SIGTERM)
    system.process.stop()
    raise AssertionError
"""


def test_a_test_that_is_no_scenario_leaves_evidence_too(project: Project) -> None:
    project.write("test_it.py", PLAIN)
    result = project.run("--junit-xml=junit.xml")
    assert "3 failed" in result.stdout
    entries = project.entries
    told = {(entry["test"], entry["title"].partition(":")[0]) for entry in entries}
    assert ("test_page[chromium]", "The page at the failure") in told
    assert ("test_system", "The system has ended") in told
    for text in (result.stdout, project.read("junit.xml")):
        assert "a-secret-value" not in text
        assert "abcdefgh12345678" not in text
        assert "password=[removed]" in text


AGAIN = """
import pytest
attempts = []
def test_it(evidence):
    attempts.append(1)
    evidence.add(f"attempt {len(attempts)}", kind="text/plain", title="Which")
    assert len(attempts) == 2
"""


def test_each_attempt_has_its_own_evidence(project: Project) -> None:
    project.write("test_it.py", AGAIN)
    assert "1 passed, 1 rerun" in project.run("--reruns", "1").stdout
    assert [entry["text"] for entry in project.entries] == ["attempt 1", "attempt 2"]


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
