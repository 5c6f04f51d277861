"""`sayso init`: a small suite that runs green at once, to be changed into one's own."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from sayso.settings import SettingsError, sayso_table
from sayso.text import plural

STARTER = files("sayso.cli") / "starter"
SETTINGS, GITIGNORE = "pyproject.toml", ".gitignore"
SUITE = {
    "pyproject.toml.txt": SETTINGS,
    "features/coming_to_the_shop.feature.txt": "features/coming_to_the_shop.feature",
    "steps/visitor.py.txt": "steps/visitor.py",
    "pages/front_page.py.txt": "pages/front_page.py",
    "fixtures/screens.py.txt": "fixtures/screens.py",
    "gitignore.txt": GITIGNORE,
    "editor/settings.json.txt": ".vscode/settings.json",
    "AGENTS.md.txt": "AGENTS.md",
}
PIPELINES = {
    "gitlab": {"gitlab-ci.yml.txt": ".gitlab-ci.yml"},
    "github": {"github-workflow.yml.txt": ".github/workflows/acceptance.yml"},
}
TINY_PAGE = {"tiny_page/app.py.txt": "tiny_page/app.py"}
# Where one of these is, the folder is a project already, and its settings stay its own.
OF_PROJECTS = ("pyproject.toml", "setup.py", "setup.cfg", "tox.ini", "pytest.ini", ".pytest.ini")
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
        system, names = _system(given.url, given.command), _names(given)
        _refuse_files(given.folder, names.values())
        told = _write(given.folder, names, system)
    except (StartError, SettingsError) as error:
        print(f"sayso init: {error}", file=sys.stderr)  # noqa: T201 - a command speaks to its caller
        return 2
    print("\n".join(told))  # noqa: T201 - as above
    return 0


def _names(given: argparse.Namespace) -> dict[str, str]:
    """The files of the suite, by those of the starter."""
    own = given.url is None and given.command is None
    pipeline = PIPELINES[given.ci or _host_of(given.folder)]
    return {**SUITE, **pipeline, **(TINY_PAGE if own else {})}


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


def _refuse_files(folder: Path, names: Iterable[str]) -> None:
    """Raises StartError where a file has the name of a folder."""
    for name in names:
        for parent in (folder / name).parents:
            if parent.is_file():
                raise StartError(
                    f"{parent} is a file, and the suite needs a folder of that name; "
                    "begin in a folder of its own, like: sayso init acceptance"
                )


def _write(folder: Path, names: Mapping[str, str], system: System) -> list[str]:
    """Write what is not there, and say so; in a project only the settings of sayso."""
    in_project = any((folder / name).exists() for name in OF_PROJECTS)
    kept = [name for name in names.values() if (folder / name).exists()]
    for source, name in names.items():
        if name not in kept:
            alone = in_project and name == SETTINGS
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            text = _table(system) if alone else _text(source, system)
            (folder / name).write_text(text, encoding="utf-8")
    written = [name for name in names.values() if name not in kept]
    return [
        f"wrote {plural(len(written), 'file')} in {folder}: {', '.join(written)}",
        *(f"left {name} as it is" for name in kept),
        *_left_to_do(folder, kept, system),
        *_how_to_run(folder, "pytest features" if in_project else "pytest"),
    ]


def _left_to_do(folder: Path, kept: Collection[str], system: System) -> Iterator[str]:
    if SETTINGS in kept and not sayso_table(folder):
        yield f"Add to your {SETTINGS}:\n\n{_table(system)}"
    if GITIGNORE in kept:
        yield f"Add reports/ to your {GITIGNORE}, if it is not there."


def _how_to_run(folder: Path, command: str) -> list[str]:
    there = [f"  cd {folder}"] if folder != Path() else []
    return ["Run it:", *there, f"  {command}", "and look at reports/index.html."]


def _text(source: str, system: System) -> str:
    text = (STARTER / source).read_text(encoding="utf-8")
    return Template(text).substitute(target=system.settings) if "${" in text else text


def _table(system: System) -> str:
    """The table [tool.sayso] alone, for a project whose settings for pytest are its own."""
    _, heading, rest = _text(f"{SETTINGS}.txt", system).partition("[tool.sayso]\n")
    return f'{heading}tags = ["@smoke"] # unless your settings for pytest declare it\n{rest}'


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
