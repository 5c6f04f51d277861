"""Installing a browser where there is none, saying all the while what is being done."""

from __future__ import annotations

import os
import queue
import shlex
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import IO

from sayso.browser.finder import Browser, BrowserError, find_browser

Say = Callable[[str], None]

WHOLE_TIME = 600.0  # seconds for one command
SILENCE = 120.0  # seconds without a line of output
SHOWN_LINES = 3
ERRORS = ("E:", "Error:", "ERROR")  # how apt-get and Playwright begin the line that matters
# What dpkg tells of each of a hundred packages; it is progress, and nobody reads it.
NOISE = ("Selecting ", "Preparing ", "Unpacking ", "(Reading ", "Setting up ", "Processing ")
PLAYWRIGHT = (sys.executable, "-m", "playwright")
PACKAGE = "chromium-headless-shell"
ADVICE = f"""\
Install one, for example with one of these, and repeat:
  {shlex.join(PLAYWRIGHT)} install --with-deps --only-shell chromium
  sudo apt-get install {PACKAGE}     (Debian)
Or name one that is there: pytest --browser-path=PATH, or SAYSO_BROWSER=PATH.
`sayso doctor` shows what was found."""


def install_browser(say: Say, *, headless: bool) -> Browser:
    """A browser that was not there before; raises BrowserError when nothing works."""
    failures = []
    for attempt in (_download, _debian_browser):
        failure = attempt(say, headless=headless)
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


def _download(say: Say, *, headless: bool) -> str:
    """What went wrong with Playwright's own download, if anything."""
    shell = ["--only-shell"] if headless else ["--no-shell"]
    command = [*PLAYWRIGHT, "install", *shell, "chromium"]
    return _run(command, say)


def _debian_browser(say: Say, *, headless: bool) -> str:
    """What went wrong with Debian's browser, if anything."""
    return debian_package(say, PACKAGE if headless else "chromium")


def debian_package(say: Say, package: str) -> str:
    """Install a Debian package; what went wrong, or nothing."""
    apt = shutil.which("apt-get")
    if not apt:
        return f"apt-get install {package}: there is no apt-get on this machine"
    rights = _rights()
    if rights is None:
        return f"apt-get install {package}: needs root, or sudo without a password"
    # a lock that another installation holds is waited for
    patience = [*rights, apt, "-o", f"DPkg::Lock::Timeout={SILENCE:.0f}"]
    install = [*patience, "install", "-y", "--no-install-recommends", package]
    if not _run(install, say):
        return ""
    failure = _run([*patience, "update"], say)  # a fresh machine knows no packages yet
    return failure or _run(install, say)


def _rights() -> list[str] | None:
    """What to put before a command that needs root; None when it cannot be had."""
    if sys.platform == "win32" or os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if not sudo:
        return None
    asked = subprocess.run([sudo, "-n", "true"], capture_output=True, timeout=10, check=False)  # noqa: S603  # sudo
    return [sudo, "-n"] if asked.returncode == 0 else None


def _run(command: Sequence[str], say: Say) -> str:
    """Run a command, its lines said one by one; what went wrong, or nothing."""
    shown = shlex.join(command)
    say(f"sayso: {shown}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "NO_COLOR": "1"}
    try:
        ending, lines = _follow(command, environment, say)
    except OSError as error:
        return f"{shown}: {error.strerror}"
    if not ending:
        return ""
    told = "".join(f"\n      {line}" for line in lines)
    return f"{shown}: {ending}{told}"


def _follow(
    command: Sequence[str], environment: Mapping[str, str], say: Say
) -> tuple[str, Sequence[str]]:
    """How the command went wrong, if it did, and the lines that tell more."""
    told: list[str] = []
    lines: queue.Queue[str | None] = queue.Queue()
    deadline = time.monotonic() + WHOLE_TIME
    with subprocess.Popen(  # noqa: S603  # one of the two commands above
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None  # noqa: S101  # PIPE was asked for
        threading.Thread(target=_read, args=(process.stdout, lines), daemon=True).start()
        try:
            while (line := lines.get(timeout=_patience(deadline))) is not None:
                if line.strip():
                    told.append(line.strip())
                    if not line.startswith(NOISE):
                        say(f"  {line.rstrip()}")
        except queue.Empty:
            return "took too long and was ended", _telling(told)
        finally:
            if process.poll() is None and not _ended(process):
                process.kill()
    code = process.returncode
    return (f"ended with exit code {code}" if code else ""), _telling(told)


def _telling(lines: Sequence[str]) -> Sequence[str]:
    """The lines that say what went wrong; the last ones when none does."""
    errors = [line for line in lines if line.startswith(ERRORS)]
    return errors[:SHOWN_LINES] or lines[-SHOWN_LINES:]


def _patience(deadline: float) -> float:
    return max(0.0, min(SILENCE, deadline - time.monotonic()))


def _ended(process: subprocess.Popen[str]) -> bool:
    """Whether a process that has closed its output ends within a moment."""
    try:
        process.wait(1.0)
    except subprocess.TimeoutExpired:
        return False
    return True


def _read(stream: IO[str], lines: queue.Queue[str | None]) -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)
