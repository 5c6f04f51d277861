"""`sayso doctor`: what is there, what is missing, and how to get it."""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

from sayso.browser.driver import remedy_for, why_driver_fails
from sayso.browser.finder import BrowserError, find_browser, is_downloaded
from sayso.browser.installer import PACKAGE, PLAYWRIGHT
from sayso.browser.wanted import Wanted, is_inspected, lacking
from sayso.project import project_root
from sayso.settings import Settings, SettingsError, pyproject
from sayso.xdist import is_installed

PROJECT = "sayso"


@dataclass(frozen=True)
class Finding:
    """One line; `remedy` is empty when all is well."""

    subject: str
    text: str
    remedy: str = ""

    @property
    def sign(self) -> str:
        return "MISSING" if self.remedy else "ok"


@dataclass(frozen=True)
class Install:
    """How packages come into the project in a folder."""

    root: Path

    @property
    def _by_uv(self) -> bool:
        return any((folder / "uv.lock").is_file() for folder in (self.root, *self.root.parents))

    def again(self, requirement: str) -> str:
        """The command that gets what the project has asked for already."""
        return "uv sync" if self._by_uv else self.more(requirement)

    def more(self, package: str) -> str:
        """The command that gets what nobody has asked for yet."""
        pip = (sys.executable, "-m", "pip", "install", "--upgrade")
        return shlex.join([*(("uv", "add", "--dev") if self._by_uv else pip), package])


def main(argv: Sequence[str]) -> int:
    """Print the findings; 0 when everything needed is there, otherwise 1."""
    parser = argparse.ArgumentParser("sayso doctor", description=__doc__)
    parser.parse_args(argv)
    findings = list(examine(project_root(Path.cwd())))
    for finding in findings:
        print(f"{finding.sign:<8} {finding.subject:<20} {finding.text}")  # noqa: T201  # a command
        if finding.remedy:
            print(f"{'':29} {finding.remedy}")  # noqa: T201
    missing = [finding for finding in findings if finding.remedy]
    verdict = "Everything that is needed is there."
    print(f"\n{f'{len(missing)} needed but missing.' if missing else verdict}")  # noqa: T201
    return 1 if missing else 0


def examine(root: Path) -> Iterator[Finding]:
    """What a run in this folder would find, in the order it would need it."""
    install = Install(root)
    yield Finding("Python", f"{platform.python_version()} ({sys.executable})")
    yield from _packages(install)
    try:
        settings = Settings.at(root)
    except SettingsError as error:
        yield Finding("settings", str(error), "correct pyproject.toml")
        return
    failure = why_driver_fails()
    remedy = remedy_for(failure) if failure else ""
    yield Finding("Playwright's driver", failure or "runs", remedy)
    wanted = Wanted.by(_arguments(root))
    if "chromium" in wanted.engines:
        yield _browser(settings, headless=not (wanted.headed or is_inspected()))
    for lack in lacking(wanted):
        yield Finding(lack.subject, lack.text, lack.remedy)
    if not wanted.video:
        yield Finding(
            "ffmpeg",
            "is there" if is_downloaded("ffmpeg") else "is not there; only --video needs it",
        )


def _arguments(root: Path) -> list[str]:
    """What pytest is told in this project without being asked."""
    table = pyproject(root).get("tool", {}).get("pytest", {})
    told = {**table, **table.get("ini_options", {})}.get("addopts", [])
    return [
        *(shlex.split(told) if isinstance(told, str) else told),
        *shlex.split(os.environ.get("PYTEST_ADDOPTS", "")),
    ]


def _packages(install: Install) -> Iterator[Finding]:
    try:
        wanted = importlib.metadata.requires(PROJECT) or []
    except importlib.metadata.PackageNotFoundError:
        yield Finding(PROJECT, "is not installed in this environment", install.more(PROJECT))
        return
    yield Finding(PROJECT, importlib.metadata.version(PROJECT))
    for requirement in map(Requirement, wanted):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield _package(requirement, install)
    yield _xdist(install)


def _xdist(install: Install) -> Finding:
    if is_installed():
        return Finding("xdist", importlib.metadata.version("pytest_xdist"))
    remedy = install.more(f"{PROJECT}[parallel]")
    return Finding("xdist", f"is not there; only -n needs it: {remedy}")


def _package(requirement: Requirement, install: Install) -> Finding:
    remedy = install.again(f"{requirement.name}{requirement.specifier}")
    try:
        version = importlib.metadata.version(requirement.name)
    except importlib.metadata.PackageNotFoundError:
        return Finding(requirement.name, "is not installed", remedy)
    if version in requirement.specifier:
        return Finding(requirement.name, version)
    return Finding(requirement.name, f"{version}, but {requirement.specifier} is needed", remedy)


def _browser(settings: Settings, *, headless: bool) -> Finding:
    given = os.environ.get("SAYSO_BROWSER") or settings.browser
    try:
        browser = find_browser(given, headless=headless)
    except BrowserError as error:
        return Finding("browser", str(error), "name one that runs")
    if browser:
        asked = [str(browser.path), "--version"]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
        return Finding("browser", f"{answer.stdout.strip()}: {browser.path}, {browser.origin}")
    shell, package = ("--only-shell", PACKAGE) if headless else ("--no-shell", "chromium")
    command = " ".join([*PLAYWRIGHT, "install", "--with-deps", shell, "chromium"])
    return Finding("browser", "none was found", f"{command}, or: apt-get install {package}")
