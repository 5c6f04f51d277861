"""What all tests have in common: the runs they start load no plugin that they do not need.

schemathesis and hypothesis come with plugins for pytest that take half a second to import, and the
tests start a thousand runs.
"""

from __future__ import annotations

import os

WITHOUT = "-p no:schemathesis -p no:hypothesispytest"

os.environ["PYTEST_ADDOPTS"] = f"{os.environ.get('PYTEST_ADDOPTS', '')} {WITHOUT}".strip()
