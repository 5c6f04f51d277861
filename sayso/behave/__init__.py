"""A bridge for suites of behave: their features, step files and environment.py run as they are.

In the suite's `conftest.py`, with its folder of steps in `[tool.sayso] steps`:

    pytest_plugins = ["sayso.behave"]

`from behave import given, when, then, step, register_type, use_step_matcher` then means the names
below, whether behave is installed or not. The matchers "parse", "cfparse" and "re" are known,
`context` has `table`, `text`, `feature`, `scenario`, `tags`, `config.userdata`, and attributes that
last as long as in behave, and `environment.py` may have `before_` and `after_` with `all`,
`feature`, `scenario`, `step` and `tag`. What behave has beyond that is an error where it is used.
"""

from __future__ import annotations

from sayso.behave.context import Context, Row, Table
from sayso.behave.environment import (
    _behave_all,
    _behave_feature,
    behave_context,
    pytest_bdd_after_step,
    pytest_bdd_before_step,
    pytest_sessionstart,
)
from sayso.behave.matchers import given, register_type, step, then, use_step_matcher, when

Given, When, Then, Step = given, when, then, step

__all__ = [
    "Context",
    "Given",
    "Row",
    "Step",
    "Table",
    "Then",
    "When",
    "_behave_all",
    "_behave_feature",
    "behave_context",
    "given",
    "pytest_bdd_after_step",
    "pytest_bdd_before_step",
    "pytest_sessionstart",
    "register_type",
    "step",
    "then",
    "use_step_matcher",
    "when",
]
