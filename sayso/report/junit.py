"""pytest's own JUnit file, in which no scenario reads as passed that did not pass."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from xml.etree import ElementTree as ET  # nosec B405  # reads what pytest wrote a moment ago

import pytest

FILE_NAME = "junit.xml"
TEAR_DOWN = "failed on teardown"  # how pytest begins such an error
INTERRUPTED = "interrupted: the run ended while this scenario was under way"
Name = tuple[str, str]  # classname and name


def write_by_default(config: pytest.Config, reports: Path) -> None:
    """Asks for reports/junit.xml unless the command line named another file.

    Must be called before pytest's junitxml plugin is configured.
    """
    option = config.option
    if hasattr(option, "xmlpath") and not option.xmlpath:  # it is not there with -p no:junitxml
        option.xmlpath = str(reports / FILE_NAME)


def mend(config: pytest.Config, unfinished: Collection[str], retried: Collection[str]) -> None:
    """One case for each test, as the report counts them.

    Makes errors of the tests that were under way and leaves out the earlier tries of a test: pytest
    writes a case without a word for both, which reads as passed. For a test that fails and whose
    tear-down fails, too, it writes two.
    """
    written = getattr(config.option, "xmlpath", None)  # nothing with -p no:junitxml
    path = Path(written or "")
    if not written or not path.is_file():
        return
    tree = ET.parse(path)  # noqa: S314  # nosec B314
    for suite in tree.iter("testsuite"):
        prefix = config.getoption("junitprefix", None) or ""
        _drop_earlier(suite, {_name_of(nodeid, prefix) for nodeid in retried})
        _join_tear_down(suite)
        _interrupt(suite, {_name_of(nodeid, prefix) for nodeid in unfinished})
        _count(suite)
    tree.write(path, encoding="utf-8", xml_declaration=True)


def _name_of(nodeid: str, prefix: str) -> Name:
    """How pytest calls a test in its file: the path with dots, what the test is in, the test."""
    address, bracket, parameters = nodeid.partition("[")
    file, *parts = address.split("::")
    names = [file.replace("/", ".").removesuffix(".py"), *parts]
    return ".".join([prefix] * bool(prefix) + names[:-1]), names[-1] + bracket + parameters


def _name(case: ET.Element) -> Name:
    return case.get("classname", ""), case.get("name", "")


def _drop_earlier(suite: ET.Element, retried: Collection[Name]) -> None:
    last = {_name(case): case for case in suite.iter("testcase")}
    for case in suite.findall("testcase"):
        if _name(case) in retried and last[_name(case)] is not case:
            suite.remove(case)


def _join_tear_down(suite: ET.Element) -> None:
    """Puts the error of a tear-down to the failure before it."""
    failing = (case for case in suite.iter("testcase") if case.find("failure") is not None)
    failed = {_name(case): case for case in failing}
    for case in suite.findall("testcase"):
        error, before = case.find("error"), failed.get(_name(case))
        if before is None or error is None or before is case:
            continue
        if error.get("message", "").startswith(TEAR_DOWN):
            text = f"{error.get('message')}\n{error.text or ''}"
            ET.SubElement(before, "system-err").text = text
            suite.remove(case)


def _interrupt(suite: ET.Element, unfinished: set[Name]) -> None:
    """Makes errors of these cases; pytest names a case when its call is over."""
    nameless = sorted(unfinished - {_name(case) for case in suite.iter("testcase")})
    for case in suite.iter("testcase"):
        if nameless and not case.get("name"):
            case.attrib.update(zip(("classname", "name"), nameless.pop(0), strict=True))
        words = {"failure", "error", "skipped"} & {part.tag for part in case}
        if _name(case) in unfinished and not words:
            ET.SubElement(case, "error", message=INTERRUPTED)


def _count(suite: ET.Element) -> None:
    suite.set("tests", str(len(suite.findall("testcase"))))
    for key, tag in (("errors", "error"), ("failures", "failure"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{tag}"))))
