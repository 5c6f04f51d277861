"""A project inside a test: a small shop with pages, a log and mails, and runs of pytest in it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any, Self

from tests.projects.forks import PYTEST, run_forked

RUN_SECONDS = 90
PYPROJECT = """
[tool.pytest]
addopts = [
  "--import-mode=importlib", "-pno:randomly", "-pno:faker", "-pno:anyio", "-pno:cacheprovider",
]
[tool.sayso]
target = "tiny"
[tool.sayso.targets.tiny]
command = ["{python}", "{root}/tiny_shop.py", "mark-of-tiny-shop"]
environment = { SMTP = "{mail_sink}" }
ready_within = 20
"""
SHOP = Path(__file__).with_name("tiny_shop.py")


class Project:
    """The files of a project in a folder of its own, and what its last run left behind."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("pyproject.toml", PYPROJECT)
        self.write("tiny_shop.py", SHOP.read_text("utf-8"))

    @classmethod
    def listening(cls, folder: Path) -> Self:
        """Every entry of evidence is written into a file, as the report would take it."""
        project = cls(folder)
        project.write("conftest.py", LISTENER)
        return project

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, "utf-8")

    def read(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run pytest in a process of its own, so that nothing of this one helps it."""
        command = [*PYTEST, *arguments]
        return run_forked(command, self.folder, {**os.environ, "COLUMNS": "200"}, RUN_SECONDS)

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The evidence that `LISTENER` wrote down, in the order of its coming."""
        lines = self.read("entries.ndjson").splitlines()
        return [json.loads(line) for line in lines]


LISTENER = """
import json, pathlib
import pytest
from sayso.evidence.attachments import EVIDENCE

@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    report = yield
    with pathlib.Path(item.config.rootpath, "entries.ndjson").open("a") as stream:  # may stay empty
        for entry in item.stash[EVIDENCE].take():
            stream.write(json.dumps({"test": item.name, "when": call.when, **entry}) + "\\n")
    return report
"""
