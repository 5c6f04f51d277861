"""Starting a command, waiting for its announcement, and leaving nothing of it behind."""

from __future__ import annotations

import json
import queue
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Self

import psutil

from sayso.errors import PlainError
from sayso.settings import SettingsError
from sayso.target import supervisor
from sayso.target.description import STOP_WITHIN, Stop

SHOWN_LOG_LINES = 30
SIGNALLED = 128  # what a shell adds to the number of the signal
STOP = Stop(signal.SIGTERM, STOP_WITHIN)


class NotReadyError(PlainError):
    """A command ended, or was silent, where it should have become ready."""


class Process:
    """A running command with its log in a file; it ends when its owner does, however that ends.

    Its first line of output that is a JSON object is its announcement if it `announces` itself.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        directory: Path | None = None,
        environment: Mapping[str, str] | None = None,
        stop: Stop = STOP,
        announces: bool = True,
    ) -> None:
        self.command = list(command)
        self.log = log
        self._grace = stop.within
        self._stopped = False
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as log_file:
            self._begin = log_file.tell()
            # -P: the folder of the supervisor holds modules named like those of the library
            how = [str(int(stop.signal)), str(stop.within), "announces" if announces else "logs"]
            self._supervisor = subprocess.Popen(  # noqa: S603  # the project's settings name it
                [sys.executable, "-P", supervisor.__file__, *how, *self.command],
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

    def output(self) -> str:
        """What it has written into its log; an earlier start may stand before it there."""
        with self.log.open("rb") as log:
            log.seek(self._begin)
            return log.read().decode(errors="replace")

    def end_of_output(self, lines: int = SHOWN_LOG_LINES) -> str:
        """The last lines of its log, indented for a message."""
        kept = self.output().splitlines()[-lines:]
        return "\n".join(f"    {line}" for line in kept) or "    (nothing was written)"

    def wait(self, within: float) -> int | None:
        """The exit code of a command that ends by itself; None when it runs on after `within`."""
        try:
            return self._supervisor.wait(within)
        except subprocess.TimeoutExpired:
            return None

    def unasked_end(self, patience: float) -> int | None:
        """The exit code of a command that ended without being stopped; None while it runs.

        What broke with it is seen before the end itself is, so the end gets `patience` in seconds.
        """
        if self._stopped:
            return None
        code = self.wait(patience)
        return self.wait(self._grace * 3) if code is None and not self._has_command() else code

    def wait_for_announcement(self, within: float) -> dict[str, Any]:
        """The JSON object the command prints as a line once it is ready; `within` in seconds.

        Raises NotReadyError when the command ends first, or at the deadline.
        """
        awaited = "one line of JSON on its standard output"
        try:
            line = self._announced.get(timeout=within)
        except queue.Empty:
            line = b""
        else:
            if not line:
                self._supervisor.wait(self._grace * 2)
        if not line:
            raise NotReadyError(self.not_ready(f"{awaited}{self._bad_json()}", within))
        announcement: dict[str, Any] = json.loads(line)
        return announcement

    def stop(self) -> int:
        """End the command and everything it started; its exit code. Safe to call twice."""
        self._stopped = True
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

    def not_ready(self, awaited: str, within: float) -> str:
        """The message of a command that did not become ready."""
        code = self.exit_code
        state = "is still running" if code is None else ending_of(code)
        return (
            f"{shlex.join(self.command)}\n"
            f"  did not become ready within {within:g} s and {state}\n"
            f"  awaited: {awaited}\n"
            f"  the end of its log, {self.log}:\n{self.end_of_output()}"
        )

    def _has_command(self) -> bool:
        """Whether the supervisor still has a living command."""
        try:
            children = psutil.Process(self._supervisor.pid).children()
            return any(child.status() != psutil.STATUS_ZOMBIE for child in children)
        except psutil.NoSuchProcess:
            return False

    def _bad_json(self) -> str:
        """What is wrong with the line that was meant, if one looks like it."""
        for line in self.output().splitlines():
            if line.startswith("{"):
                try:
                    json.loads(line)
                except ValueError as error:
                    return f"; no JSON is {line[:200]} ({error})"
        return ""


def ending_of(code: int) -> str:
    """An exit code in words, with the name of the signal behind it."""
    numbers = {int(each): each.name for each in signal.Signals}
    name = numbers.get(code - SIGNALLED)
    return f"ended with exit code {code}" + (f" ({name})" if name else "")


def require_program(
    key: str, program: str, directory: Path, environment: Mapping[str, str]
) -> None:
    """Raises SettingsError, naming `key`, for a program that is not there."""
    place = str(directory / program) if Path(program).parent != Path() else program
    if shutil.which(place, path=environment.get("PATH")) is None:
        raise SettingsError(
            f'{key}: there is no program "{program}"; install it, or correct the name'
        )


def _read_line(stream: IO[bytes], announced: queue.Queue[bytes]) -> None:
    announced.put(stream.readline())
