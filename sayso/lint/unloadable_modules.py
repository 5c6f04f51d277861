"""A module that cannot be imported."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.gherkin.problems import Problem


def not_loaded(uri: str, line: int, text: str, said: str, modules: Sequence[str]) -> Problem:
    """What Python `said` at a line on which some modules depend."""
    remedy = f"Step definitions in {', '.join(modules)} are unavailable until this is fixed."
    return Problem(uri, line, text, f"The module cannot be loaded: {said}", remedy, "not-loaded")
