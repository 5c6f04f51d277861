"""Feature files that hide something, and what is said about it."""

from __future__ import annotations

from tests.sayso.gherkin.invalid_features.files import FILES
from tests.sayso.gherkin.invalid_features.lost import LOST
from tests.sayso.gherkin.invalid_features.outlines import OUTLINES
from tests.sayso.gherkin.invalid_features.scenarios import SCENARIOS
from tests.sayso.gherkin.invalid_features.shape import Traps
from tests.sayso.gherkin.invalid_features.steps import STEPS
from tests.sayso.gherkin.invalid_features.tags import TAGS

TRAPS: Traps = {**LOST, **SCENARIOS, **OUTLINES, **TAGS, **STEPS, **FILES}
