"""A module that pytest cannot load, told alike by a run and by `sayso check`."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.gherkin.problems import Problem


def not_loaded(uri: str, line: int, text: str, said: str, modules: Sequence[str]) -> Problem:
    """What Python `said` at a line on which some modules depend."""
    remedy = f"Until this is mended, what it holds is missing: {', '.join(modules)}."
    return Problem(uri, line, text, f"The module cannot be loaded: {said}", remedy, "not-loaded")
