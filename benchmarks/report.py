"""How long a report of many scenarios takes, how large it is, and how fast it opens.

    python -m benchmarks.report [scenarios]

Recordings are made by the recorder's own writer from invented results, without pictures. The
limits: 2,400 scenarios drawn in 5 s, each page open in 1.5 s, pages in 10 MB.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from sayso.browser.finder import find_browser
from sayso.gherkin.document import Example, FeatureDocument
from sayso.report.draw import draw
from sayso.report.history import FILE_NAME
from sayso.report.html.urls import SINGLE_PAGE
from sayso.report.messages import RECORDING
from sayso.report.reader import read_run
from sayso.report.run_metadata import meta
from sayso.report.worker_report import MatchFacts, PhaseFacts
from sayso.report.writer import MessageStream, RunWriter

SCENARIOS = 2_400
PER_FEATURE = 12
FOLDERS = 8
LIMITS = {"drawing, s": 5.0, "pages, MB": 10.0}
OPEN_WITHIN = 1.5  # seconds, for every page
FAILING = 40  # every so many scenarios fails

SCENARIO = """\
    Scenario: The {number}. customer of part {part} pays what was shown
      Given the shop has {number} "Blue mug number {number}" in stock
      And Ada is shopping in part {part}
      When Ada adds {number} "Blue mug number {number}" to her cart
      And Ada pays with a good card
      Then her cart is empty
      And the order of {number} mugs is paid
"""


def feature(part: int, scenarios: int) -> str:
    """The text of a feature with so many scenarios in two rules."""
    lines = [f"@part-{part % FOLDERS}\nFeature: Paying in part {part}\n  What customers pay.\n"]
    for number in range(scenarios):
        if number % (PER_FEATURE // 2) == 0:
            lines.append(f"  Rule: Rule {number} of part {part}\n")
        lines.append(SCENARIO.format(number=number, part=part))
    return "\n".join(lines)


def report(nodeid: str, when: str, outcome: str, facts: PhaseFacts) -> pytest.TestReport:
    made = pytest.TestReport(nodeid, ("", 0, ""), {}, outcome, None, when)  # type: ignore[arg-type]  # plain texts serve
    vars(made)["sayso"] = facts
    return made


def facts(example: Example, at: int, failing: bool) -> PhaseFacts:
    """What a worker would tell of one phase that took five milliseconds."""
    error = {"type": "AssertionError", "message": "expected 3, but it was 5", "trace": "File\n" * 9}
    count = len(example.pickle["steps"])
    last = count - 1
    return {
        "pickle": example.pickle["id"],
        "started_ns": at,
        "finished_ns": at + 5_000_000,
        "duration_ns": 5_000_000,
        "matches": [match(step["text"]) for step in example.pickle["steps"]],
        "steps": [
            {
                "index": index,
                "status": "FAILED" if failing and index == last else "PASSED",
                "started_ns": at,
                "finished_ns": at + 800_000,
                "duration_ns": 800_000,
                "error": error if failing and index == last else None,  # type: ignore[typeddict-item]  # a plain dict of texts
            }
            for index in range(count)
        ],
        "evidence": [],
        "error": None,
        "is_steps_error": failing,
        "bound": "",
        "skip_reason": "",
    }


def match(text: str) -> MatchFacts:
    return {"pattern": text, "kind": "parse", "location": "steps/shop.py:1", "arguments": []}


def record(path: Path, scenarios: int) -> None:
    """Writes a recording of a run of so many scenarios."""
    writer = RunWriter(MessageStream(path))
    writer.stream.write(meta())
    examples: list[Example] = []
    for part in range(scenarios // PER_FEATURE):
        uri = f"features/part_{part % FOLDERS}/paying_{part}.feature"
        document = FeatureDocument.of(feature(part, PER_FEATURE), uri, Path(uri))
        writer.add_document(document)
        examples += document.examples
    at = time.time_ns()
    writer.start(at)
    for number, example in enumerate(examples):
        failing = number % FAILING == FAILING - 1
        told = facts(example, at + number * 5_000_000, failing)
        for when in ("setup", "call", "teardown"):
            bad = failing and when == "call"
            writer.report(report(example.identity, when, "failed" if bad else "passed", told))
    writer.finish(success=False, message="", at_ns=at + len(examples) * 5_000_000)


def opening_seconds(pages: Iterable[Path]) -> Iterator[tuple[str, float]]:
    """Until each page has been read and laid out in a fresh browser."""
    with sync_playwright() as playwright:
        found = find_browser(None, headless=True)
        for path in pages:
            browser = playwright.chromium.launch(executable_path=found.path if found else None)
            page = browser.new_page()
            page.goto("about:blank")
            began = time.perf_counter()
            page.goto(path.as_uri())
            page.evaluate("document.body.offsetHeight")
            yield path.name, time.perf_counter() - began
            browser.close()


def one_of_each(folder: Path) -> Iterator[Path]:
    """Every page there is one of, and the largest of those there are many of."""
    yield from sorted(folder.glob("*.html"))
    for many in ("f", "failures", "folders"):
        yield max((folder / many).rglob("*.html"), key=lambda path: path.stat().st_size)


def megabytes(folder: Path, *, recording: bool) -> float:
    names = {RECORDING}
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files if (path.name in names) == recording) / 1e6


def measure(folder: Path, scenarios: int) -> dict[str, float]:
    began = time.perf_counter()
    record(folder / RECORDING, scenarios)
    recorded = time.perf_counter()
    draw(read_run(folder / RECORDING), folder, folder / FILE_NAME)
    drawn = time.perf_counter()
    size = megabytes(folder, recording=False)
    draw(read_run(folder / RECORDING), folder, folder / FILE_NAME, single=True)
    return {
        "recording, s": recorded - began,
        "drawing, s": drawn - recorded,
        "pages, MB": size,
        "one file, MB": (folder / SINGLE_PAGE).stat().st_size / 1e6,
        "recording, MB": megabytes(folder, recording=True),
        **{f"{name}, s": took for name, took in opening_seconds(one_of_each(folder))},
    }


def main() -> int:
    scenarios = int(sys.argv[1]) if len(sys.argv) > 1 else SCENARIOS
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), scenarios)
    print(f"{scenarios:,} scenarios without pictures")
    for name, value in found.items():
        limit = LIMITS.get(name, OPEN_WITHIN if ".html" in name else None)
        print(f"  {name:<22}{value:8.2f}" + (f"   (at most {limit:g})" if limit else ""))
    slow = any(".html" in name and took > OPEN_WITHIN for name, took in found.items())
    return int(slow or any(found[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
