"""Finding a Chromium to drive: one that is named, Playwright's own download, or the system's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from sayso.errors import PlainError

PLATFORM: str = sys.platform  # a variable, so that every branch is type-checked everywhere
TRIED_FOR = 20.0  # seconds that a browser may take to say its version
HEADLESS_NAMES = ("chromium-headless-shell",)
NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
    "microsoft-edge", "microsoft-edge-stable",
)  # fmt: skip
MAC_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_PLACES = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
# What Playwright's downloads call the program, and the file that says a download is whole.
DOWNLOADED_NAMES = (
    "chrome-headless-shell", "headless_shell", "chrome", "Google Chrome for Testing", "Chromium",
)  # fmt: skip
COMPLETE = "INSTALLATION_COMPLETE"


class BrowserError(PlainError):
    """There is no browser to use; the message says what was tried and what to do."""


@dataclass(frozen=True)
class FoundBrowser:
    """A program that runs, and how it was found, in words."""

    path: Path
    origin: str


def find_browser(given: str | None, *, headless: bool) -> FoundBrowser | None:
    """The first browser that runs, or None; raises BrowserError when the given one does not."""
    if given:
        return _given(Path(given).expanduser())
    for path, origin in candidates(headless=headless):
        if runs(path):
            return FoundBrowser(path, origin)
    return None


def _given(path: Path) -> FoundBrowser:
    found = shutil.which(path)
    if not found or not runs(Path(found)):
        problem = "does not run" if found else "not found"
        raise BrowserError(
            f"browser executable {problem}: {path}; correct --browser-path, SAYSO_BROWSER or "
            "[tool.sayso] browser"
        )
    return FoundBrowser(Path(found), "as asked for")


def candidates(*, headless: bool) -> Iterator[tuple[Path, str]]:
    """Programs that exist, the preferred first, whether or not they run."""
    for path in _downloads(headless=headless):
        yield path, "Playwright's own download"
    for name in (*HEADLESS_NAMES, *NAMES) if headless else NAMES:
        if found := shutil.which(name):
            yield Path(found), "installed on this system"
    for path in _usual_places():
        if path.is_file():
            yield path, "installed on this system"


def runs(path: Path) -> bool:
    """Whether the program starts at all; one without its libraries, or a mere stub, does not."""
    if PLATFORM == "win32":
        return path.is_file()  # there a browser opens a window instead of saying its version
    try:
        command = [str(path), "--version"]
        answer = subprocess.run(command, capture_output=True, timeout=TRIED_FOR, check=False)  # noqa: S603  # a browser
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _downloads(*, headless: bool) -> Iterator[Path]:
    """The programs of the revision that the installed Playwright wants."""
    revisions = _revisions()
    for name in ("chromium-headless-shell", "chromium") if headless else ("chromium",):
        folder = download_home() / f"{name.replace('-', '_')}-{revisions.get(name)}"
        for path in folder.rglob("*") if (folder / COMPLETE).is_file() else ():
            if path.name.removesuffix(".exe") in DOWNLOADED_NAMES and path.is_file():
                yield path


def is_downloaded(name: str) -> bool:
    """Whether Playwright's own download of a browser, or of another program, is there."""
    listed = next(each for each in _listed() if each["name"] == name)
    wanted = {listed["revision"], *listed.get("revisionOverrides", {}).values()}
    folders = (download_home() / f"{name.replace('-', '_')}-{revision}" for revision in wanted)
    return any((folder / COMPLETE).is_file() for folder in folders)


def _revisions() -> dict[str, str]:
    """The revision of each browser that the installed Playwright downloads."""
    return {browser["name"]: browser["revision"] for browser in _listed()}


def _listed() -> Sequence[dict[str, Any]]:
    listing = files("playwright").joinpath("driver/package/browsers.json")
    browsers: Sequence[dict[str, Any]] = json.loads(listing.read_text("utf-8"))["browsers"]
    return browsers


def download_home() -> Path:
    """Where Playwright keeps its downloads (playwright.dev/python/docs/browsers)."""
    told = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if told == "0":
        return Path(str(files("playwright"))) / "driver/package/.local-browsers"
    if told:
        return Path(told)
    if PLATFORM == "darwin":
        return Path.home() / "Library/Caches/ms-playwright"
    if PLATFORM == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "ms-playwright"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "ms-playwright"


def _usual_places() -> Iterator[Path]:
    if PLATFORM == "darwin":
        yield from map(Path, MAC_PLACES)
    if PLATFORM == "win32":
        for folder in filter(None, map(os.environ.get, WINDOWS_FOLDERS)):
            yield from (Path(folder) / place for place in WINDOWS_PLACES)
