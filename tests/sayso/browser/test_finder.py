"""Finding a browser: which one is taken of those that a machine has."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sayso.browser import finder as browsers
from sayso.browser.finder import BrowserError, FoundBrowser, download_home, find_browser
from tests.sayso.browser.conftest import BROKEN, RUNS, Machine, write_program

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")


def found(*, headless: bool = True) -> str | None:
    browser = find_browser(None, headless=headless)
    return browser.path.name if browser else None


@pytest.mark.usefixtures("machine")
def test_a_bare_machine_has_no_browser() -> None:
    assert found() is None


def test_the_given_browser_wins(machine: Machine, tmp_path: Path) -> None:
    machine.has("chromium")
    mine = write_program(tmp_path / "mine", RUNS)
    assert find_browser(str(mine), headless=True) == FoundBrowser(mine, "as asked for")


def test_a_given_name_is_looked_up(machine: Machine) -> None:
    brave = machine.has("brave")
    assert find_browser("brave", headless=True) == FoundBrowser(brave, "as asked for")


@pytest.mark.parametrize(
    ("script", "problem"),
    [(None, "not found"), (BROKEN, "does not run")],
    ids=["none", "broken"],
)
def test_a_given_browser_that_cannot_be_used_is_an_error_even_if_others_could(
    machine: Machine, tmp_path: Path, script: str | None, problem: str
) -> None:
    machine.has("chromium")
    if script:
        write_program(tmp_path / "mine", script)
    with pytest.raises(BrowserError, match=f"browser executable {problem}: .*mine; correct"):
        find_browser(str(tmp_path / "mine"), headless=True)


def test_playwrights_own_download_comes_before_the_systems(machine: Machine) -> None:
    machine.has("chromium-headless-shell")
    own = machine.has_downloaded("chromium-headless-shell")
    assert find_browser(None, headless=True) == FoundBrowser(own, "Playwright's own download")


def test_a_download_that_was_broken_off_is_passed_over(machine: Machine) -> None:
    machine.has_downloaded("chromium-headless-shell", whole=False)
    machine.has("chromium")
    assert found() == "chromium"


def test_a_download_that_lacks_its_libraries_is_passed_over(machine: Machine) -> None:
    machine.has_downloaded("chromium-headless-shell", BROKEN)
    machine.has("google-chrome")
    assert found() == "google-chrome"


def test_the_light_shell_is_preferred_only_when_nobody_looks(machine: Machine) -> None:
    for name in ("chromium-headless-shell", "chromium", "google-chrome"):
        machine.has(name)
    assert found() == "chromium-headless-shell"
    assert found(headless=False) == "chromium"


def test_a_downloaded_shell_cannot_show_a_window(machine: Machine) -> None:
    machine.has_downloaded("chromium-headless-shell")
    assert found(headless=False) is None


def test_the_systems_browsers_are_tried_in_order(machine: Machine) -> None:
    machine.has("microsoft-edge")
    assert found() == "microsoft-edge"
    machine.has("google-chrome-stable")
    assert found() == "google-chrome-stable"
    machine.has("chromium", BROKEN)
    assert found() == "google-chrome-stable"


@pytest.mark.usefixtures("machine")
def test_the_usual_places_of_a_mac_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chrome = write_program(tmp_path / "Google Chrome.app" / "Google Chrome", RUNS)
    monkeypatch.setattr(browsers, "PLATFORM", "darwin")
    monkeypatch.setattr(browsers, "MAC_PLACES", (str(tmp_path / "no"), str(chrome)))
    assert found() == "Google Chrome"


def test_playwrights_downloads_are_where_playwright_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAYWRIGHT_BROWSERS_PATH", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/ada")
    places = {}
    for platform in ("linux", "darwin"):
        monkeypatch.setattr(browsers, "PLATFORM", platform)
        places[platform] = str(download_home())
    assert places == {
        "linux": "/home/ada/.cache/ms-playwright",
        "darwin": "/home/ada/Library/Caches/ms-playwright",
    }
