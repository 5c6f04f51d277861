"""Files that a scenario sent or was given: kept with their names, without what is secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.evidence import attachments
from sayso.evidence.attachments import Evidence
from tests.projects.system_project import Project


def file_in(folder: Path, name: str, body: bytes) -> Path:
    (folder / name).write_bytes(body)
    return folder / name


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("prices.csv", b"mug;3", "text/csv"),
        ("dump.sql", b"SELECT 1", "text/plain"),
        ("noted", b"a note", "text/plain"),
        ("picture.png", b"\x89PNG\xff", "image/png"),
        ("odd.bin", b"\0\1", "application/octet-stream"),
    ],
)
def test_a_file_is_kept_by_its_kind(tmp_path: Path, name: str, body: bytes, kind: str) -> None:
    evidence = Evidence(tmp_path)
    evidence.file(file_in(tmp_path, name, body), title="Upload")
    (entry,) = evidence.take()
    assert (entry["title"], entry["media_type"]) == (f"Upload: {name}, {len(body)} bytes", kind)
    kept = entry["text"].encode() if "text" in entry else (tmp_path / entry["path"]).read_bytes()
    assert kept == body


def test_a_text_loses_its_secrets_whatever_its_name(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    evidence.file(file_in(tmp_path, "odd.bin", b"password=abcdefgh"))
    (entry,) = evidence.take()
    assert entry["text"] == "password=[removed]"


def test_a_large_file_is_only_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MAX_FILE", 2_000)
    evidence = Evidence(tmp_path)
    evidence.file(file_in(tmp_path, "film.mp4", b"x" * 1_200_000))
    (entry,) = evidence.take()
    assert entry["title"] == "File: film.mp4, 1.2 MB"
    assert entry["text"] == "Not kept: larger than 2 kB."


FEATURE = """\
Feature: Prices
  Scenario: They are given out
    When the prices are asked for
    Then they have come

  Scenario: They never come
    When prices without an end are asked for
    Then nobody has waited for them
"""
STEPS = """
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
import pytest
from pytest_bdd import then, when

class Endless(BaseHTTPRequestHandler):
    end = threading.Event()
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Disposition", "attachment; filename=endless.csv")
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        self.wfile.write(b"mug" * 5000)
        self.end.wait(20)

@pytest.fixture
def endless():
    with HTTPServer(("127.0.0.1", 0), Endless) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        Endless.end.set()
        thread.join()

def follow(page, address):
    page.set_content(f'<a href="{address}" download="prices.csv">Prices</a>')
    with page.expect_download() as given:
        page.get_by_text("Prices").click()
    return given.value

@when("the prices are asked for", target_fixture="prices")
def ask(page): return follow(page, "data:text/csv,mug;password=abcdefgh")

@then("they have come")
def check(prices): assert prices.path().read_text() == "mug;password=abcdefgh"

@when("prices without an end are asked for")
def ask_in_vain(page, endless): follow(page, endless)

@then("nobody has waited for them")
def go_on(): pass
"""


def test_a_download_is_kept_and_one_that_does_not_end_is_not_waited_for(tmp_path: Path) -> None:
    project = Project.listening(tmp_path)
    project.write("features/prices.feature", FEATURE)
    project.write("steps/prices.py", STEPS)
    result = project.run()
    assert "2 scenarios: 2 passed" in result.stdout, result.stdout
    kept = [entry for entry in project.entries if entry["title"].startswith("Download: ")]
    assert [(entry["title"], entry["text"]) for entry in kept] == [
        ("Download: prices.csv, 21 bytes", "mug;password=[removed]"),
        ("Download: endless.csv", "It had not arrived at the end."),
    ]
