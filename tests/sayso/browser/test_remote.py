"""Browsers that run elsewhere: Playwright's server, and Chromium's own protocol."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sayso.browser.finder import find_browser
from sayso.browser.remote import shown
from tests.projects.report_project import Project

pytest_plugins = ["pytester"]

FEATURE = "Feature: Away\n  Scenario: A page\n    Given a page\n    Then it says where it runs\n"
STEPS = """
from pytest_bdd import given, then

@given("a page")
def a_page(page):
    page.set_content("<h1>Hello</h1>")

@then("it says where it runs")
def says(page, browser):
    assert page.locator("h1").inner_text() == "Hello"
    assert browser.is_connected()
"""
NO_BROWSER_HERE = "--browser-path=/there/is/none"
WITHIN = 20.0  # seconds


@contextmanager
def announcing(command: list[str], pattern: str, folder: Path) -> Iterator[str]:
    """What a started program says where the pattern has its group."""
    output = folder / "output.txt"
    with (
        output.open("w") as file,
        subprocess.Popen(  # noqa: S603 - of these tests
            command, stdout=file, stderr=subprocess.STDOUT, start_new_session=True
        ) as process,
    ):
        try:
            yield _said(process, output, pattern)
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # the server is a child of what was started
            process.wait(WITHIN)


def _said(process: subprocess.Popen[bytes], output: Path, pattern: str) -> str:
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(pattern, output.read_text())
        if found:
            return found[1]
        time.sleep(0.05)
    raise AssertionError(output.read_text())


def chromium() -> str:
    found = find_browser(None, headless=True)
    assert found is not None
    return str(found.path)


@contextmanager
def debugged(folder: Path) -> Iterator[str]:
    command = [chromium(), "--headless", "--no-sandbox", "--remote-debugging-port=0"]
    command += [f"--user-data-dir={folder / 'profile'}", "about:blank"]
    with announcing(command, r"DevTools listening on ws://(\S+?)/", folder) as place:
        yield f"--browser-cdp=http://{place}"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    settings = {"executablePath": chromium(), "port": 0, "args": ["--no-sandbox"]}
    (folder / "server.json").write_text(json.dumps(settings))
    command = [sys.executable, "-m", "playwright", "launch-server", "--browser=chromium"]
    command += [f"--config={folder / 'server.json'}"]
    with announcing(command, r"(ws://\S+)", folder) as address:
        yield f"--browser-server={address}"


@pytest.mark.skipif(shutil.which("sh") is None, reason="starts programs as on Linux")
@pytest.mark.parametrize("elsewhere", [debugged, served])
def test_scenarios_run_in_a_browser_elsewhere_and_the_report_says_where(
    tmp_path: Path, elsewhere: object
) -> None:
    assert callable(elsewhere)
    project = Project.at(tmp_path / "project", {"away": FEATURE}, STEPS)
    with elsewhere(tmp_path) as option:
        for workers in ((), ("-n2",)):
            done = project.run("features", NO_BROWSER_HERE, option, *workers)
            assert "1 scenario: 1 passed" in done.stdout, done.stdout
    address = shown(option.partition("=")[2])
    assert project.recorded().circumstances["browser"] == address
    assert address in (project.reports / "about.html").read_text("utf-8")


def test_a_browser_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    project = Project.at(tmp_path, {"away": FEATURE}, STEPS)
    done = project.run("features", "--browser-cdp=http://sam:hidden@127.0.0.1:9")
    assert "1 scenario: 1 failed" in done.stdout
    assert re.search(
        r"^E? *no browser answers at http://127.0.0.1:9: .+$", done.stdout, re.MULTILINE
    )
    assert "Traceback" not in done.stdout
    assert "hidden" not in (project.reports / "messages.ndjson").read_text()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("ws://127.0.0.1:3000/", "ws://127.0.0.1:3000/"),
        ("wss://sam:secret@host/path?token=secret#secret", "wss://host/path"),
        ("http://[::1]:9222", "http://[::1]:9222"),
    ],
)
def test_an_address_is_shown_without_credentials(address: str, told: str) -> None:
    assert shown(address) == told


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["--browser-server=host:3000"],
            "--browser-server=host:3000 must begin with ws:// or wss://",
        ),
        (
            ["--browser-cdp=host"],
            "--browser-cdp=host must begin with http://, https://, ws:// or wss://",
        ),
        (
            ["--browser-cdp=http://host", "--browser=firefox"],
            "--browser-cdp reaches Chromium only, not firefox; leave out one of the two",
        ),
        (
            ["--browser-cdp=http://host", "--browser-server=ws://host"],
            "--browser-server and --browser-cdp name two browsers; leave out one of them",
        ),
    ],
)
def test_what_is_no_address_of_a_browser_is_refused(
    pytester: pytest.Pytester, options: list[str], said: str
) -> None:
    pytester.makepyprojecttoml("[tool.sayso]\n[tool.pytest]\n")
    result = pytester.runpytest_inprocess(*options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {said}"])
