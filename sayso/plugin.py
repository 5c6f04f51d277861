"""The pytest plugin: options and sub-plugins; forwards, decides nothing."""

from __future__ import annotations

import importlib
from collections.abc import Generator
from pathlib import Path

import pytest

from sayso import hooks
from sayso.collection.discovery import has_features, is_guest, outsiders
from sayso.options import add_options, only_collects
from sayso.project import project_of, project_root
from sayso.settings import Settings, SettingsError, sayso_table
from sayso.xdist import NEEDED, is_controller, lacks_xdist, steal_by_default

SUB_PLUGINS = (
    "sayso.collection.modules",  # before all that ask at the start what the modules declare
    "sayso.collection.bound_features",
    "sayso.collection.selection",
    "sayso.collection.shared_reading",
    "sayso.collection.shards",
    "sayso.collection.needs",
    "sayso.collection.claims",
    "sayso.collection.nodes",
    "sayso.runner.scenario_item",
    "sayso.runner.subtests",
    "sayso.collection.validation",
    "sayso.report.tally",
    "sayso.xdist",
    "sayso.target.termination",
    "sayso.browser.plugin",
    "sayso.target.troubles",
    "sayso.target.plugin",
    "sayso.runner.system_end",
    "sayso.evidence.plugin",
    "sayso.evidence.refused_hosts",
    "sayso.evidence.leak_scan",
    "sayso.report.quarantine",
    "sayso.report.plugin",
    "sayso.report.folder_lock",
    "sayso.report.teardown_errors",  # stands between these and what others raise at the end
)
# What has nothing to do where not even a fixture is set up.
ACTING = (
    "sayso.report.tally",
    "sayso.target.termination",
    "sayso.evidence.leak_scan",
    "sayso.report.plugin",
    "sayso.report.folder_lock",
    "sayso.report.teardown_errors",
)


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(hooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("sayso", "sayso: acceptance tests in Gherkin")
    add_options(group)


def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Before pytest refuses -n as an option that nobody knows."""
    if lacks_xdist(args) and _is_suite(early_config.rootpath):
        raise pytest.UsageError(NEEDED)


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, object, object]:
    """Before pytest-xdist chooses how to distribute."""
    if config.getoption("numprocesses", None) and _is_suite(config.rootpath):
        steal_by_default(config)
    return (yield)


def _is_suite(root: Path) -> bool:
    """Whether a project is one for sayso, asked before its settings are read."""
    return project_of(root) is not None or any(root.glob("features/**/*.feature"))


def pytest_configure(config: pytest.Config) -> None:
    try:
        _refuse_foreign_root(config)
        Settings.of(config)
    except SettingsError as error:
        raise pytest.UsageError(str(error)) from error
    if is_guest(config):
        return
    if not hasattr(config.hook, "pytest_bdd_before_step"):
        _refuse_features(config)
        return
    _refuse_outsiders(config)
    _refuse_dist_each(config)
    idle = ACTING if only_collects(config) else ()
    for name in SUB_PLUGINS:
        if name not in idle and not config.pluginmanager.is_blocked(name):
            config.pluginmanager.register(importlib.import_module(name), name)
    from sayso.collection.markers import declare_markers  # a guest imports next to nothing

    declare_markers(config)


def _refuse_features(config: pytest.Config) -> None:
    """Raises UsageError for features when pytest-bdd is off; plain tests run without sayso then."""
    if has_features(config):
        raise pytest.UsageError(
            "sayso runs the steps of features through pytest-bdd, which is switched off; leave out "
            "-p no:pytest-bdd, or load it with -p pytest_bdd.plugin"
        )


def _refuse_dist_each(config: pytest.Config) -> None:
    """Raises UsageError for a run of features that every worker would run whole."""
    distributed = is_controller(config) and config.getoption("dist") == "each"
    if distributed and has_features(config):
        raise pytest.UsageError(
            "--dist=each would run every scenario once in each worker, and a scenario counts once; "
            "use --dist=load"
        )


def _refuse_outsiders(config: pytest.Config) -> None:
    """Raises UsageError for features outside the root, which pytest gives no names of their own."""
    found = outsiders(config)
    if found:
        raise pytest.UsageError(
            f"{found[0]} lies outside the root of this project, {config.rootpath}; run pytest in "
            "the project it belongs to, or name a folder above both with --rootdir"
        )


def _refuse_foreign_root(config: pytest.Config) -> None:
    """Raises UsageError when pytest looked for the project beside it, and found none.

    pytest chooses its root before it knows the options of plugins, and so takes the PATH of
    `--browser-path PATH` for something to test. The reports would land there.
    """
    project = project_root(config.invocation_params.dir)
    if config.inipath is None and config.rootpath != project and sayso_table(project):
        raise pytest.UsageError(
            f"pytest takes {config.rootpath} for the root, not {project}, because it read the "
            "value of an option as a path to test; join the two, like --browser-path=PATH"
        )
