"""What a scenario needs of its target, by tags like @needs:rabbitmq, and whether that is there."""

from __future__ import annotations

import pytest

from sayso.outcomes import not_run
from sayso.settings import Settings, SettingsError
from sayso.target.description import offers_of

MARKER = "needs"
HERE = pytest.StashKey[frozenset[str]]()
ANYWHERE = pytest.StashKey[frozenset[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Raises UsageError for a target whose `offers` cannot be read."""
    settings = Settings.of(config)
    try:
        by_target = {name: frozenset(offers_of(settings, name)) for name in settings.targets}
    except SettingsError as error:
        raise pytest.UsageError(str(error)) from error
    config.stash[HERE] = by_target.get(settings.target, frozenset())
    config.stash[ANYWHERE] = frozenset[str]().union(*by_target.values())


def offered_anywhere(config: pytest.Config) -> frozenset[str]:
    """What some target of the project offers, so that a scenario may need it."""
    return config.stash[ANYWHERE]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """End a test as "not run", with nothing set up, where something that it needs is missing."""
    __tracebackhide__ = True
    needs = {str(name) for mark in item.iter_markers(MARKER) for name in mark.args}
    here: frozenset[str] = item.config.stash[HERE]
    missing = sorted(needs - here)
    if missing:
        target = Settings.of(item.config).target
        not_run(f"needs {' and '.join(missing)}, which target {target} does not offer")
