"""A small project with every way a scenario can end, and a run of it in a process of its own."""

from __future__ import annotations

import os
import struct
import subprocess
import zlib
from dataclasses import dataclass
from pathlib import Path

from sayso.report.model import Outcome, Run
from sayso.report.reader import read_run
from tests.conftest import WITHOUT
from tests.projects.forks import PYTEST, run_forked
from tests.projects.report_endings import FEATURE, STEPS

RUN_SECONDS = 60
NEEDLESS = ("-pno:randomly", "-pno:faker", "-pno:anyio")
PYPROJECT = """
[tool.sayso]
title = "Samples"
tags = ["@REQ-*", "@<b>*", "@*quoted*"]
[tool.pytest.ini_options]
markers = ["later", "broken_setup", "broken_teardown", "known", "fixed", "flaky_once", "crash"]
addopts = ["--import-mode=importlib"]
"""


def grey_picture(width: int, height: int) -> bytes:
    """A PNG of one colour (W3C, Portable Network Graphics, chunks 11.2)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x90" * width) * height)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own."""

    root: Path

    @classmethod
    def at(cls, root: Path, features: dict[str, str] | None = None, steps: str = STEPS) -> Project:
        files = {"pyproject.toml": PYPROJECT, "steps/sample.py": steps}
        for name, text in (features or {"endings": FEATURE}).items():
            files[f"features/part/{name}.feature"] = text
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (root / "picture.png").write_bytes(grey_picture(120, 80))
        return cls(root)

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs pytest in the project, without what this process's own run configures."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        command = [*PYTEST, *NEEDLESS, *(arguments or ("features",))]
        return run_forked(command, self.root, {**kept, "PYTEST_ADDOPTS": WITHOUT}, RUN_SECONDS)

    def recorded(self) -> Run:
        return read_run(self.reports / "messages.ndjson")

    def outcomes(self) -> dict[str, Outcome]:
        return {outcome.example.name: outcome for outcome in self.recorded().outcomes}
