"""The pages of a report: which there are, and what each of them shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sayso.report.changes import Changes, changes
from sayso.report.history import History
from sayso.report.html import (
    about,
    observations,
    overview,
    scenarios_page,
    tags_page,
    trend,
    wording,
)
from sayso.report.html.evidence import EvidenceViews
from sayso.report.html.sections import Section, sections
from sayso.report.html.since import since
from sayso.report.html.urls import UrlBuilder, feature_path
from sayso.report.model import FeatureRun, Outcome, Run
from sayso.report.outcome import State
from sayso.report.reason import reason_of

LONG_PAGE = 5  # scenarios from which a page gets a list of its contents


@dataclass(frozen=True)
class Page:
    """A page to be drawn: its template and the values in it."""

    template: str
    path: str
    heading: str
    values: dict[str, Any]
    reading: str = "business"


class Pages:
    """Works out what the pages of a run show; knows where everything will stand."""

    def __init__(self, run: Run, history: History, urls: UrlBuilder, views: EvidenceViews) -> None:
        self.run = run
        self.urls = urls
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

    def __iter__(self) -> Iterator[Page]:
        yield self.overview()
        yield from map(self.feature, self.run.features)
        yield self._scenarios()
        yield self._tags()
        yield self._differences()
        yield self._step_definitions()
        yield self._about()

    def _lay_out(self, feature: FeatureRun) -> list[Section]:
        laid_out = sections(feature, self.urls.prefix(feature_path(feature.uri)))
        for section in laid_out:
            for shown in section.scenarios:
                for outcome in shown.outcomes:
                    row = f"-{outcome.example.line}" if shown.is_outline else ""
                    self.anchors[outcome.example.pickle["id"]] = shown.anchor + row
        return laid_out

    def _href(self, feature: FeatureRun, outcome: Outcome) -> str:
        return self.urls.place(
            feature_path(feature.uri), self.anchors[outcome.example.pickle["id"]]
        )

    def overview(self) -> Page:
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
            "verdict": wording.verdict(run),
            "remarks": wording.remarks(run.counts),
            "run_remarks": wording.run_remarks(run),
            "unreadable": run.unreadable,
            "attention": found[: overview.MOST_SHOWN],
            "attention_left": max(0, len(found) - overview.MOST_SHOWN),
            "folders": overview.folders(run),
            "facts": overview.facts(run),
            "left_out": self._views.files.left_out,
            "trend": trend.trend(run, history),
            "trend_words": trend.in_short(run, history),
        }
        return Page("index.html", "index.html", wording.verdict(run), values)

    def feature(self, feature: FeatureRun) -> Page:
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
        return Page("feature.html", feature_path(feature.uri), feature.name, values)

    def _scenarios(self) -> Page:
        rows = [
            scenarios_page.Row(
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
            "verdict": wording.verdict(self.run),
            "remarks": wording.remarks(self.run.counts),
            "rows": rows,
            "alike": scenarios_page.alike(rows),
            "slowest": scenarios_page.slowest(rows),
            "lanes": scenarios_page.timeline(self.run),
            "undefined": list(scenarios_page.undefined(self.run)),
            "unused": scenarios_page.unused(self.run),
        }
        return Page("run.html", "run.html", "All scenarios", values, "technical")

    def _tags(self) -> Page:
        values = {"labels": tags_page.labels(self.run), **self._everywhere()}
        return Page("tags.html", "tags.html", "By tag", values)

    def _differences(self) -> Page:
        runs = self._history.runs
        values = {"changes": self._changes, "before": runs[-1] if runs else None}
        return Page("changes.html", "changes.html", "What changed", values | self._everywhere())

    def _everywhere(self) -> dict[str, Any]:
        features = {feature.uri: feature for feature in self.run.features}
        return {"features": features, "hrefs": self._hrefs}

    def _step_definitions(self) -> Page:
        by_noun: dict[str, list[dict[str, Any]]] = {}
        for definition in self.run.step_list:
            by_noun.setdefault(definition["noun"], []).append(definition)
        return Page("steps.html", "steps.html", "What can be said", {"nouns": by_noun})

    def _about(self) -> Page:
        values = {
            "facts": list(about.facts(self.run)),
            "versions": sorted((self.run.circumstances.get("versions") or {}).items()),
            "meanings": [(state, about.MEANINGS[state]) for state in State],
        }
        return Page("about.html", "about.html", "About this run", values)
