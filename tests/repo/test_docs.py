"""The site of docs/ builds without a warning, and what its pages say is so."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.projects.documented import Block, blocks_of, follow, merged, pages

ROOT = Path(__file__).parents[2]
FOLLOWED = [name for name in pages() if any(not block.not_run for block in blocks_of(name))]
# Snippets that no test can run, a page at a time; each says why.
NOT_RUN = {"how-to/start-my-system.md": 2, "tutorial.md": 1}


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_page_is_as_it_says_when_it_is_followed(name: str, tmp_path: Path) -> None:
    differences = list(follow(name, tmp_path))
    assert not differences, "\n\n".join(differences)


def test_what_is_not_run_is_known() -> None:
    found = Counter(name for name in pages() for block in blocks_of(name) if block.not_run)
    assert found == NOT_RUN


@pytest.mark.parametrize("name", pages())
def test_every_snippet_is_a_file_or_a_command(name: str) -> None:
    loose = [block.body for block in blocks_of(name) if not is_run(block) and not block.not_run]
    assert loose == [], "give it a title, make it a console, or say why it is not run"


def is_run(block: Block) -> bool:
    return bool(block.title) or (block.kind == "console" and block.body.startswith("$ "))


def test_settings_of_a_page_join_those_that_are_there() -> None:
    settings = '[tool.sayso]\ntitle = "Acceptance"\ntarget = "shop"\n\n[tool.other]\nkey = 1\n'
    added = '[tool.sayso]\ntitle = "Mine"\n\n[tool.sayso.check]\nmax_steps = 8\n'
    assert merged(settings, added) == (
        '[tool.sayso]\ntitle = "Mine"\ntarget = "shop"\n\n[tool.other]\nkey = 1\n\n'
        "[tool.sayso.check]\nmax_steps = 8\n"
    )


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    for name in ("docs", "sayso"):  # a copy, since the site is written beside its settings
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "zensical.toml", tmp_path)
    built = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    assert (tmp_path / "site/index.html").is_file()
