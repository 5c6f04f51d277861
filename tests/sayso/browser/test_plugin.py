"""When a run looks for a browser: before the first test, once, and only if a test needs one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Here, so that the runs inside these tests get the same modules, and not another copy.
from sayso.browser import finder, installer

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")

# The browser is looked for, yet not started: the run around this one may have Playwright going.
NEEDS_ONE = """
import pytest
@pytest.fixture(scope="session")
def browser_type(): pass
def test_one(launch_browser, browser_type_launch_args):
    assert browser_type_launch_args["executable_path"].endswith("chromium-headless-shell")
def test_two(launch_browser): pass
"""
SUITE = "[tool.sayso]\n[tool.pytest]\n"  # a plain project keeps pytest-playwright as it is
NEEDS_NONE = "def test_one(): pass\n"
INSTALLS = (
    "#!/bin/sh\necho once >> {journal}\nprintf '#!/bin/sh\\n' > {into}\n/bin/chmod 755 {into}\n"
)
REFUSES = "#!/bin/sh\necho 'E: offline' >&2\nexit 1\n"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of programs on a machine without a browser."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    monkeypatch.delenv("SAYSO_BROWSER", raising=False)
    monkeypatch.setattr(installer, "PLAYWRIGHT", (str(folder / "playwright"),))
    # a run inside a run: this one already has the scope of which there can be only one
    monkeypatch.setattr("pytest_playwright.pytest_playwright._soft_scope", None)
    return folder


def put(programs: Path, name: str, script: str) -> None:
    (programs / name).write_text(
        script.format(journal=programs / "journal", into=programs / "chromium-headless-shell")
    )
    (programs / name).chmod(0o755)


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "workers"])
def test_a_browser_is_installed_once_before_the_first_test(
    pytester: pytest.Pytester, programs: Path, workers: tuple[str, ...]
) -> None:
    put(programs, "playwright", INSTALLS)
    pytester.makepyprojecttoml(SUITE)
    pytester.makepyfile(NEEDS_ONE)
    result = pytester.runpytest(*workers)
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["sayso: there is no browser on this machine yet, getting one", "*2 passed*"]
    )
    assert (programs / "journal").read_text() == "once\n"


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "workers"])
def test_a_run_without_any_browser_ends_before_the_first_test(
    pytester: pytest.Pytester, programs: Path, workers: tuple[str, ...]
) -> None:
    put(programs, "playwright", REFUSES)
    pytester.makepyprojecttoml(SUITE)
    pytester.makepyfile(NEEDS_ONE)
    result = pytester.runpytest(*workers)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.assert_outcomes()
    result.stderr.fnmatch_lines(
        ["*no browser was found on this machine, and none could be installed:*", "*E: offline*"]
    )
    assert result.stderr.str().count("none could be installed") == 1


@pytest.mark.parametrize(
    "options",
    [(), ("--collect-only",), ("--browser", "firefox", "-k", "two"), ("-k", "nothing")],
    ids=lambda options: " ".join(options) or "none",
)
def test_a_run_that_needs_no_browser_does_not_look_for_one(
    pytester: pytest.Pytester,
    programs: Path,
    options: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(programs, "playwright", INSTALLS)
    monkeypatch.setattr(finder, "is_downloaded", lambda _: True)
    pytester.makepyprojecttoml(SUITE)
    pytester.makepyfile(NEEDS_ONE if options else NEEDS_NONE)
    result = pytester.runpytest(*options)
    assert result.ret in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    assert not (programs / "journal").exists()


def test_what_an_option_lacks_is_told_before_the_first_test(
    pytester: pytest.Pytester,
    programs: Path,  # noqa: ARG001  # a machine that has nothing
) -> None:
    pytester.makepyprojecttoml(SUITE)
    pytester.makepyfile(NEEDS_ONE)
    result = pytester.runpytest("--video", "on", "--browser", "firefox")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--browser firefox: it is not installed; *", "*--video: *"])
    assert pytester.runpytest("--video", "on", "--collect-only").ret == pytest.ExitCode.OK


def test_a_browser_can_be_named_on_the_command_line_and_in_the_settings(
    pytester: pytest.Pytester, programs: Path
) -> None:
    put(programs, "mine", "#!/bin/sh\n")
    put(programs, "ours", "#!/bin/sh\n")
    pytester.makepyprojecttoml(f'[tool.sayso]\nbrowser = "{programs}/ours"\n[tool.pytest]\n')
    pytester.makepyfile("""
        def test_it(browser_type_launch_args):
            print("uses", browser_type_launch_args["executable_path"])
    """)
    pytester.runpytest("-s").stdout.fnmatch_lines([f"*uses {programs}/ours"])
    result = pytester.runpytest("-s", f"--browser-path={programs}/mine")
    result.stdout.fnmatch_lines([f"*uses {programs}/mine"])


STEPS = """
from pytest_bdd import given

@given("a page")
def page_of_it(page): pass
"""


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "workers"])
def test_what_is_wrong_with_the_features_is_told_before_a_browser_is_looked_for(
    pytester: pytest.Pytester, programs: Path, workers: tuple[str, ...]
) -> None:
    put(programs, "playwright", REFUSES)
    for path, text in (
        ("steps/page.py", STEPS),
        ("features/a.feature", "Feature: A\n  Scenario: B\n    Given a page\n    And no other\n"),
    ):
        (pytester.path / path).parent.mkdir()
        (pytester.path / path).write_text(text)
    result = pytester.runpytest("--no-report", *workers)
    result.stdout.fnmatch_lines(["features/a.feature:4: And no other"])
    assert "no browser was found" not in result.stderr.str() + result.stdout.str()
