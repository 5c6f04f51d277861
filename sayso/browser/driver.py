"""Playwright's driver, the program that stands between Python and every browser: does it run?

It comes with the package, yet leans on a library that the smallest Debian images do not have.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from sayso.browser.finder import TRIED_FOR, BrowserError
from sayso.browser.installer import Say, debian_package

LACKING = re.compile(r"error while loading shared libraries: (\S+?):")
# The libraries the driver leans on beside the C library, and the Debian packages that hold them.
PACKAGES = {"libatomic.so.1": "libatomic1", "libstdc++.so.6": "libstdc++6"}


def driver_path() -> Path:
    """The driver of the installed Playwright, or the one PLAYWRIGHT_NODEJS_PATH names."""
    told = os.environ.get("PLAYWRIGHT_NODEJS_PATH")
    name = "node.exe" if sys.platform == "win32" else "node"
    return Path(told or str(files("playwright").joinpath("driver", name)))


def why_driver_fails() -> str:
    """What the driver says when it cannot start; nothing when it can."""
    command = [str(driver_path()), "--version"]
    try:
        answer = subprocess.run(  # noqa: S603  # the driver of the installed package
            command, capture_output=True, text=True, timeout=TRIED_FOR, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return "" if answer.returncode == 0 else (answer.stderr or answer.stdout).strip()


def remedy_for(failure: str) -> str:
    """What a person can do about it."""
    lacking = LACKING.search(failure)
    if lacking is None:
        return "Install the package playwright again, or name a Node.js: PLAYWRIGHT_NODEJS_PATH."
    package = PACKAGES.get(lacking[1])
    return f"Install {lacking[1]}" + (
        f": sudo apt-get install {package} (Debian)." if package else "."
    )


def ensure_driver(say: Say) -> None:
    """Have a driver that runs; installs the library it lacks, or raises BrowserError."""
    failure = why_driver_fails()
    if not failure:
        return
    lacking = LACKING.search(failure)
    package = PACKAGES.get(lacking[1]) if lacking else None
    if package:
        say(f"sayso: Playwright's driver needs {package}, getting it")
        refused = debian_package(say, package)
        failure = why_driver_fails()
        if not failure:
            return
        failure += f"\n  {refused}" if refused else ""
    raise BrowserError(
        f"Playwright's driver does not run here:\n  {failure}\n{remedy_for(failure)}"
    )
