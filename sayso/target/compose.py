"""A composed system: containers as a command that ends when they do.

Run by path, in place of a command, so that the supervisor ends containers as it ends processes.
What it asks of `docker compose` is what docker-compose 1.29 knows, too.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence


def command_of(files: Sequence[str], project: str) -> list[str]:
    """The command that starts the containers, prints their logs, and removes them at its end."""
    named = [part for file in files for part in ("-f", file)]
    return [sys.executable, "-P", __file__, *named, "-p", project_name(project)]


def project_name(text: str) -> str:
    """The form of https://docs.docker.com/compose/how-tos/project-name/."""
    return re.sub(r"[^a-z0-9_-]+", "-", text.lower()).strip("-_")


def main(options: list[str]) -> int:
    """The exit code: of the start, if that fails, else of the logs, which end with the last one."""
    told_to_end = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told_to_end.set())
    compose = ["docker", "compose", *options]
    try:
        code = _run([*compose, "up", "-d"])
        if code == 0:
            return _follow([*compose, "logs", "-f", "--no-color"], told_to_end)
        said = _said([*compose, "logs", "--no-color"])
    finally:
        _run([*compose, "down", "-v"])
    sys.stdout.write(said)  # last, so that no line of a failed start is taken for a sign
    return code


def _run(command: list[str]) -> int:
    return subprocess.run(command, check=False).returncode  # noqa: S603  # fixed words


def _said(command: list[str]) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    return done.stdout + done.stderr


def _follow(command: list[str], told_to_end: threading.Event) -> int:
    with subprocess.Popen(command) as logs:  # noqa: S603  # fixed words
        while logs.poll() is None and not told_to_end.wait(0.1):
            pass
        logs.terminate()
    return logs.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
