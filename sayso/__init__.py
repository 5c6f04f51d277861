"""Behaviour-driven acceptance testing: Gherkin in, evidence out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.gherkin.outcomes import not_run as not_run
    from sayso.gherkin.soft_failures import soft as soft
    from sayso.sentences.cucumber import cucumber_parser as cucumber_parser
    from sayso.sentences.tables import TableError as TableError
    from sayso.sentences.tables import rows as rows
    from sayso.system.waiting import eventually as eventually

__all__ = ["TableError", "cucumber_parser", "eventually", "not_run", "rows", "soft"]

# Loaded when first asked for, so that the `sayso` command starts at once.
_HOMES = {
    "TableError": "sayso.sentences.tables",
    "cucumber_parser": "sayso.sentences.cucumber",
    "eventually": "sayso.system.waiting",
    "not_run": "sayso.gherkin.outcomes",
    "rows": "sayso.sentences.tables",
    "soft": "sayso.gherkin.soft_failures",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
