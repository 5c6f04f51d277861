"""Processes: they become ready or say why not, and nothing of them is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from sayso.target.description import Stop
from sayso.target.process import NotReadyError, Process
from sayso.target.waiting import eventually

READY = 'print(\'{"gateway": "http://127.0.0.1:1"}\', flush=True)'
WAIT = "import signal; signal.pause()"
SOON = Stop(signal.SIGTERM, 0.3)
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)"


@pytest.fixture
def mark() -> Iterator[str]:
    """A word on the command line by which the processes of one test are known; none may be left."""
    word = f"mark-{uuid.uuid4().hex}"
    yield word
    left = marked(word)
    for process in left:
        process.kill()
    assert not left


def marked(word: str) -> list[psutil.Process]:
    """The living processes with the word on their command line, supervisors included."""
    return [
        process
        for process in psutil.process_iter(["cmdline", "status"])
        if word in (process.info["cmdline"] or []) and process.info["status"] != "zombie"
    ]


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def nothing_is_left(mark: str, within: float = 5) -> None:
    eventually(
        lambda: marked(mark),
        satisfies=lambda left: not left,
        what="processes left running",
        where="the list of processes",
        within=within,
    )


def test_the_json_line_is_the_announcement_and_every_other_line_is_log(
    tmp_path: Path, mark: str
) -> None:
    code = f"import sys\nprint('[1]')\nprint('hello')\nprint('a', file=sys.stderr)\n{READY}\n{WAIT}"
    log = tmp_path / "logs" / "shop.log"
    with Process(python(code, mark), log=log) as process:
        assert process.wait_for_announcement(10) == {"gateway": "http://127.0.0.1:1"}
        assert process.exit_code is None
    assert sorted(log.read_text().splitlines()) == ["[1]", "a", "hello"]
    nothing_is_left(mark, within=0)


def test_a_second_json_line_is_log_and_does_not_fill_the_pipe(tmp_path: Path, mark: str) -> None:
    code = (
        f"{READY}\nfor n in range(20000): print('{{\"n\": 1}}')\nprint('last', flush=True)\n{WAIT}"
    )
    log = tmp_path / "shop.log"
    with Process(python(code, mark), log=log) as process:
        process.wait_for_announcement(10)
        eventually(
            lambda: log.read_text().endswith("last\n"), equals=True, what="the end", where="the log"
        )


def test_a_command_that_ends_early_is_described(tmp_path: Path, mark: str) -> None:
    code = "import sys; print('port 1025 is taken', file=sys.stderr); sys.exit(3)"
    with (
        Process(python(code, mark), log=tmp_path / "shop.log") as process,
        pytest.raises(NotReadyError) as failure,
    ):
        process.wait_for_announcement(10)
    message = str(failure.value)
    assert mark in message
    assert "did not become ready within 10 s and ended with exit code 3" in message
    assert "awaited: one line of JSON on its standard output" in message
    assert message.endswith("    port 1025 is taken")


def test_a_silent_command_is_given_up_at_the_deadline(tmp_path: Path, mark: str) -> None:
    with Process(python(WAIT, mark), log=tmp_path / "shop.log") as process:
        with pytest.raises(NotReadyError, match=r"within 0\.2 s and is still running"):
            process.wait_for_announcement(0.2)
        assert process.exit_code is None


def test_a_command_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with (
        Process(["no-such-shop"], log=tmp_path / "shop.log") as process,
        pytest.raises(NotReadyError, match="no-such-shop: No such file or directory"),
    ):
        process.wait_for_announcement(10)


def family(mark: str, first: str = "pass") -> str:
    """A command with a child, and a grandchild in a session of its own whose parent is gone."""
    return f"""
import subprocess, sys
{first}
code = 'import signal; {first}; signal.pause()'
subprocess.Popen([sys.executable, '-c', code, '{mark}'])
lost = 'import subprocess, sys; subprocess.Popen(sys.argv[1:], start_new_session=True)'
subprocess.run([sys.executable, '-c', lost, sys.executable, '-c', code, '{mark}'])
{READY}
{WAIT}
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can adopt a process that got away")
def test_stopping_ends_children_and_those_that_got_away(tmp_path: Path, mark: str) -> None:
    with Process(python(family(mark), mark), log=tmp_path / "shop.log") as process:
        process.wait_for_announcement(10)
        assert len(marked(mark)) == 4
        started = time.monotonic()
    assert time.monotonic() - started < 2
    nothing_is_left(mark, within=0)


def test_what_refuses_to_end_is_killed_after_the_grace(tmp_path: Path, mark: str) -> None:
    code = f"{STUBBORN}\n{READY}\n{WAIT}"
    with Process(python(code, mark), log=tmp_path / "shop.log", stop=SOON) as process:
        process.wait_for_announcement(10)
        assert process.stop() == 128 + signal.SIGKILL
    nothing_is_left(mark, within=0)


def test_stragglers_of_a_command_that_ended_by_itself_are_ended(tmp_path: Path, mark: str) -> None:
    code = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', '{WAIT}', '{mark}'])"
    with Process(python(code, mark), log=tmp_path / "shop.log"):
        nothing_is_left(mark)


OWNER = """
import pathlib, sys
from sayso.target.process import Process
command = [sys.executable, "-c", sys.argv[1], sys.argv[2]]
with Process(command, log=pathlib.Path(sys.argv[3])) as process:
    process.wait_for_announcement(10)
    print("ready", flush=True)
    sys.stdin.read()  # so that it ends with the test, however that ends
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=lambda how: how.name)
def test_nothing_is_left_when_the_owner_is_ended(
    tmp_path: Path, mark: str, how: signal.Signals
) -> None:
    command = python(OWNER, family(mark), mark, str(tmp_path / "shop.log"))
    with subprocess.Popen(  # noqa: S603  # our own interpreter
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as owner:
        assert owner.stdout is not None
        line, before = owner.stdout.readline(), marked(mark)
        os.killpg(owner.pid, how)
    assert line == b"ready\n"
    assert len(before) == 5
    nothing_is_left(mark)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of this death")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name)
def test_nothing_is_left_when_the_supervisor_is_ended(
    tmp_path: Path, mark: str, how: signal.Signals
) -> None:
    code = f"{READY}\n{WAIT}"
    with Process(python(code, mark), log=tmp_path / "shop.log") as process:
        process.wait_for_announcement(10)
        process._supervisor.send_signal(how)
        nothing_is_left(mark)
