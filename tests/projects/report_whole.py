"""A report with everything in it: every ending, every kind of hostile text, a past, one file."""

from __future__ import annotations

from pathlib import Path

from sayso.gherkin.document import FeatureDocument
from sayso.report.html.failures import failure_path
from sayso.report.model import Outcome
from tests.projects.report_endings import FEATURE, STEPS
from tests.projects.report_hostile import HOSTILE, HOSTILE_STEPS, INTRODUCTION, TITLE
from tests.projects.report_project import Project


def failure_page(feature: str, text: str, title: str) -> str:
    """The page of a scenario that did not work."""
    document = FeatureDocument.of(text, f"features/part/{feature}.feature", Path())
    found = (each for each in document.examples if each.name.startswith(title))
    return failure_path(Outcome(next(found)))


FAILED = failure_page("endings", FEATURE, "A step fails")
FAILED_ROW = failure_page("endings", FEATURE, "Adding 2")
FAILED_HOSTILE = failure_page("hostile", HOSTILE, "Scenario ")
PAGES = (
    "index.html",
    "f/features/part/endings.html",
    "f/features/part/hostile.html",
    "folders/features/part.html",
    FAILED,
    FAILED_ROW,
    FAILED_HOSTILE,
    "run.html",
    "tags.html",
    "changes.html",
    "steps.html",
    "about.html",
    "report.html",
)


def whole_report(root: Path) -> Path:
    """The folder of the report of a second run of such a project."""
    features = {"endings": FEATURE, "hostile": HOSTILE}
    project = Project.at(root, features, STEPS + HOSTILE_STEPS)
    (project.root / "features/part/readme.md").write_text(INTRODUCTION, encoding="utf-8")
    settings = project.root / "pyproject.toml"
    settings.write_text(settings.read_text().replace('"Samples"', f"'{TITLE}'"), encoding="utf-8")
    project.run()
    project.run("features", "-n2", "--report-single", "--reruns=1")
    return project.reports
