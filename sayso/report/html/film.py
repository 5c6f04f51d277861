"""A film strip of an attempt: pictures that Playwright took on the way, from its trace."""

from __future__ import annotations

import re
import zipfile
from typing import NamedTuple

from sayso.report.html.files import Files

FRAME = re.compile(r"screencast/.*-(\d+)\.jpe?g")  # named by page and moment
MOST = 12


class Frame(NamedTuple):
    """A picture and when it was taken."""

    at_ns: int
    href: str


def film(files: Files, path: str) -> list[Frame]:
    """Pictures that differ, spread over the whole; none where a trace cannot be read."""
    trace = files.inside(path)
    if trace is None or not files.link(path):  # one page alone has no file to show
        return []
    try:
        with zipfile.ZipFile(trace) as archive:
            found = _different(archive)
            step = max(1, -(-len(found) // MOST))
            chosen = [*found[:-1:step], *found[-1:]][-MOST:]
            return [Frame(at_ns, files.keep(archive.read(name), ".jpeg")) for at_ns, name in chosen]
    except (OSError, zipfile.BadZipFile):
        return []


def _different(archive: zipfile.ZipFile) -> list[tuple[int, str]]:
    """Moment and name of each frame that was not there before."""
    found: dict[int, tuple[int, str]] = {}
    for entry in archive.infolist():
        frame = FRAME.fullmatch(entry.filename)
        if frame is not None:
            found.setdefault(entry.CRC, (int(frame[1]) * 1_000_000, entry.filename))
    return sorted(found.values())
