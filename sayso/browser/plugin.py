"""pytest's half of the browser: looked for when a selected test needs one, before any test runs."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from sayso.browser.driver import ensure_driver
from sayso.browser.finder import Browser, BrowserError, find_browser
from sayso.browser.installer import ADVICE, install_browser
from sayso.settings import Settings

NEEDING = frozenset({"browser", "context", "new_context", "page", "launch_browser"})
# Under xdist only the workers know the tests, and only the controller should install: a worker
# that needs a browser leaves a file in a folder which it learns from the controller.
FOLDER = "sayso_browser_wanted"
_WANTED = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def asked_for(config: pytest.Config) -> str | None:
    """The path that was given: on the command line, in the environment, or in [tool.sayso]."""
    given: str | None = (
        config.getoption("sayso_browser_path")
        or os.environ.get("SAYSO_BROWSER")
        or Settings.of(config).browser
    )
    return given


def is_headless(config: pytest.Config) -> bool:
    return not config.getoption("headed", False)


def find(config: pytest.Config) -> Browser | None:
    """The browser of this run, if there is one on this machine."""
    return find_browser(asked_for(config), headless=is_headless(config))


def is_ours_to_find(config: pytest.Config) -> bool:
    """Whether the run uses Chromium without saying which; other browsers are Playwright's task."""
    engines = config.getoption("browser", None) or ["chromium"]
    return "chromium" in engines and not config.getoption("browser_channel", None)


def needs_browser(items: list[pytest.Item]) -> bool:
    """Whether any of the tests asks for a page or what stands behind it."""
    return any(NEEDING.intersection(getattr(item, "fixturenames", ())) for item in items)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    config = session.config
    if config.option.collectonly or not needs_browser(session.items):
        return
    if not hasattr(config, "workerinput"):
        ensure(config)
    elif Path(config.workerinput[FOLDER]).is_dir():
        (Path(config.workerinput[FOLDER]) / "wanted").touch()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    stash = node.config.stash
    if _WANTED not in stash:
        stash[_WANTED] = tempfile.TemporaryDirectory(prefix="sayso-")
    node.workerinput[FOLDER] = stash[_WANTED].name


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any) -> None:
    wanted = Path(node.config.stash[_WANTED].name) / "wanted"
    if wanted.exists():
        wanted.unlink()
        ensure(node.config)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _WANTED in config.stash:
        config.stash[_WANTED].cleanup()


def ensure(config: pytest.Config) -> None:
    """Have a browser, or end the run before the first test with advice."""
    if not is_ours_to_find(config):
        return
    terminal: Any = config.pluginmanager.get_plugin("terminalreporter")

    def say(line: str) -> None:
        terminal.ensure_newline()
        terminal.write_line(line)
        terminal.flush()

    try:
        ensure_driver(say)
        if not find(config):
            say("sayso: there is no browser on this machine yet, getting one")
            install_browser(say, headless=is_headless(config))
    except BrowserError as error:
        raise pytest.UsageError(str(error)) from None


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], pytestconfig: pytest.Config, browser_name: str
) -> dict[str, Any]:
    """pytest-playwright's, with the browser that was found on this machine."""
    told = "executable_path" in browser_type_launch_args or "channel" in browser_type_launch_args
    if browser_name != "chromium" or told:
        return browser_type_launch_args
    browser = find(pytestconfig)
    if browser is None:
        raise BrowserError(f"there is no browser on this machine.\n{ADVICE}")
    return {**browser_type_launch_args, "executable_path": str(browser.path)}
