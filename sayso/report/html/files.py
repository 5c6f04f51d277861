"""The files of evidence, as a report gets at them: beside its pages, or inside its one page."""

from __future__ import annotations

import mimetypes
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from sayso.evidence.attachments import keep
from sayso.project import project_of
from sayso.report.model import Evidence
from sayso.text import plural

LONGEST_TEXT = 64 * 1024

# A frame is sandboxed; this holds also for somebody who opens its file by itself.
FRAME_HEAD = (
    '<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
)


class Files:
    """Files that lie beside the pages and are linked."""

    left_out = ""

    def __init__(self, reports: Path) -> None:
        self._reports = reports

    def inside(self, path: str) -> Path | None:
        """The file, if it is there and in the report's own folder."""
        file = (self._reports / path).resolve()
        return file if file.is_relative_to(self._reports.resolve()) and file.is_file() else None

    def holds(self, path: str) -> bool:  # noqa: ARG002  # every file lies beside the pages
        """Whether the report has this picture, here or elsewhere in the page."""
        return True

    def text(self, item: Evidence) -> str:
        """The text of a piece of evidence, wherever it lies."""
        if not item.path:
            return item.text
        path = self.inside(item.path)
        if path is None:
            return "The file is not there any more."
        with path.open(encoding="utf-8", errors="replace") as file:
            text = file.read(LONGEST_TEXT + 1)
        if len(text) > LONGEST_TEXT:
            return text[:LONGEST_TEXT] + f"\n… cut off; the whole is in {item.path}"
        return text

    def picture(self, path: str) -> str:
        """What an image element asks for; nothing where the page has it already."""
        return quote(path)

    def thumbnail(self, path: str) -> str:
        """The same picture once more, small, where that costs nothing."""
        return self.picture(path)

    def link(self, path: str) -> str:
        """What a link leads to; nothing where there is nothing to lead to."""
        return quote(path)

    def from_root(self, path: str) -> tuple[Path, Path]:
        """The project that the report belongs to, and the file as seen from there."""
        reports = self._reports.resolve()
        root = project_of(reports) or reports.parent
        return root, (reports / path).relative_to(root)

    def frame(self, html: str) -> str:
        """Foreign markup as a file of its own, where it can run nothing and fetch nothing."""
        return self.keep((FRAME_HEAD + html).encode("utf-8", "replace"), "-frame.html")

    def keep(self, data: bytes, suffix: str) -> str:
        """A file of the report's own, beside the evidence."""
        return keep(data, suffix, self._reports).relative_to(self._reports).as_posix()


class Embedded(Files):
    """Pictures inside the page, as many as a budget of bytes allows, the first ones first.

    Each is written once; a script shows it wherever else it belongs.
    """

    def __init__(self, reports: Path, pictures: Iterable[str], budget: int) -> None:
        super().__init__(reports)
        self._taken: dict[str, str] = {}
        left = 0
        for path in pictures:
            file = self.inside(path)
            size = 4 * file.stat().st_size // 3 if file is not None else 0
            if file is None or size > budget:
                left += 1
                continue
            budget -= size
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            data = b64encode(file.read_bytes()).decode()
            self._taken[path] = f"data:{kind};base64,{data}"
        if left:
            self.left_out = f"{plural(left, 'picture')} left out to keep this file small."

    def holds(self, path: str) -> bool:
        return path in self._taken

    def picture(self, path: str) -> str:
        data, self._taken[path] = self._taken[path], ""
        return data

    def thumbnail(self, path: str) -> str:  # noqa: ARG002  # it would be in the page twice
        return ""

    def link(self, path: str) -> str:  # noqa: ARG002  # there is no file beside a single page
        return ""

    def frame(self, html: str) -> str:  # noqa: ARG002  # a frame inherits the page's policy
        return ""
