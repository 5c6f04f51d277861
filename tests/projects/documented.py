"""The pages of docs/ as their readers follow them: files are written, commands are run.

A fence with a title is a file; one of `console` holds commands after "$ " and what they print,
where "..." stands for anything. A comment on the line above a fence says what else is to be known:
`<!-- exits with 1 -->`, or `<!-- not run: it opens a window -->`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.cli import init
from tests.conftest import WITHOUT
from tests.projects.forks import run_forked

DOCS = Path(__file__).parents[2] / "docs"
SYSTEMS = Path(__file__).with_name("documented_systems")  # what a page tests, by the page's name
ABOUT_THE_REPOSITORY = ("decisions", "behaviours.md")
WITHIN = 120  # seconds for a command

_FENCE = re.compile(
    r'(?:^<!-- (?P<note>[^\n]+) -->\n)?^```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?\n'
    r"(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A fence of a page."""

    kind: str
    title: str
    body: str
    note: str

    @property
    def not_run(self) -> str:
        """Why nobody runs it; "" for what is run."""
        return self.note.partition("not run: ")[2]

    @property
    def exit_code(self) -> int:
        return int(self.note.removeprefix("exits with ")) if "exits with" in self.note else 0


def pages() -> list[str]:
    """All pages of docs/ but those about this repository, by their names."""
    names = (path.relative_to(DOCS).as_posix() for path in sorted(DOCS.rglob("*.md")))
    return [name for name in names if not name.startswith(ABOUT_THE_REPOSITORY)]


def blocks_of(name: str) -> list[Block]:
    """The fences of a page, from top to bottom."""
    return blocks_in((DOCS / name).read_text(encoding="utf-8"))


def blocks_in(text: str) -> list[Block]:
    """The fences of a part of a page."""
    found = list(_FENCE.finditer(text))
    assert len(found) * 2 == len(re.findall("^ *```", text, re.MULTILINE)), "an odd fence"
    return [Block(**each.groupdict(default="")) for each in found]


def follow(name: str, folder: Path) -> Iterator[str]:
    """What went otherwise than a page says, when it is followed in an empty folder."""
    blocks = blocks_of(name)
    if not any("$ sayso init\n" in block.body for block in blocks):
        init.main([str(folder)])
    if (SYSTEMS / name).is_dir():
        shutil.copytree(SYSTEMS / name, folder, dirs_exist_ok=True)
    for block in (block for block in blocks if not block.not_run):
        if block.kind == "console":
            yield from _differences(block, folder)
        else:
            write(block, folder)


def write(block: Block, folder: Path) -> None:
    """Put a file where its title says."""
    path = folder / block.title
    path.parent.mkdir(parents=True, exist_ok=True)
    known = path.read_text("utf-8") if path.name == "pyproject.toml" and path.exists() else ""
    path.write_text(merged(known, block.body) if known else block.body, encoding="utf-8")


def merged(settings: str, added: str) -> str:
    """pyproject.toml with more tables, or more keys at the top of a table that it has."""
    for table in re.split(r"^(?=\[)", added, flags=re.MULTILINE):
        heading, _, keys = table.partition("\n")
        before, found, after = settings.partition(f"{heading}\n")
        own, bracket, others = after.partition("\n[")
        for key in re.findall(r"^\w+ = ", keys, re.MULTILINE):
            own = re.sub(rf"^{key}.*\n?", "", own, flags=re.MULTILINE)
        joined = f"{before}{found}{keys.rstrip()}\n{own.lstrip()}{bracket}{others}"
        settings = joined if found else f"{settings.rstrip()}\n\n{table}"
    return settings


def _differences(block: Block, folder: Path) -> Iterator[str]:
    for part in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
        command, _, expected = part.replace("\\\n", "").partition("\n")
        done = _run(command, folder)
        said = done.stdout + done.stderr
        wanted = r"\s+".join(re.escape(word) for word in expected.split())
        if done.returncode != block.exit_code:
            yield f"$ {command}\nended with {done.returncode}, not {block.exit_code}:\n{said}"
        elif not re.search(wanted.replace(r"\.\.\.", ".*?"), said, re.DOTALL):
            yield f"$ {command}\nsaid\n{said}\nand not\n{expected}"


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    usual = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    usual["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    usual["PYTEST_ADDOPTS"] = f"{WITHOUT} -p no:randomly"  # which readers do not have
    usual |= {"COLUMNS": "100", "NO_COLOR": "1"}
    words = shlex.split(command)
    if words[0] in ("pytest", "sayso") and not set(command) & set(";|&<>$*`"):
        return run_forked(words, folder, usual, WITHIN)
    return subprocess.run(  # noqa: S603  # what a page of ours says
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=usual,
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
    )
