"""The private names of pytest's JUnit file.

pytest writes the file of a whole run, plain tests and all; what it says of a scenario can be mended
only through its private parts. `tests/sayso/runner/test_pytest_bdd.py` fails when one
of them changes.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element  # nosec B405  # written, never parsed

import pytest
from _pytest.junitxml import xml_key


def junit_case(config: pytest.Config, report: pytest.TestReport) -> Any:
    """The case of a report in pytest's JUnit file, with `add_attribute`; None without a file."""
    xml = config.stash.get(xml_key, None)
    return None if xml is None else xml.node_reporter(report)


def drop_junit_case(config: pytest.Config, case: Any, *, passed: bool) -> None:
    """Take a case out of pytest's JUnit file, and out of the sums at its top."""
    xml = config.stash[xml_key]
    xml.node_reporters_ordered.remove(case)
    xml.stats["passed"] -= passed
    for tag in _tags(case):
        if tag in xml.stats:
            xml.stats[tag] -= 1


def interrupt_junit_case(config: pytest.Config, case: Any, message: str, *, passed: bool) -> None:
    """Tell in pytest's JUnit file that a case was not over, unless it is or says so already."""
    xml = config.stash[xml_key]
    if case in xml.node_reporters.values() and not any(tag in xml.stats for tag in _tags(case)):
        case.append(Element("error", message=message))
        xml.stats["passed"] -= passed


def _tags(case: Any) -> list[str]:
    return [node.tag for node in case.to_xml()]
