"""The site of docs/ builds without a warning, and what its pages say is so."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.projects.documented import Block, blocks_of, follow, merged, pages, write

ROOT = Path(__file__).parents[2]
RULES = "reference/rules.md"  # what its examples are about, tests/repo/test_reference.py holds
FOLLOWED = [name for name in pages() if blocks_of(name) and name != RULES]
# Snippets that no test can run, a page at a time; each says why.
NOT_RUN = {
    "how-to/debug-a-scenario.md": 5,
    "how-to/run-in-a-pipeline.md": 1,
    "how-to/run-in-parallel.md": 1,
    "how-to/start-my-system.md": 2,
    "tutorial.md": 1,
}
SCHEMAS = {
    ".gitlab-ci.yml": ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
    ".github/workflows/acceptance.yml": ["vendor.github-workflows"],
}


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_page_is_as_it_says_when_it_is_followed(name: str, tmp_path: Path) -> None:
    differences = list(follow(name, tmp_path))
    assert not differences, "\n\n".join(differences)


def test_what_is_not_run_is_known() -> None:
    found = Counter(name for name in pages() for block in blocks_of(name) if block.not_run)
    assert found == NOT_RUN


@pytest.mark.parametrize("title", SCHEMAS)
def test_a_pipeline_of_a_page_is_one(title: str, tmp_path: Path) -> None:
    blocks = [block for block in blocks_of("how-to/run-in-a-pipeline.md") if block.title == title]
    write(blocks[0], tmp_path)
    checked = run("check_jsonschema", "--builtin-schema", *SCHEMAS[title], title, folder=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("name", [name for name in pages() if name != RULES])
def test_every_snippet_is_a_file_or_a_command(name: str) -> None:
    loose = [block.body for block in blocks_of(name) if not is_run(block) and not block.not_run]
    assert loose == [], "give it a title, make it a console, or say why it is not run"


def is_run(block: Block) -> bool:
    return bool(block.title) or (block.kind == "console" and block.body.startswith("$ "))


def test_every_page_stands_in_the_navigation() -> None:
    told = re.findall(r'= "([\w/-]+\.md)"', (ROOT / "zensical.toml").read_text(encoding="utf-8"))
    assert [name for name in pages() if name not in told] == []


def test_every_decision_stands_in_their_list_by_its_title() -> None:
    folder = ROOT / "docs/decisions"
    listed = (folder / "index.md").read_text(encoding="utf-8")
    for record in folder.glob("[0-9]*.md"):
        heading = record.read_text(encoding="utf-8").splitlines()[0]
        title = heading.removeprefix(f"# {int(record.name[:4])}. ")
        assert f"- [{title}]({record.name})\n" in listed


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
    built = run("zensical", "build", "--strict", folder=tmp_path)
    assert built.returncode == 0, re.sub(r"\x1b\[[\d;]*m", "", built.stdout + built.stderr)
    assert (tmp_path / "site/index.html").is_file()
    site = "".join(path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html"))
    # a bar in a code of a table, which the site shows with its backslash
    assert re.findall(r"<td><code>[^<]*\\\|[^<]*", site) == []


def run(*module: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # a tool of ours
        [sys.executable, "-m", *module],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
