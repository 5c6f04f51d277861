"""`sayso init`: a small suite that runs green at once, to be changed into one's own."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from sayso.text import plural

STARTER = files("sayso.cli") / "starter"
SUITE = {
    "pyproject.toml.txt": "pyproject.toml",
    "features/coming_to_the_shop.feature.txt": "features/coming_to_the_shop.feature",
    "steps/visitor.py.txt": "steps/visitor.py",
    "pages/front_page.py.txt": "pages/front_page.py",
    "fixtures/screens.py.txt": "fixtures/screens.py",
    "gitignore.txt": ".gitignore",
    "editor/settings.json.txt": ".vscode/settings.json",
    "AGENTS.md.txt": "AGENTS.md",
}
PIPELINES = {
    "gitlab": {"gitlab-ci.yml.txt": ".gitlab-ci.yml"},
    "github": {"github-workflow.yml.txt": ".github/workflows/acceptance.yml"},
}
TINY_PAGE = {"tiny_page/app.py.txt": "tiny_page/app.py"}
OWN_PAGE = "{python} tiny_page/app.py {port:web}"
OUR_PORT = "http://127.0.0.1:{port:web}/"


class StartError(Exception):
    """What was asked for cannot be written; the message says why."""


@dataclass(frozen=True)
class System:
    """How the system under test is started, if it is, and where it answers."""

    address: str
    command: tuple[str, ...] = ()

    @property
    def settings(self) -> str:
        """The table of the target, as TOML."""
        lines = ["[tool.sayso.targets.shop]"]
        if self.command:
            lines += [f"command = {json.dumps(self.command, ensure_ascii=False)}"]
            lines += [f'ready = {{ url = "{self.address}" }}']
        return "\n".join(
            [*lines, "", "[tool.sayso.targets.shop.addresses]", f'web = "{self.address}"']
        )


def main(argv: Sequence[str]) -> int:
    """Writes a small suite that runs at once; files that are there stay as they are."""
    given = _parser().parse_args(argv)
    try:
        system = _system(given.url, given.command)
        folder: Path = given.folder
        own = given.url is None and given.command is None
        pipeline = PIPELINES[given.ci or _host_of(folder)]
        names = {**SUITE, **pipeline, **(TINY_PAGE if own else {})}
        written, kept = _write(folder, names, system)
    except StartError as error:
        print(f"sayso init: {error}", file=sys.stderr)  # noqa: T201 - a command speaks to its caller
        return 2
    print(_told(folder, written, kept, system))  # noqa: T201 - as above
    return 0


def _system(url: str | None, command: str | None) -> System:
    """What the options say; raises StartError for what no run could use."""
    if url is not None and urlsplit(url).scheme not in {"http", "https"}:
        raise StartError(f'"{url}" is no address; it begins with http:// or https://')
    if command is None:
        return System(url) if url is not None else System(OUR_PORT, tuple(shlex.split(OWN_PAGE)))
    if url is None and "{port:web}" not in command:
        raise StartError(
            "say where the system answers: write {port:web} where the command takes its port, "
            'like --command "python manage.py runserver {port:web}", or add --url'
        )
    try:
        return System(url or OUR_PORT, tuple(shlex.split(command)))
    except ValueError as error:
        raise StartError(f"the command cannot be split into words: {error}") from error


def _host_of(folder: Path) -> str:
    """Whose pipeline it will be: GitHub's where git says so, otherwise GitLab's."""
    for parent in (folder.resolve(), *folder.resolve().parents):
        config = parent / ".git/config"
        if config.is_file():
            told = config.read_text(encoding="utf-8", errors="replace")
            return "github" if "github.com" in told else "gitlab"
    return "gitlab"


def _write(folder: Path, names: dict[str, str], system: System) -> tuple[list[str], list[str]]:
    """The files that were written, and those that were there already."""
    written, kept = [], []
    for source, name in names.items():
        path = folder / name
        if path.exists():
            kept.append(name)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(source, system), encoding="utf-8")
        written.append(name)
    return written, kept


def _text(source: str, system: System) -> str:
    text = (STARTER / source).read_text(encoding="utf-8")
    return Template(text).substitute(target=system.settings) if "${" in text else text


def _told(folder: Path, written: Sequence[str], kept: Iterable[str], system: System) -> str:
    lines = [f"wrote {plural(len(written), 'file')} in {folder}: {', '.join(written)}"]
    lines += [f"left {name} as it is" for name in kept]
    if "pyproject.toml" in kept:
        lines += ["Add to your pyproject.toml:", "", '[tool.sayso]\ntarget = "shop"', ""]
        lines += [system.settings, ""]
    lines += ["Run it:", *([f"  cd {folder}"] if folder != Path() else []), "  pytest"]
    return "\n".join([*lines, "and look at reports/index.html."])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sayso init", description=main.__doc__)
    parser.add_argument("folder", nargs="?", default=Path(), type=Path, metavar="DIR")
    parser.add_argument("--url", help="where a system answers that runs already")
    parser.add_argument(
        "--command",
        help="what starts the system; {port:web} becomes a free port, {python} the interpreter",
    )
    parser.add_argument(
        "--ci",
        choices=PIPELINES,
        help="whose pipeline to write; that of GitHub where .git/config names it, else of GitLab",
    )
    return parser
