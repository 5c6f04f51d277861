"""pytest's own JUnit file, with names that read like the features."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sayso.gherkin.document import Example
from sayso.report.junit_private import drop_junit_case, interrupt_junit_case, junit_case
from sayso.report.outcome import will_be_retried

FILE_NAME = "junit.xml"
INTERRUPTED = "interrupted: the run ended while this scenario was under way"


def write_by_default(config: pytest.Config, reports: Path) -> None:
    """Asks for reports/junit.xml unless the command line named another file.

    Must be called before pytest's junitxml plugin is configured.
    """
    option = config.option
    if hasattr(option, "xmlpath") and not option.xmlpath:  # it is not there with -p no:junitxml
        option.xmlpath = str(reports / FILE_NAME)


class ScenarioCases:
    """The cases of scenarios in pytest's JUnit file: none reads as passed that did not pass."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._cases: dict[int, Any] = {}
        self._passed: set[int] = set()
        self._retried: set[int] = set()

    def note(self, report: pytest.TestReport, example: Example) -> None:
        """Names a case: feature and rule as its class, the scenario as its name.

        Called before pytest writes the report down: what is set until then is kept by it.
        """
        case = junit_case(self._config, report)
        if case is None:
            return
        if id(case) not in self._cases:
            self._cases[id(case)] = case
            case.add_attribute("classname", _place(example))
            case.add_attribute("name", report.nodeid.rpartition("::")[2])
        is_part = isinstance(report, pytest.SubtestReport)
        if will_be_retried(report):
            self._retried.add(id(case))
        elif report.when == "call" and report.passed and not is_part:
            self._passed.add(id(case))

    def finish(self) -> None:
        """Called before the file is written, in which a case without a word reads as passed.

        What was tried again is left out: its last attempt has a case of its own.
        """
        for key, case in self._cases.items():
            passed = key in self._passed
            if key in self._retried:
                drop_junit_case(self._config, case, passed=passed)
            else:
                interrupt_junit_case(self._config, case, INTERRUPTED, passed=passed)


def _place(example: Example) -> str:
    """Folder, feature and rule; a dot makes a level in the viewers of JUnit files."""
    folder = example.document.uri.rpartition("/")[0].rpartition("/")[2]
    feature = (example.document.feature or {}).get("name", "")
    rule = "" if example.rule is None else example.rule["name"]
    return ".".join(part.replace(".", " ").strip() for part in (folder, feature, rule) if part)
