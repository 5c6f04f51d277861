"""pytest's own JUnit file, with names that read like the features."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.gherkin.document import Example
from sayso.gherkin.pytest_bdd_private import junit_case

FILE_NAME = "junit.xml"


def write_by_default(config: pytest.Config, reports: Path) -> None:
    """Asks for reports/junit.xml unless the command line named another file.

    Must be called before pytest's junitxml plugin is configured.
    """
    option = config.option
    if hasattr(option, "xmlpath") and not option.xmlpath:  # it is not there with -p no:junitxml
        option.xmlpath = str(reports / FILE_NAME)


def name_scenario(config: pytest.Config, report: pytest.TestReport, example: Example) -> None:
    """Names a test case: feature and rule as its class, the scenario as its name.

    What is set before pytest writes the case down is kept by it.
    """
    case = junit_case(config, report)
    if case is None:
        return
    case.add_attribute("classname", _place(example))
    case.add_attribute("name", report.nodeid.rpartition("::")[2])


def _place(example: Example) -> str:
    """Folder, feature and rule; a dot makes a level in the viewers of JUnit files."""
    folder = example.document.uri.rpartition("/")[0].rpartition("/")[2]
    feature = (example.document.feature or {}).get("name", "")
    rule = "" if example.rule is None else example.rule["name"]
    return ".".join(part.replace(".", " ").strip() for part in (folder, feature, rule) if part)
