"""What the options of a run ask of the machine is told before the first test, with its remedy."""

from __future__ import annotations

import pytest

from sayso.browser import finder as browsers
from sayso.browser.wanted import Wanted, lacking, why_no_device
from tests.sayso.browser.conftest import Machine


@pytest.fixture(autouse=True)
def _no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "PWDEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(browsers, "PLATFORM", "linux")


def lacks(arguments: str) -> list[str]:
    return [str(lack) for lack in lacking(Wanted.by(arguments.split()))]


def test_an_engine_that_is_not_there_is_named_with_its_command(machine: Machine) -> None:
    [lack] = lacks("-q --browser firefox --browser=chromium features")
    assert lack.startswith("--browser firefox: it is not installed; get it with: ")
    assert lack.endswith("-m playwright install --with-deps firefox")
    machine.has_downloaded("firefox")
    assert lacks("--browser firefox") == []


def test_a_download_of_another_release_of_playwright_is_none(machine: Machine) -> None:
    folder = machine.downloads / "firefox-1"
    folder.mkdir(parents=True)
    (folder / browsers.COMPLETE).touch()
    assert len(lacks("--browser firefox")) == 1


def test_a_video_needs_the_ffmpeg_of_playwright(machine: Machine) -> None:
    [lack] = lacks("--video retain-on-failure")
    assert lack.startswith("--video: Playwright's ffmpeg is not installed; get it with: ")
    assert lacks("--video off") == []
    machine.has_downloaded("ffmpeg")
    assert lacks("--video=on") == []


@pytest.mark.parametrize("name", ["--headed", "PWDEBUG"])
def test_a_window_needs_a_display(
    machine: Machine, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    del machine
    if name == "PWDEBUG":
        monkeypatch.setenv("PWDEBUG", "1")
    arguments = name if name.startswith("-") else ""
    told = f"{name}: there is no display to open a window on; put xvfb-run -a before pytest"
    assert lacks(arguments) == [told]
    monkeypatch.setenv("DISPLAY", ":0")
    assert lacks(arguments) == []


def test_an_unknown_device_comes_with_the_nearest_one() -> None:
    known = ["iPhone 13", "Pixel 7"]
    assert why_no_device("iPhone 13", known) == ""
    told = '--device: Playwright knows no "iphone13". Did you mean "iPhone 13"?'
    assert why_no_device("iphone13", known) == told
