"""Installing a browser where there is none, saying all the while what is being done."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence

from sayso.browser.finder import BrowserError, FoundBrowser, find_browser

Say = Callable[[str], None]

TIME_LIMIT = 600.0  # seconds for one command
SHOWN_LINES = 3
ERRORS = ("E:", "Error:", "ERROR")  # how apt-get and Playwright begin the line that matters
# How dpkg begins its lines of progress, which are not shown.
PACKAGE_PROGRESS = (
    "Selecting ", "Preparing ", "Unpacking ", "(Reading ", "Setting up ", "Processing ",
)  # fmt: skip
PLAYWRIGHT = (sys.executable, "-m", "playwright")
PACKAGE = "chromium-headless-shell"
ADVICE = f"""\
Install one, for example with one of these, and repeat:
  {shlex.join(PLAYWRIGHT)} install --with-deps --only-shell chromium
  sudo apt-get install {PACKAGE}     (Debian)
Or name one that is there: pytest --browser-path=PATH, or SAYSO_BROWSER=PATH.
`sayso doctor` shows what was found."""


def install_browser(say: Say, *, headless: bool) -> FoundBrowser:
    """A browser that was not there before; raises BrowserError when nothing works."""
    failures = []
    shell = "--only-shell" if headless else "--no-shell"
    attempts: tuple[Callable[[], str], ...] = (
        lambda: _run([*PLAYWRIGHT, "install", shell, "chromium"], say),
        lambda: debian_package(say, PACKAGE if headless else "chromium"),
    )
    for attempt in attempts:
        failure = attempt()
        browser = find_browser(None, headless=headless)
        if browser:
            say(f"sayso: installed {browser.path}")
            return browser
        failures.append(f"  {failure or 'it was installed, but does not run here'}")
    raise BrowserError(
        "no browser was found on this machine, and none could be installed:\n"
        + "\n".join(failures)
        + f"\n{ADVICE}"
    )


def debian_package(say: Say, package: str) -> str:
    """Install a Debian package, if root may; what went wrong, or nothing."""
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        return f"apt-get install {package}: needs apt-get, and root"
    install = [apt, "install", "-y", "--no-install-recommends", package]
    if not _run(install, say):
        return ""
    return _run([apt, "update"], say) or _run(install, say)  # a fresh machine knows no packages yet


def _run(command: Sequence[str], say: Say) -> str:
    """Run a command, its lines shown one by one; what went wrong, or nothing."""
    text = shlex.join(command)
    say(f"sayso: {text}")
    lines: list[str] = []
    try:
        code = _follow(command, say, lines)
    except OSError as error:
        return f"{text}: {error.strerror}"
    if not code:
        return ""
    errors = [line for line in lines if line.startswith(ERRORS)]
    details = errors[:SHOWN_LINES] or lines[-SHOWN_LINES:]
    return f"{text}: exit code {code}" + "".join(f"\n      {line}" for line in details)


def _follow(command: Sequence[str], say: Say, lines: list[str]) -> int:
    """The exit code; one that takes longer than TIME_LIMIT is killed."""
    with subprocess.Popen(  # noqa: S603  # one of the commands above
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "NO_COLOR": "1"},
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None  # noqa: S101  # PIPE was asked for
        timer = threading.Timer(TIME_LIMIT, process.kill)
        timer.start()
        for line in filter(str.strip, process.stdout):
            lines.append(line.strip())
            if not line.startswith(PACKAGE_PROGRESS):
                say(f"  {line.rstrip()}")
        code = process.wait()
        timer.cancel()
    return code
