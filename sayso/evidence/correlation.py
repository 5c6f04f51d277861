"""What every call of a test carries, so that its lines can be found in the logs."""

from __future__ import annotations

import hashlib

import pytest

from sayso.runner.scenario_info import ScenarioInfo
from sayso.runner.scenario_item import ScenarioItem

CORRELATION_HEADER = "X-Request-ID"


def correlation_id_of(item: pytest.Item) -> str:
    """The id of a scenario's attempt; a plain test has one made from its node id."""
    if isinstance(item, ScenarioItem):
        return ScenarioInfo.of(item.example, item.name, max(item.attempt, 0)).correlation_id
    return f"sayso-{hashlib.sha256(item.nodeid.encode()).hexdigest()[:16]}"
