"""Behaviour-driven acceptance testing with Gherkin, pytest and a report with evidence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.runner.outcomes import not_run as not_run
    from sayso.steps.cucumber import cucumber_parser as cucumber_parser
    from sayso.steps.datatables import TableError as TableError
    from sayso.steps.datatables import rows as rows
    from sayso.steps.soft import soft as soft
    from sayso.target.waiting import eventually as eventually

__all__ = ["TableError", "cucumber_parser", "eventually", "not_run", "rows", "soft"]

# Loaded when first asked for, so that the `sayso` command starts at once.
_HOMES = {
    "TableError": "sayso.steps.datatables",
    "cucumber_parser": "sayso.steps.cucumber",
    "eventually": "sayso.target.waiting",
    "not_run": "sayso.runner.outcomes",
    "rows": "sayso.steps.datatables",
    "soft": "sayso.steps.soft",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
