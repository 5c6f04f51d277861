"""Feature files that hide something, and what is said about it."""

from __future__ import annotations

from tests.framework.gherkin.traps.files import FILES
from tests.framework.gherkin.traps.lost import LOST
from tests.framework.gherkin.traps.outlines import OUTLINES
from tests.framework.gherkin.traps.scenarios import SCENARIOS
from tests.framework.gherkin.traps.shape import Traps
from tests.framework.gherkin.traps.steps import STEPS
from tests.framework.gherkin.traps.tags import TAGS

TRAPS: Traps = {**LOST, **SCENARIOS, **OUTLINES, **TAGS, **STEPS, **FILES}
