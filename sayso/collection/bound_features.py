"""Feature files that a test module binds with pytest-bdd's scenarios() or @scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.collection.nodes import FEATURE_FILES
from sayso.collection.validation import COLLECTED
from sayso.runner.pytest_bdd import bound_scenario
from sayso.runner.scenario_item import ScenarioItem


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Leave such a file to its module, so that no scenario runs twice."""
    templates = [bound_scenario(item) for item in items]
    bound = {Path(template.feature.filename).resolve() for template in templates if template}
    files = session.stash.get(FEATURE_FILES, {})
    ours = {file.path: nodeid for nodeid, file in files.items() if file.path.resolve() in bound}
    if not ours:
        return
    for nodeid in ours.values():
        del files[nodeid]
    collected = session.stash.get(COLLECTED, [])
    collected[:] = [item for item in collected if item.path not in ours]
    items[:] = [
        item for item in items if not (isinstance(item, ScenarioItem) and item.path in ours)
    ]
