"""Starting a command, waiting until it is ready, and leaving nothing of it behind."""

from __future__ import annotations

import json
import queue
import shlex
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Self

import requests

from sayso.errors import PlainError
from sayso.target import supervisor
from sayso.target.ports import is_loopback
from sayso.target.waiting import attempts

GRACE = 3.0  # seconds between asking a process to end and killing it
SHOWN_LOG_LINES = 30
HEALTH_TIME_LIMIT = 2.0  # seconds for one question


class NotReadyError(PlainError):
    """A command ended, or was silent, where it should have become ready."""


class Process:
    """A running command with its log in a file; it ends when its owner does, however that ends."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        directory: Path | None = None,
        environment: Mapping[str, str] | None = None,
        grace: float = GRACE,
    ) -> None:
        self.command = list(command)
        self.log = log
        self._grace = grace
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as log_file:
            # -P: the folder of the supervisor holds modules named like those of the library
            self._supervisor = subprocess.Popen(  # noqa: S603  # the project's settings name it
                [sys.executable, "-P", supervisor.__file__, str(grace), *self.command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log_file,
                cwd=directory,
                env=environment,
                start_new_session=True,  # a Ctrl-C at the terminal is the owner's to act on
            )
        assert self._supervisor.stdout is not None  # noqa: S101  # PIPE was asked for
        self._announced: queue.Queue[bytes] = queue.Queue()
        self._reader = threading.Thread(
            target=_read_line, args=(self._supervisor.stdout, self._announced), daemon=True
        )
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def exit_code(self) -> int | None:
        """The command's exit code, or None while it runs; 128 + N when signal N ended it."""
        return self._supervisor.poll()

    def wait_for_announcement(self, within: float) -> dict[str, Any]:
        """The JSON object the command prints as a line once it is ready; `within` in seconds.

        Raises NotReadyError when the command ends first, or at the deadline.
        """
        awaited = "one line of JSON on its standard output"
        try:
            line = self._announced.get(timeout=within)
        except queue.Empty:
            raise NotReadyError(self._not_ready(awaited, within)) from None
        if not line:
            self._supervisor.wait(self._grace * 2)
            raise NotReadyError(self._not_ready(awaited, within))
        announcement: dict[str, Any] = json.loads(line)
        return announcement

    def wait_for_health(self, address: str, within: float) -> None:
        """Return once `address` answers 200; `within` in seconds.

        Raises NotReadyError when the command ends first, or at the deadline.
        """
        seen = "nothing yet"
        for _ in attempts(within):
            if self.exit_code is not None:
                break
            try:
                answer = _asked(address)
            except requests.RequestException as error:
                seen = type(error).__name__
            else:
                if answer.status_code == requests.codes.ok:
                    return
                seen = f"{answer.status_code} {answer.text[:200]}".rstrip()
        awaited = f"an answer 200 from {address} (last seen: {seen})"
        raise NotReadyError(self._not_ready(awaited, within))

    def stop(self) -> int:
        """End the command and everything it started; its exit code. Safe to call twice."""
        streams = self._supervisor.stdin, self._supervisor.stdout
        assert streams[0] is not None and streams[1] is not None  # noqa: S101, PT018  # PIPEs
        streams[0].close()
        try:
            code = self._supervisor.wait(self._grace * 4)
        except subprocess.TimeoutExpired:
            self._supervisor.kill()
            code = self._supervisor.wait(self._grace)
        self._reader.join(self._grace)
        streams[1].close()
        return code

    def _not_ready(self, awaited: str, within: float) -> str:
        code = self.exit_code
        state = "is still running" if code is None else f"ended with exit code {code}"
        return (
            f"{shlex.join(self.command)}\n"
            f"  did not become ready within {within:g} s and {state}\n"
            f"  awaited: {awaited}\n"
            f"  the end of its log, {self.log}:\n{end_of(self.log)}"
        )


def end_of(log: Path, lines: int = SHOWN_LOG_LINES) -> str:
    """The last lines of a log, indented for a message."""
    kept = log.read_text("utf-8", errors="replace").splitlines()[-lines:]
    return "\n".join(f"    {line}" for line in kept) or "    (nothing was written)"


def _asked(address: str) -> requests.Response:
    with requests.Session() as session:
        # a proxy of the environment cannot reach this machine
        session.trust_env = not is_loopback(address)
        return session.get(address, timeout=HEALTH_TIME_LIMIT)


def _read_line(stream: IO[bytes], announced: queue.Queue[bytes]) -> None:
    announced.put(stream.readline())
