"""The table [tool.sayso.check]: what a house changes about the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sayso.gherkin.problems import Problem
from sayso.lint.style import Style
from sayso.settings import Settings
from sayso.values import Values, refuse_unknown

NAME = "[tool.sayso.check]"
KEYS = (
    "ignore", "errors", "warn_steps", "max_steps", "pages", "templates", "forbidden_step_words",
    "forbidden_title_words",
)  # fmt: skip


class Rules:
    """What [tool.sayso.check] says, with the usual rules where it says nothing."""

    def __init__(self, settings: Settings) -> None:
        table = Values("[tool.sayso]", settings.table).by_name("check")
        refuse_unknown(NAME, table, KEYS)
        self._root = settings.root
        self._values = values = Values(NAME, table)
        self.ignored = frozenset(values.texts("ignore"))
        self._raised = frozenset(values.texts("errors"))
        self.style = Style.of(values)

    def judged(self, findings: Iterable[Problem]) -> list[Problem]:
        """The findings in order, without those that are ignored; some raised to errors."""
        kept = {each for each in findings if each.rule not in self.ignored}
        raised = {each for each in kept if each.rule in self._raised}
        return sorted({*(kept - raised), *(replace(each, severity="error") for each in raised)})

    def pages(self) -> tuple[Path, ...]:
        """The folders of the classes that know the screens."""
        return self._values.named_folders(self._root, "pages")

    def templates(self) -> tuple[Path, ...]:
        """The folders of what the application writes its pages from; nothing looks in others."""
        if "templates" not in self._values.table:
            return ()
        return self._values.named_folders(self._root, "templates")
