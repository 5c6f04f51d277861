"""pytest's half of the browser: looked for when a selected test needs one, before any test runs."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserType, Error

from sayso.browser.remote import CDP, SERVER, RemoteBrowser, refuse_nonsense
from sayso.settings import Settings

if TYPE_CHECKING:  # looked for when a test needs one
    from sayso.browser.finder import FoundBrowser

# Who asks for one of these needs a browser.
NEEDING = frozenset({"browser", "context", "new_context", "page", "launch_browser"})
# Under xdist only the workers know the tests, and only the controller should install: a worker
# that needs a browser leaves a file in a folder which it learns from the controller.
FOLDER = "sayso_browser_wanted"
_WANTED = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
# Every browser that pytest-playwright started, until it was found to have ended.
BROWSERS = pytest.StashKey[list[Browser]]()
_FIXTURES = pytest.StashKey[list[tuple[Browser, pytest.FixtureDef[Any], Any]]]()


def pytest_configure(config: pytest.Config) -> None:
    refuse_nonsense(config)
    config.stash[BROWSERS] = []
    config.stash[_FIXTURES] = []


def asked_for(config: pytest.Config) -> str | None:
    """The path that was given: on the command line, in the environment, or in [tool.sayso]."""
    given: str | None = (
        config.getoption("sayso_browser_path")
        or os.environ.get("SAYSO_BROWSER")
        or Settings.of(config).browser
    )
    return given


def is_headless(config: pytest.Config) -> bool:
    from sayso.browser.wanted import is_inspected

    return not (config.getoption("headed", False) or is_inspected())


def find(config: pytest.Config) -> FoundBrowser | None:
    """The browser of this run, if there is one on this machine."""
    from sayso.browser.finder import find_browser

    return find_browser(asked_for(config), headless=is_headless(config))


def is_ours_to_find(config: pytest.Config) -> bool:
    """Whether the run uses Chromium without saying which; other browsers are Playwright's task."""
    engines = config.getoption("browser", None) or ["chromium"]
    return "chromium" in engines and not config.getoption("browser_channel", None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    config = session.config
    names = (getattr(item, "fixturenames", ()) for item in session.items)
    if config.option.collectonly or all(map(NEEDING.isdisjoint, names)):
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
    """Have what the options need, or end the run before the first test with advice."""
    _refuse_lacking(config)
    if not is_ours_to_find(config):
        return
    from sayso.browser.driver import ensure_driver
    from sayso.browser.finder import BrowserError
    from sayso.browser.installer import install_browser

    terminal: Any = config.pluginmanager.get_plugin("terminalreporter")

    def say(line: str) -> None:
        terminal.ensure_newline()
        terminal.write_line(line)
        terminal.flush()

    try:
        ensure_driver(say)
        if RemoteBrowser.of(config) is None and not find(config):
            say("sayso: there is no browser on this machine yet, getting one")
            install_browser(say, headless=is_headless(config))
    except BrowserError as error:
        raise pytest.UsageError(str(error)) from None


def _refuse_lacking(config: pytest.Config) -> None:
    """Raises UsageError for options that this machine has not what it takes for."""
    from sayso.browser.wanted import Wanted, lacking, why_no_device

    wanted = Wanted.of(config)
    lacks = [] if RemoteBrowser.of(config) else [str(lack) for lack in lacking(wanted)]
    if wanted.device and not lacks:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            lacks = list(filter(None, [why_no_device(wanted.device, list(playwright.devices))]))
    if lacks:
        raise pytest.UsageError("\n".join(lacks))


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, Any, Any]:
    """Remember what has to be set up again when the browser dies."""
    value = yield
    if fixturedef.argname == "browser" and isinstance(value, Browser):
        request.config.stash[_FIXTURES].append((value, fixturedef, request))
    return value


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give the test a new browser, and what leans on it, if one has died in a test before."""
    browsers, fixtures = item.config.stash[BROWSERS], item.config.stash[_FIXTURES]
    browsers[:] = [browser for browser in browsers if browser.is_connected()]
    for browser, fixturedef, request in list(fixtures):
        if not browser.is_connected():
            fixtures.remove((browser, fixturedef, request))
            with contextlib.suppress(Exception):  # closing what is dead may fail
                fixturedef.finish(request)


@pytest.fixture(scope="session")
def connect_options(
    connect_options: dict[str, Any] | None, pytestconfig: pytest.Config
) -> dict[str, Any] | None:
    """pytest-playwright's, with the server of the command line."""
    remote = RemoteBrowser.of(pytestconfig)
    if remote is None or remote.option != SERVER:
        return connect_options
    return {**(connect_options or {}), "endpoint": remote.address}


@pytest.fixture(scope="session")
def launch_browser(
    launch_browser: Callable[..., Browser], browser_type: BrowserType, pytestconfig: pytest.Config
) -> Callable[..., Browser]:
    """pytest-playwright's, or one that runs elsewhere; with what it starts remembered."""
    remote = RemoteBrowser.of(pytestconfig)

    def launch(**options: Any) -> Browser:
        if remote is not None and remote.option == CDP:
            browser = remote.connect_over_cdp(browser_type)
        else:
            browser = _launched(launch_browser, options, remote)
        pytestconfig.stash[BROWSERS].append(browser)
        return browser

    return launch


def _launched(
    launch_browser: Callable[..., Browser], options: dict[str, Any], remote: RemoteBrowser | None
) -> Browser:
    try:
        return launch_browser(**options)
    except Error as error:
        if remote is None:
            raise
        raise remote.unreachable(error) from None


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], pytestconfig: pytest.Config, browser_name: str
) -> dict[str, Any]:
    """pytest-playwright's, with the browser that was found on this machine."""
    told = "executable_path" in browser_type_launch_args or "channel" in browser_type_launch_args
    if browser_name != "chromium" or told or RemoteBrowser.of(pytestconfig):
        return browser_type_launch_args
    found = find(pytestconfig)
    if found is None:
        from sayso.browser.finder import BrowserError
        from sayso.browser.installer import ADVICE

        raise BrowserError(f"there is no browser on this machine.\n{ADVICE}")
    return {**browser_type_launch_args, "executable_path": str(found.path)}
