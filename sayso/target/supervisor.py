"""A process of its own that starts a command and outlives its owner just long enough to end it.

The owner holds the other end of standard input. However the owner goes (a normal end, Ctrl-C,
SIGKILL), that pipe closes, and then the command and everything it started is ended. The same
happens when we are told to end ourselves. Run by path, so that it loads nothing of the framework.

The command's standard error is the log (our own standard error). Of its standard output the first
line that is a JSON object goes to our standard output, if the command announces itself; every
other line goes to the log.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from typing import IO

import psutil

PR_SET_PDEATHSIG = 1  # linux/prctl.h
PR_SET_CHILD_SUBREAPER = 36
# What a shell answers for a command it cannot start, and (plus the signal) for one that was killed
NOT_STARTED = 127
SIGNALLED = 128
AT_ONCE = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows knows only one way to end another


def main(number: int, grace: float, announces: bool, command: list[str]) -> int:
    """The exit code of the command.

    `number` is the signal that asks it to end, and `grace` the seconds until it is killed.
    """
    _adopt_orphans()
    try:
        child = subprocess.Popen(  # noqa: S603  # the project's own settings name the command
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=_die_with_supervisor if sys.platform == "linux" else None,
        )
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)  # noqa: T201  # this is the log
        return NOT_STARTED
    assert child.stdout is not None  # noqa: S101  # PIPE was asked for
    relay = _in_background(_relay, child.stdout, announces)
    signal.signal(signal.SIGTERM, lambda *_: _in_background(_end, child, number, grace))
    _in_background(_end_with_owner, child, number, grace)
    code = child.wait()
    _end_all(psutil.Process().children(recursive=True), number, grace)
    relay.join(grace)
    return code if code >= 0 else SIGNALLED - code


def _in_background(act: Callable[..., None], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=act, args=arguments, daemon=True)
    thread.start()
    return thread


def _adopt_orphans() -> None:
    """Make processes that lost their parent our children, so that none escapes (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _die_with_supervisor() -> None:
    """Have the kernel kill the command should we be killed ourselves (Linux only)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _relay(lines: IO[bytes], announces: bool) -> None:
    for line in lines:
        if announces and _is_object(line):
            announces = False
            _write(sys.stdout.buffer, line)
        else:
            _write(sys.stderr.buffer, line)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _write(stream: IO[bytes], line: bytes) -> None:
    with contextlib.suppress(BrokenPipeError):  # the owner may be gone; the ending is under way
        stream.write(line)
        stream.flush()


def _end_with_owner(child: subprocess.Popen[bytes], number: int, grace: float) -> None:
    while os.read(sys.stdin.fileno(), 1):  # unbuffered: a buffer's lock would disturb our own exit
        pass
    _end(child, number, grace)


def _end(child: subprocess.Popen[bytes], number: int, grace: float) -> None:
    family = psutil.Process().children(recursive=True)
    _signal(family, number)
    try:
        child.wait(grace)
    except subprocess.TimeoutExpired:
        _signal(psutil.Process().children(recursive=True), AT_ONCE)


def _end_all(left: list[psutil.Process], number: int, grace: float) -> None:
    """End what the command left behind when it ended."""
    _signal(left, number)
    _, alive = psutil.wait_procs(left, timeout=grace)
    _signal(alive, AT_ONCE)
    psutil.wait_procs(alive, timeout=grace)


def _signal(processes: Iterable[psutil.Process], number: int) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):  # it may end by itself in the meantime
            process.send_signal(number)


if __name__ == "__main__":
    announces = sys.argv[3] == "announces"
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2]), announces, sys.argv[4:]))
