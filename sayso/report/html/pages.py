"""The chapters of a report: which there are, and what each of them tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sayso.report.changes import Changes, changes
from sayso.report.history import History
from sayso.report.html import about, observations, overview, trend
from sayso.report.html import scenarios_page as testers
from sayso.report.html import tags_page as labels
from sayso.report.html import wording as words
from sayso.report.html.evidence import EvidenceViews
from sayso.report.html.sections import Section, sections
from sayso.report.html.since import since
from sayso.report.html.urls import Book, feature_path
from sayso.report.model import FeatureRun, Outcome, Run
from sayso.report.outcome import State
from sayso.report.reason import reason_of

LONG_PAGE = 5  # scenarios from which a page gets a list of its contents


@dataclass(frozen=True)
class Chapter:
    """A page to be: its template and what it is told."""

    template: str
    path: str
    heading: str
    values: dict[str, Any]
    reading: str = "business"


class Chapters:
    """Works out what the pages of a run tell; knows where everything will stand."""

    def __init__(self, run: Run, history: History, book: Book, views: EvidenceViews) -> None:
        self.run = run
        self.book = book
        self.anchors: dict[str, str] = {}
        self._history = history
        self._changes: Changes = changes(run, history)
        self._views = views
        self._laid_out = {feature.uri: self._lay_out(feature) for feature in run.features}
        self._hrefs = {
            outcome.example.pickle["id"]: self._href(feature, outcome)
            for feature in run.features
            for outcome in feature.outcomes.values()
        }

    def __iter__(self) -> Iterator[Chapter]:
        yield self.overview()
        yield from map(self.feature, self.run.features)
        yield self._testers()
        yield self._tags()
        yield self._differences()
        yield self._sentences()
        yield self._about()

    def _lay_out(self, feature: FeatureRun) -> list[Section]:
        laid_out = sections(feature, self.book.prefix(feature_path(feature.uri)))
        for section in laid_out:
            for shown in section.scenarios:
                for outcome in shown.outcomes:
                    row = f"-{outcome.example.line}" if shown.is_outline else ""
                    self.anchors[outcome.example.pickle["id"]] = shown.anchor + row
        return laid_out

    def _href(self, feature: FeatureRun, outcome: Outcome) -> str:
        return self.book.place(
            feature_path(feature.uri), self.anchors[outcome.example.pickle["id"]]
        )

    def overview(self) -> Chapter:
        run, history = self.run, self._history
        found = [
            overview.Attention(
                feature,
                outcome,
                self._hrefs[outcome.example.pickle["id"]],
                reason_of(outcome),
                self._views.files.thumbnail(overview.picture(outcome)),
                since(outcome, history),
            )
            for feature, outcome in overview.attention(run)
        ]
        values = {
            "verdict": words.verdict(run),
            "remarks": words.remarks(run.counts),
            "run_remarks": words.run_remarks(run),
            "unreadable": run.unreadable,
            "attention": found[: overview.MOST_SHOWN],
            "attention_left": max(0, len(found) - overview.MOST_SHOWN),
            "folders": overview.folders(run),
            "facts": overview.facts(run),
            "left_out": self._views.files.left_out,
            "trend": trend.trend(run, history),
            "trend_words": trend.in_short(run, history),
        }
        return Chapter("index.html", "index.html", words.verdict(run), values)

    def feature(self, feature: FeatureRun) -> Chapter:
        laid_out = self._laid_out[feature.uri]
        now = self.run.started_ns
        values = {
            "feature": feature,
            "views": self._views,
            "sections": laid_out,
            "toc": sum(len(section.scenarios) for section in laid_out) >= LONG_PAGE,
            "folder": overview.folder_of(self.run, feature.folder).title,
            "remarks": list(observations.observations(feature, laid_out, self._history, now)),
            "since": lambda outcome: since(outcome, self._history),
        }
        return Chapter("feature.html", feature_path(feature.uri), feature.name, values)

    def _testers(self) -> Chapter:
        rows = [
            testers.Row(
                feature,
                outcome,
                self._hrefs[outcome.example.pickle["id"]],
                reason_of(outcome),
                outcome in self._changes.newly_failing,
            )
            for feature in self.run.features
            for outcome in feature.outcomes.values()
        ]
        values = {
            "verdict": words.verdict(self.run),
            "remarks": words.remarks(self.run.counts),
            "rows": rows,
            "alike": testers.alike(rows),
            "slowest": testers.slowest(rows),
            "lanes": testers.timeline(self.run),
            "undefined": list(testers.undefined(self.run)),
            "unused": testers.unused(self.run),
        }
        return Chapter("run.html", "run.html", "All scenarios", values, "technical")

    def _tags(self) -> Chapter:
        values = {"labels": labels.labels(self.run), **self._everywhere()}
        return Chapter("tags.html", "tags.html", "By tag", values)

    def _differences(self) -> Chapter:
        runs = self._history.runs
        values = {"changes": self._changes, "before": runs[-1] if runs else None}
        return Chapter("changes.html", "changes.html", "What changed", values | self._everywhere())

    def _everywhere(self) -> dict[str, Any]:
        features = {feature.uri: feature for feature in self.run.features}
        return {"features": features, "hrefs": self._hrefs}

    def _sentences(self) -> Chapter:
        by_noun: dict[str, list[dict[str, Any]]] = {}
        for sentence in self.run.sentences:
            by_noun.setdefault(sentence["noun"], []).append(sentence)
        return Chapter("steps.html", "steps.html", "What can be said", {"nouns": by_noun})

    def _about(self) -> Chapter:
        values = {
            "facts": list(about.facts(self.run)),
            "versions": sorted((self.run.circumstances.get("versions") or {}).items()),
            "meanings": [(state, about.MEANINGS[state]) for state in State],
        }
        return Chapter("about.html", "about.html", "About this run", values)
