"""The recording holds whatever a run says, and says where it is broken."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from sayso.report.messages import Envelope
from sayso.report.reader import read_messages
from sayso.report.writer import MessageStream


def written(path: Path, *envelopes: Envelope) -> Path:
    stream = MessageStream(path)
    for envelope in envelopes:
        stream.write(envelope)
    stream.close()
    return path


@pytest.mark.parametrize(
    "text",
    ["Zoë 🍵", "two\nlines", "\0", "\u2028", r"C:\users", ""],
    ids=ascii,
)
def test_any_text_is_one_line_and_reads_back_as_it_was(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "messages.ndjson", {"meta": {"text": text}})
    assert path.read_bytes().count(b"\n") == 1
    assert list(read_messages(path)) == [{"meta": {"text": text}}]


def test_half_a_character_is_a_question_mark_in_the_file(tmp_path: Path) -> None:
    path = written(tmp_path / "messages.ndjson", {"meta": {"text": "\ud83d alone", "path": r"\u"}})
    assert list(read_messages(path)) == [{"meta": {"text": "? alone", "path": r"\u"}}]


def test_messages_known_at_the_same_time_reach_the_file_together(tmp_path: Path) -> None:
    path = tmp_path / "messages.ndjson"
    stream = MessageStream(path)
    with stream.together():
        stream.write({"meta": {}})
        assert path.read_bytes() == b""
    assert path.read_bytes() == b'{"meta":{}}\n'
    stream.write({"hook": {}})
    assert path.read_bytes() == b'{"meta":{}}\n{"hook":{}}\n'
    stream.close()


def test_a_listener_is_told_every_message_in_order(tmp_path: Path) -> None:
    told: list[Envelope] = []
    stream = MessageStream(tmp_path / "messages.ndjson", told.append)
    stream.write({"meta": {}})
    with stream.together():
        stream.write({"hook": {}})
    stream.close()
    assert told == [{"meta": {}}, {"hook": {}}]


def test_a_last_line_that_was_cut_off_is_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path / "messages.ndjson", {"meta": {}})
    path.write_bytes(path.read_bytes() + b'{"hook": {"id"')
    assert list(read_messages(path)) == [{"meta": {}}]


@pytest.mark.parametrize("line", [b"nonsense\n", b"[1]\n", b"\xff\n", b"\n"])
def test_a_line_that_is_no_message_is_named(tmp_path: Path, line: bytes) -> None:
    path = written(tmp_path / "messages.ndjson", {"meta": {}})
    path.write_bytes(path.read_bytes() + line)
    with pytest.raises((ValueError, TypeError), match=r"messages\.ndjson:2: not a message"):
        list(read_messages(path))


def test_a_full_disk_ends_the_file_and_says_why() -> None:
    heard: list[Envelope] = []
    stream = MessageStream(None, heard.append)
    stream._file = Path("/dev/full").open("wb", buffering=0)  # noqa: SIM115
    stream.write({"meta": {}})
    stream.write({"hook": {}})
    stream.close()
    assert stream.error is not None
    assert stream.error.errno == errno.ENOSPC
    assert heard == [{"meta": {}}, {"hook": {}}]
