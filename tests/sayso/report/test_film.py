"""Pictures on the way, taken out of a trace."""

from __future__ import annotations

import zipfile
from pathlib import Path

from sayso.report.html.files import Embedded, Files
from sayso.report.html.film import MOST, film


def trace(folder: Path, pictures: list[bytes]) -> str:
    with zipfile.ZipFile(folder / "trace.zip", "w") as archive:
        archive.writestr("trace.trace", "{}")
        for number, picture in enumerate(pictures):
            archive.writestr(f"screencast/page@0a1-{1_795_973_809_000 + number}.jpeg", picture)
    return "trace.zip"


def test_a_picture_that_stays_the_same_is_shown_once(tmp_path: Path) -> None:
    found = film(Files(tmp_path), trace(tmp_path, [b"one", b"one", b"two", b"one"]))
    assert [frame.at_ns // 1_000_000 % 1000 for frame in found] == [0, 2]
    assert [(tmp_path / frame.href).read_bytes() for frame in found] == [b"one", b"two"]


def test_a_long_film_is_thinned_out_and_keeps_its_end(tmp_path: Path) -> None:
    for count in (MOST, MOST + 1, 100):
        found = film(Files(tmp_path), trace(tmp_path, [bytes([number]) for number in range(count)]))
        assert MOST // 2 < len(found) <= MOST
        assert (tmp_path / found[-1].href).read_bytes() == bytes([count - 1])


def test_a_trace_that_cannot_be_read_has_no_film(tmp_path: Path) -> None:
    (tmp_path / "trace.zip").write_bytes(b"no zip")
    assert film(Files(tmp_path), "trace.zip") == []
    assert film(Files(tmp_path), "gone.zip") == []


def test_one_page_alone_shows_no_film(tmp_path: Path) -> None:
    assert film(Embedded(tmp_path, [], 0), trace(tmp_path, [b"one"])) == []
