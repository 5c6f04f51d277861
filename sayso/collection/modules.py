"""Modules in steps/ and fixtures/ act as a conftest.py of the features folder would."""

from __future__ import annotations

import ast
import importlib
import linecache
import sys
import traceback
from collections.abc import Generator, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from sayso.collection.discovery import named_files, named_folders, shows_features
from sayso.gherkin.problems import Problem
from sayso.gherkin.reader import uri_of
from sayso.runner.pytest_bdd import parse_fixtures, register_below
from sayso.settings import Settings
from sayso.steps.definition import is_own
from sayso.xdist import is_controller

Place = tuple[str, int, str, str]  # file, line, its text, and what was raised
Failure = tuple[Place, str]  # where, and the module that was being loaded

BASES = pytest.StashKey[tuple[Path, ...]]()
LOAD_PROBLEMS = pytest.StashKey[list[Problem]]()
MODULES = pytest.StashKey[list[ModuleType]]()


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Late, so that pytest-cov measures the modules in workers, too."""
    load_modules(session)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fixtures become visible when their folder is collected, like those of a conftest.py."""
    report = yield
    if isinstance(collector, pytest.Directory) and collector.path in _bases(collector.config):
        at_root = collector.path == collector.config.rootpath
        for module in collector.config.stash.get(MODULES, []):
            parse_fixtures(module, collector.session if at_root else collector)
    return report


def load_modules(session: pytest.Session) -> None:
    """Import and register every module; asserts in them explain themselves as in a test.

    A module that fails is kept as a problem, so that it is told together with everything else.
    The process that only hands out the work of `-n` loads none, nor does a run without features.
    """
    config = session.config
    if is_controller(config) or not shows_features(config):
        return
    failures: list[Failure] = []
    settings = Settings.of(config)
    modules = dict(_modules(settings))
    if modules and str(settings.root) not in sys.path:
        sys.path.insert(0, str(settings.root))
    pytest.register_assert_rewrite(*modules)
    for name, path in modules.items():
        if not config.pluginmanager.is_blocked(name):
            failures += _load(name, path, session)
    config.stash[LOAD_PROBLEMS] = list(_problems(failures))


def _bases(config: pytest.Config) -> tuple[Path, ...]:
    """The folders below which the modules act: those of features, and of files that are named."""
    if BASES not in config.stash:
        named = (path.parent for path in named_files(config))
        folders = {*Settings.of(config).features, *named_folders(config), *named}
        outermost = (folder for folder in folders if folders.isdisjoint(folder.parents))
        config.stash[BASES] = tuple(sorted(outermost))
    return config.stash[BASES]


def load_problems(config: pytest.Config) -> list[Problem]:
    """The modules that could not be loaded."""
    return config.stash.get(LOAD_PROBLEMS, [])


def problem_of_error(path: Path, error: BaseException, root: Path) -> Problem:
    """What `error` says of the file in `path`, which it keeps from being loaded."""
    return next(_problems([_failure(path, error, root)]))


def _modules(settings: Settings) -> Iterator[tuple[str, Path]]:
    for folder in (*settings.fixtures, *settings.steps):
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(settings.root).with_suffix("").parts
            yield ".".join(part for part in parts if part != "__init__"), path


def _load(name: str, path: Path, session: pytest.Session) -> list[Failure]:
    config = session.config
    try:
        module = importlib.import_module(name)
        if module.__file__ is not None and not path.samefile(module.__file__):
            raise ImportError(f"another module is called {name}: {module.__file__}")
        if config.pluginmanager.is_registered(module):  # by pytest_plugins or -p: acts everywhere
            return []
        place_module(config, module)
        if hasattr(module, "pytest_sessionstart"):  # pytest calls those it knew before
            module.pytest_sessionstart(session)
    except (KeyboardInterrupt, pytest.exit.Exception):
        raise
    except BaseException as error:  # noqa: BLE001 - whatever the module raises, sys.exit() too
        return [_failure(path, error, config.rootpath)]
    return []


def place_module(config: pytest.Config, module: ModuleType) -> None:
    """Let a module act below the features, as their conftest.py would."""
    register_below(config, module, module.__name__, _bases(config))
    config.stash.setdefault(MODULES, []).append(module)


def _failure(path: Path, error: BaseException, root: Path) -> Failure:
    """The failure at the deepest line that belongs to the project."""
    file, line, text = path, 1, ""
    if isinstance(error, SyntaxError) and error.filename:
        file, line, text = Path(error.filename), error.lineno or 1, error.text or ""
    else:
        if isinstance(error, pytest.PytestAssertRewriteWarning):  # its place is not in the error
            line, text = _always_true(path)
        for frame in traceback.extract_tb(error.__traceback__):
            place = Path(frame.filename)
            if place.is_absolute() and is_own(uri_of(place, root)):  # no "<frozen importlib>"
                file, line, text = place, frame.lineno or 1, frame.line or ""
    said = traceback.format_exception_only(error)[-1].strip()
    return (uri_of(file, root), line, text.strip(), said), uri_of(path, root)


def _always_true(path: Path) -> tuple[int, str]:
    """The first assert on a tuple, which pytest warns of, and its line; else the first line."""
    nodes = ast.walk(ast.parse(path.read_bytes()))
    asserts = (each for each in nodes if isinstance(each, ast.Assert))
    lines = [each.lineno for each in asserts if isinstance(each.test, ast.Tuple)]
    line = min(lines, default=1)
    return line, linecache.getline(str(path), line)


def _problems(failures: list[Failure]) -> Iterator[Problem]:
    """One problem for each place, however many modules stumble over it."""
    modules: dict[Place, list[str]] = {}
    for place, module in failures:
        modules.setdefault(place, []).append(module)
    for (uri, line, text, said), names in modules.items():
        reason = f"The module cannot be loaded: {said}"
        remedy = f"Step definitions in {', '.join(names)} are unavailable until this is fixed."
        yield Problem(uri, line, text, reason, remedy, "not-loaded")
