"""Which feature files were given, found without collecting, so that a loss can be noticed."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.options import only_collects
from sayso.project import project_of
from sayso.settings import Settings

if TYPE_CHECKING:  # the `sayso` command reads the suffix without paying for pytest
    import pytest

SUFFIX = ".feature"
NAMED = "sayso_named_folders"  # an option, because pytest-xdist carries those to its workers
# What answers hooks for a folder: with a session, only the conftest.py files that stand above it.
Hooks = Callable[[Path], Any]
# pytest passes by folders of these names for what tools leave there; others hold foreign things.
_OF_TOOLS = ("build", "dist")


def is_feature_file(path: Path) -> bool:
    """Whether a path has the name of a feature file."""
    return path.suffix.lower() == SUFFIX


def holds_features(folder: Path) -> bool:
    """Whether there is a feature file below a folder."""
    return any(is_feature_file(path) and path.is_file() for path in folder.rglob("*"))


def norecurse_folders(
    folders: Iterable[Path], root: Path, patterns: Collection[str], ignored: Callable[[Path], bool]
) -> Iterator[Path]:
    """Folders with features that never run, because pytest takes them for those of a tool.

    `patterns` are its norecursedirs. What lies in the root itself is a tool's.
    """
    names = [each for each in _OF_TOOLS if each in patterns]
    for folder in folders:
        if folder.name in names and folder.parent != root and holds_features(folder):
            above = (each for each in folder.parents if root in each.parents)
            if not any(map(ignored, above)):
                yield folder


def norecurse_reason(folder: Path) -> tuple[str, str]:
    """The reason and the remedy, as parts of a sentence."""
    name = folder.name
    reason = f'pytest goes into no folder called "{name}", so the features in it never run'
    return reason, f'rename it, or set norecursedirs to a list without "{name}"'


def is_symlink_loop(path: Path) -> bool:
    """Whether a path is a link to one of the folders it lies in, so that following has no end."""
    if not (path.is_symlink() and path.is_dir()):
        return False
    return path.resolve() in (folder.resolve() for folder in path.parents)


def feature_files(session: pytest.Session) -> list[Path]:
    """The feature files under the given arguments that are to run, as collection finds them."""
    given = _given(session.config, session.gethookproxy)
    return sorted({path for path in given if path.is_file()})


def is_wanted(path: Path, config: pytest.Config) -> bool:
    """Whether a feature file is the project's, or was named; others are somebody else's."""
    folders = (*Settings.of(config).features, *named_folders(config))
    return any(path.is_relative_to(folder) for folder in folders) or path in named_files(config)


def named_folders(config: pytest.Config) -> list[Path]:
    """The folders of features that the command line names beside those of the settings.

    One with test modules is a folder of tests: features in it are bound by those, or not for us.
    """
    if not hasattr(config.option, NAMED):  # a worker of pytest-xdist is told
        given = config.args if config.args_source is config.ArgsSource.ARGS else ()
        paths = [path_of(argument, config) for argument in given if "::" not in argument]
        found = [str(path) for path in paths if path.is_dir() and _is_apart(path, config)]
        setattr(config.option, NAMED, found)
    return [Path(folder) for folder in getattr(config.option, NAMED)]


def _is_apart(folder: Path, config: pytest.Config) -> bool:
    """Whether a folder lies outside those of the settings, and holds features and no tests."""
    for ours in Settings.of(config).features:
        if folder.is_relative_to(ours) or ours.is_relative_to(folder):
            return False
    patterns: list[str] = config.getini("python_files")
    modules = (path.name for path in folder.rglob("*.py"))
    tests = any(fnmatch(name, pattern) for name in modules for pattern in patterns)
    return not tests and holds_features(folder)


def named_files(config: pytest.Config) -> set[Path]:
    """The feature files that arguments name, with or without a title."""
    paths = {path_of(argument, config) for argument in config.args}
    return {path for path in paths if is_feature_file(path)}


def is_guest(config: pytest.Config) -> bool:
    """Whether nothing here is sayso's: no table, option or feature, and none was asked for."""
    settings = Settings.of(config)
    options = [value for name, value in vars(config.option).items() if name.startswith("sayso_")]
    asked = any(is_wanted(path_of(argument, config), config) for argument in config.args)
    if project_of(config.rootpath) == config.rootpath or any(options) or asked:
        return False
    folders = filter(Path.is_dir, settings.features)
    return not any(any(below(folder, is_symlink_loop)) for folder in folders)


def shows_features(config: pytest.Config) -> bool:
    """Whether there is a feature file under the given arguments, be it only to be shown."""
    return any(path.is_file() for path in _named(config, lambda _: config.hook))


def has_features(config: pytest.Config) -> bool:
    """Whether there is a feature file under the given arguments that is to run."""
    return any(path.is_file() for path in _given(config, lambda _: config.hook))


def broken_links(config: pytest.Config) -> list[Path]:
    """Links under the given arguments that are named like features and lead nowhere."""
    named = _named(config, lambda _: config.hook)
    return sorted({path for path in named if path.is_symlink() and not path.exists()})


def outsiders(config: pytest.Config) -> list[Path]:
    """Feature files under the given arguments that lie outside the root of the project."""
    root, real = config.rootpath, config.rootpath.resolve()
    given = _given(config, lambda _: config.hook)
    return sorted(
        path
        for path in {*given}
        if not (path.is_relative_to(root) or path.resolve().is_relative_to(real))
    )


def only_shows(config: pytest.Config) -> bool:
    """Whether pytest was asked to show tests, fixtures or a plan, and to run no scenario."""
    return only_collects(config) or bool(config.getoption("setuponly", False))


def path_of(argument: str, config: pytest.Config) -> Path:
    """The file or folder that an argument names, as the nodes of collection call it."""
    given = config.invocation_params.dir / argument.split("::")[0]
    return Path(os.path.abspath(given))  # noqa: PTH100 - keeps links as given, like pytest


def _given(config: pytest.Config, hooks: Hooks) -> Iterator[Path]:
    if not only_shows(config):  # else no scenario is to run, so none can be lost or reported
        yield from _named(config, hooks)


def _named(config: pytest.Config, hooks: Hooks) -> Iterator[Path]:
    return (file for file in any_features(config, hooks) if is_wanted(file, config))


def any_features(config: pytest.Config, hooks: Hooks) -> Iterator[Path]:
    """What is named like a feature under the given arguments, whosever it is."""
    ignored = partial(is_ignored, config=config, hooks=hooks)
    for argument in config.args:
        path = path_of(argument, config)
        yield from below(path, ignored) if path.is_dir() else filter(is_feature_file, [path])


def below(folder: Path, ignored: Callable[[Path], bool]) -> Iterator[Path]:
    """Everything below a folder that is named like a feature, except in what is ignored."""
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        path = Path(entry.path)
        is_folder = path.is_dir() if entry.is_symlink() else entry.is_dir()
        if (is_folder or is_feature_file(path)) and not ignored(path):
            yield from below(path, ignored) if is_folder else [path]


def is_ignored(path: Path, config: pytest.Config, hooks: Hooks) -> bool:
    """Whether pytest, a plugin or a conftest.py passes a path by."""
    hook = hooks(path.parent).pytest_ignore_collect
    return bool(hook(collection_path=path, config=config))
