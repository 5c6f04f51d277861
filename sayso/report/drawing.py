"""Draws the pages of a recorded run."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from sayso.report.pages import overview, words
from sayso.report.pages.addresses import page_path, way_back
from sayso.report.pages.environment import asset, environment
from sayso.report.pages.evidence import EvidenceViews
from sayso.report.pages.policy import policy
from sayso.report.pages.sections import Section, sections
from sayso.report.reading import read_run
from sayso.report.run import FeatureRun, Run

RECORDING = "messages.ndjson"
START_PAGE = "index.html"
MENU = ((START_PAGE, "Overview"),)
LONG_PAGE = 6  # scenarios from which a page gets a list of its contents


class Drawing:
    """Writes the pages of one run into the folder of its recording."""

    def __init__(self, run: Run, reports: Path) -> None:
        self._run = run
        self._reports = reports
        self._views = EvidenceViews(reports)
        self._anchors: dict[str, str] = {}

    def write(self) -> Path:
        """Writes all pages; returns the start page."""
        (self._reports / "report.css").write_text(asset("report.css"), encoding="utf-8")
        for feature in self._run.features:
            self._feature(feature)
        return self._overview()

    def _feature(self, feature: FeatureRun) -> None:
        laid_out = sections(feature)
        self._remember(laid_out)
        path = page_path(feature.uri)
        shown = sum(len(section.scenarios) for section in laid_out)
        self._page(
            "feature.html",
            path,
            heading=feature.name,
            feature=feature,
            sections=laid_out,
            toc=shown >= LONG_PAGE,
            folder=overview.folder_of(self._run, feature.folder).title,
            remarks=[],
        )

    def _remember(self, laid_out: Sequence[Section]) -> None:
        """Notes where each example is found, for links from other pages."""
        for section in laid_out:
            for shown in section.scenarios:
                for outcome in shown.outcomes:
                    row = f"-{outcome.example.line}" if shown.is_outline else ""
                    self._anchors[outcome.example.pickle["id"]] = shown.anchor + row

    def _overview(self) -> Path:
        found = overview.attention(self._run, self._anchors)
        return self._page(
            "index.html",
            START_PAGE,
            heading=words.verdict(self._run),
            verdict=words.verdict(self._run),
            remarks=words.remarks(self._run.counts),
            run_remarks=words.run_remarks(self._run),
            unreadable=self._run.unreadable,
            attention=found[: overview.MOST_SHOWN],
            attention_left=max(0, len(found) - overview.MOST_SHOWN),
            folders=overview.folders(self._run),
            facts=_facts(self._run),
        )

    def _page(self, template: str, path: str, **values: Any) -> Path:
        scripts = [asset("mode.js")]
        style = "" if "/" in path else asset("report.css")
        values |= {
            "run": self._run,
            "views": self._views,
            "root": way_back(path),
            "here": path,
            "menu": MENU,
            "reading": "business",
            "scripts": [Markup(script) for script in scripts],  # noqa: S704  # our own files
            "own_style": Markup(style),  # noqa: S704  # our own file
            "policy": policy(scripts, style),
        }
        html = environment().get_template(template).render(values)
        file = self._reports / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8", errors="replace")
        return file


def draw(reports: Path) -> Path:
    """Draws the pages of the recording in this folder; returns the start page."""
    return Drawing(read_run(reports / RECORDING), reports).write()


def main(argv: Sequence[str]) -> int:
    """Draws the pages of an earlier run again."""
    parser = argparse.ArgumentParser(prog="sayso report", description=main.__doc__)
    parser.add_argument("reports", nargs="?", default="reports", type=Path)
    folder: Path = parser.parse_args(argv).reports
    if not (folder / RECORDING).is_file():
        parser.error(f"{folder / RECORDING} does not exist: name a folder with a recording")
    print(draw(folder))  # noqa: T201  # the answer of a command
    return 0


def _facts(run: Run) -> list[str]:
    about = run.circumstances
    commit = f"{about['commit'][:8]} on {about.get('branch', '')}" if about.get("commit") else ""
    target = f"target {about['target']}" if about.get("target") else ""
    return [fact for fact in (target, commit) if fact]
