"""What the options of a run need of this machine: an engine, a display, a device, ffmpeg."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.browser import finder
from sayso.browser.installer import PLAYWRIGHT
from sayso.suggest import nearest

if TYPE_CHECKING:  # the `sayso` command knows of options without pytest
    import pytest

VIDEO = "--video"
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
DEBUG = "PWDEBUG"  # Playwright's inspector is a window


@dataclass(frozen=True)
class Lack:
    """What is not there, for whom, and how to get it."""

    subject: str
    text: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.text}; {self.remedy}"


@dataclass(frozen=True)
class Wanted:
    """What was asked for, of pytest-playwright's options."""

    engines: tuple[str, ...]
    headed: bool
    video: bool
    device: str

    @classmethod
    def of(cls, config: pytest.Config) -> Wanted:
        """What the options of a run ask for."""
        return cls._from(vars(config.option))

    @classmethod
    def by(cls, arguments: Sequence[str]) -> Wanted:
        """What these arguments of pytest ask for, like those of `addopts`."""
        parser = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
        parser.add_argument("--browser", action="append")
        parser.add_argument("--headed", action="store_true")
        parser.add_argument(VIDEO)
        parser.add_argument("--device")
        return cls._from(vars(parser.parse_known_args(arguments)[0]))

    @classmethod
    def _from(cls, options: Mapping[str, Any]) -> Wanted:
        return cls(
            engines=tuple(options.get("browser") or ("chromium",)),
            headed=bool(options.get("headed")),
            video=(options.get("video") or "off") != "off",
            device=options.get("device") or "",
        )


def is_inspected() -> bool:
    """Whether Playwright's inspector opens a window, as PWDEBUG=1 says."""
    return os.environ.get(DEBUG, "") not in ("", "0", "false", "console")


def lacking(wanted: Wanted) -> Iterator[Lack]:
    """What is asked for and not there, but for a Chromium, which is looked for by itself."""
    for engine in wanted.engines:
        if engine != "chromium" and not finder.is_downloaded(engine):
            yield Lack(
                f"--browser {engine}", "it is not installed", _install("--with-deps", engine)
            )
    if wanted.video and not finder.is_downloaded("ffmpeg"):
        yield Lack(VIDEO, "Playwright's ffmpeg is not installed", _install("ffmpeg"))
    if (wanted.headed or is_inspected()) and not _has_display():
        name = "--headed" if wanted.headed else DEBUG
        yield Lack(name, "there is no display to open a window on", "put xvfb-run -a before pytest")


def why_no_device(name: str, known: Sequence[str]) -> str:
    """What is wrong with the name of a device; nothing when Playwright knows it."""
    return "" if name in known else f'--device: Playwright knows no "{name}".{nearest(name, known)}'


def _install(*names: str) -> str:
    return f"get it with: {shlex.join([*PLAYWRIGHT, 'install', *names])}"


def _has_display() -> bool:
    return finder.PLATFORM in ("darwin", "win32") or any(map(os.environ.get, DISPLAYS))
