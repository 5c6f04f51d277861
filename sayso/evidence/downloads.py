"""What a scenario's browser downloads: each file as evidence, however its step goes on."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Download, Error

from sayso.evidence.attachments import Evidence
from sayso.evidence.kinds import TEXT


class Downloads:
    """Those of one attempt; Playwright calls it beside the step, which need not wait."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._coming: list[Download] = []

    def keep(self, download: Download) -> None:
        """Keep the file once it is there."""
        self._coming.append(download)
        with TemporaryDirectory() as folder, suppress(Error):  # cancelled, or the browser has ended
            path = Path(folder, "file")
            download.save_as(path)
            self._evidence.file(path, title="Download", name=download.suggested_filename)
            self._coming.remove(download)

    def finish(self) -> None:
        """Name what has not arrived."""
        for download in self._coming:
            title = f"Download: {download.suggested_filename}"
            self._evidence.add("It had not arrived at the end.", kind=TEXT, title=title)
