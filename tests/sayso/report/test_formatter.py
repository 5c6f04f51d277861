"""The official Cucumber HTML formatter understands our recordings.

Its assets are those of @cucumber/html-formatter 24.2.0 (MIT), kept here so that no test needs the
network; the page is put together as its own stream does it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sayso.report.reader import read_messages
from tests.projects.report_project import Project

ASSETS = Path(__file__).parents[2] / "compat/cucumber/formatter"


def official_page(recording: Path) -> str:
    """The official page of a recording."""
    parts = {
        "title": "Cucumber",
        "icon": read("icon.url"),
        "css": read("main.css"),
        "custom_css": "",
        "messages": ",".join(
            # Its own writer escapes nothing but this, so that no text ends the script.
            json.dumps(envelope, ensure_ascii=False).replace("<", "\\x3C")
            for envelope in read_messages(recording)
        ),
        "script": read("main.js"),
        "custom_script": "",
    }
    done, rest = [], read("index.mustache")
    while "{{" in rest:
        before, _, rest = rest.partition("{{")
        name, _, rest = rest.partition("}}")
        done += [before, parts[name.strip("{}")]]
    return "".join([*done, rest])


def read(name: str) -> str:
    return (ASSETS / name).read_text("utf-8")


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project.at(tmp_path_factory.mktemp("official"))
    project.run("features", "--reruns=1")
    page = project.reports / "cucumber.html"
    page.write_text(official_page(project.reports / "messages.ndjson"), encoding="utf-8")
    return page


def test_the_official_page_opens_without_a_complaint(page: Page, official: Path) -> None:
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(official.as_uri())
    expect(page.get_by_text("endings.feature").first).to_be_visible()
    for state, count in {"passed": 4, "skipped": 2, "pending": 1, "failed": 5}.items():
        expect(page.get_by_role("checkbox", name=f"{state} {count}")).to_be_checked()
    expect(page.get_by_text("It is a known bug").first).to_be_visible()
    expect(page.get_by_text("expected 4, but it was 3").first).to_be_visible()
    assert said == []
