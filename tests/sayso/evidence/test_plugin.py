"""Evidence of scenarios: what is kept with which step, and that nothing secret is in it."""

from __future__ import annotations

import struct
import zipfile
from collections import Counter

import pytest

from sayso.evidence.kinds import LOG, LOG_END
from tests.projects.system_project import Project

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
    project = Project.listening(tmp_path_factory.mktemp("signing_in"))
    project.write("features/signing_in.feature", FEATURE)
    project.write("steps/signing_in.py", STEPS)
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
        "What the browser asked for",
        "Rows: 1 inserted in visits",
        "Mail to Ada@shop.example: Welcome, Ada",
    ]
    assert titles(signing_in, "Ada signs in", 2) == ["The page after the last step"]
    assert titles(signing_in, "Ada signs in", None) == ["Trace"]


def test_a_failing_step_is_pictured_and_the_log_of_every_step_kept(signing_in: Project) -> None:
    name = "Ben is not welcomed"
    assert titles(signing_in, name, 0) == [
        "GET /before: 200",
        "What the browser asked for",
        "Rows: 1 inserted in visits",
        "Mail to Ben@shop.example: Welcome, Ben",
        "Log of the system (main-tiny.log)",
    ]
    assert titles(signing_in, name, None)[0] == "The end of the log (main-tiny.log)"
    marked = "The page when the step failed; what it looked for is marked"
    assert titles(signing_in, name, 1) == [marked]
    assert titles(signing_in, name, 2) == []


def test_only_lines_with_the_correlation_id_are_kept(signing_in: Project) -> None:
    log, tail = (each for each in signing_in.entries if each["media_type"] in (LOG, LOG_END))
    events = [
        line.partition('"event": "')[2].partition('"')[0] for line in log["text"].splitlines()
    ]
    assert Counter(events) == {"asked": 2, "signed in": 1}
    assert signing_in.read("reports/logs/main-tiny.log").count("asked") == 4
    assert tail["text"].count("asked") == 4  # of both scenarios


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
