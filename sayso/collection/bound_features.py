"""Feature files that a test module binds with pytest-bdd's scenarios() or @scenario."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest

from sayso.collection.discovery import any_features, is_wanted
from sayso.collection.nodes import FEATURE_FILES
from sayso.collection.validation import COLLECTED
from sayso.runner.pytest_bdd import bound_scenario, take_off_count
from sayso.runner.scenario_item import ScenarioItem
from sayso.settings import Settings, SettingsError


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Leave such a file to its module, so that no scenario runs twice."""
    templates = [bound_scenario(item) for item in items]
    bound = {Path(template.feature.filename).resolve() for template in templates if template}
    _refuse_missing_folder(session, items, bound)
    files = session.stash.get(FEATURE_FILES, {})
    ours = {file.path: nodeid for nodeid, file in files.items() if file.path.resolve() in bound}
    if not ours:
        return
    for nodeid in ours.values():
        del files[nodeid]
    collected = session.stash.get(COLLECTED, [])
    collected[:] = [item for item in collected if item.path not in ours]
    kept = [item for item in items if not (isinstance(item, ScenarioItem) and item.path in ours)]
    take_off_count(session.config, len(items) - len(kept))
    items[:] = kept


def _refuse_missing_folder(
    session: pytest.Session, items: list[pytest.Item], bound: Collection[Path]
) -> None:
    """Raises UsageError for a missing folder of features, where features are that nobody runs."""
    config = session.config
    if session.testsfailed or all(folder.is_dir() for folder in Settings.of(config).features):
        return
    found = any_features(config, session.gethookproxy)
    if any(file.resolve() not in bound and not is_wanted(file, config) for file in found):
        try:
            Settings.of(config).require_features()
        except SettingsError as error:
            items.clear()  # a worker would offer them to be run all the same
            raise pytest.UsageError(str(error)) from error
