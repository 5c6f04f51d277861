"""The pages of a report: which there are, and what each of them shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from markupsafe import Markup

from sayso.report.causes import TOLD_BY_CAUSE, Cause, causes, found_afterwards
from sayso.report.changes import changes
from sayso.report.history import History, key_of
from sayso.report.html import (
    about,
    overview,
    scenarios_page,
    tags_page,
    trend,
    wording,
)
from sayso.report.html.actions import actions
from sayso.report.html.evidence import EvidenceViews
from sayso.report.html.failures import FailurePage, failures, ticket
from sayso.report.html.film import film
from sayso.report.html.last_good import Calls
from sayso.report.html.past import Past
from sayso.report.html.sections import Section, sections
from sayso.report.html.templates_environment import environment
from sayso.report.html.timeline import timeline
from sayso.report.html.urls import UrlBuilder, feature_path, folder_path
from sayso.report.model import Attempt, FeatureRun, Outcome, Run
from sayso.report.outcome import State, counted
from sayso.report.owners import Owners
from sayso.report.reason import reason_of
from sayso.report.said import Said, said
from sayso.report.standing import Standings

LONG_PAGE = 5  # scenarios from which a page gets a list of its contents
Neighbour = tuple[str, str]  # where it is, and what it is called
Near = dict[str, Neighbour | None]


@dataclass(frozen=True)
class Page:
    template: str
    path: str
    heading: str
    values: dict[str, Any]
    reading: str = "business"


class Pages:
    """Works out what the pages of a run show; knows where everything will stand."""

    def __init__(
        self,
        run: Run,
        history: History,
        urls: UrlBuilder,
        views: EvidenceViews,
        last_good: Calls,
    ) -> None:
        self.run = run
        self.urls = urls
        self.anchors: dict[str, str] = {}
        self._history = history
        self._last_good = last_good
        self._changes = changes(run, history)
        self._views = views
        self._standings = Standings(run, history)
        self._owners = Owners(run.circumstances.get("owners") or "")
        self._told: dict[int, list[Said]] = {}
        self._tree = cache(self._drawn_tree)  # it is the same in all pages of a folder
        self._past = cache(lambda outcome: Past(outcome, history, run))
        self._features = {feature.uri: feature for feature in run.features}
        self._folders = overview.folders(run, self._standings)
        self._counted = [(folder, _counts(folder.features)) for folder in self._folders]
        self._failures = failures(run)
        self.failure_of = {page.outcome: page for page in self._failures}
        self._laid_out = {feature.uri: self._lay_out(feature) for feature in run.features}

    def __iter__(self) -> Iterator[Page]:
        yield self._overview()
        folders = [(self.urls.folder(one.name), one.title) for one in self._folders]
        yield from map(self._folder, self._folders, _neighbours(folders))
        features = [(self.urls.feature(one.uri), one.name) for one in self.run.features]
        yield from map(self._feature, self.run.features, _neighbours(features))
        failures = [(self.urls.page(one.path), one.outcome.example.name) for one in self._failures]
        yield from map(self._failure, count(1), self._failures, _neighbours(failures))
        yield self._scenarios()
        labels = tags_page.labels(self.run)
        yield Page("tags.html", "tags.html", "By tag", {"labels": labels})
        yield self._differences()
        yield self._step_definitions()
        yield self._about()

    def shared(self, page: Page) -> dict[str, Any]:
        return {
            "run": self.run,
            "urls": self.urls,
            "root": "" if self.urls.single else "../" * page.path.count("/"),
            "views": self._views,
            "features": self._features,
            "href": self.href,
            "anchors": self.anchors,
            "failure_of": self.failure_of.get,
            "tree": self._tree,
            "past": self._past,
            "said": self._said,
            "owners": lambda outcome: self._owners.of(outcome.example),
            "area": lambda outcomes: wording.area(self._standings.of(outcomes)),
        }

    def _said(self, attempt: Attempt) -> list[Said]:
        """What the system said in an attempt; reading it takes as long as drawing it."""
        if id(attempt) not in self._told:
            self._told[id(attempt)] = said(attempt, self._views.files)
        return self._told[id(attempt)]

    def reasons(self, outcome: Outcome) -> list[str]:
        """Why it is as it is: its reason, what a check found afterwards, what the system said."""
        page, reason = self.failure_of.get(outcome), reason_of(outcome)
        if page is None:
            return [reason]
        told = (f"{one.words} {one.detail}" for one in self._said(page.attempt))
        return [*dict.fromkeys(filter(None, (reason, found_afterwards(page.attempt), *told)))]

    def _lay_out(self, feature: FeatureRun) -> list[Section]:
        laid_out = sections(feature, self.urls.prefix(feature_path(feature.uri)))
        for section in laid_out:
            for shown in section.scenarios:
                for outcome in shown.outcomes:
                    row = f"-{key_of(outcome.example)}" if shown.ast["examples"] else ""
                    self.anchors[outcome.example.pickle["id"]] = shown.anchor + row
        return laid_out

    def href(self, outcome: Outcome) -> str:
        """Where to read about an outcome: the page of its failure, or its place in its feature."""
        page = self.failure_of.get(outcome)
        return self.urls.page(page.path) if page else self._at_feature(outcome)

    def _at_feature(self, outcome: Outcome) -> str:
        example = outcome.example
        path = feature_path(example.document.uri)
        return self.urls.place(path, self.anchors[example.pickle["id"]])

    def _drawn_tree(self, current: str, root: str) -> Markup:
        if self.urls.single:
            return Markup()
        values = {"current": current, "root": root, "urls": self.urls, "folders": self._counted}
        return Markup(environment().get_template("tree.html").render(values))  # noqa: S704  # nosec B704  # a template escaped it

    def _overview(self) -> Page:
        run = self.run
        attention = [one for one in run.attention if one.state not in TOLD_BY_CAUSE]
        values = {
            "verdict": wording.verdict(run),
            "remarks": [*wording.remarks(run.counts), wording.failed_before(self._standings.all)],
            "run_remarks": wording.run_remarks(run),
            "unreadable": run.unreadable,
            "dropped": len(self._changes.dropped),
            "causes": [self._cause(cause) for cause in causes(run, self._said)],
            "failed_before": overview.failed_before(self._standings),
            "unsteady_ones": [
                one for one in run.outcomes if one.state.works and self._past(one).unsteady
            ],
            "attention": attention[: overview.MOST_SHOWN],
            "attention_left": max(0, len(attention) - overview.MOST_SHOWN),
            "folders": self._folders,
            "facts": overview.facts(run),
            "trend": trend.trend(run, self._history, self._views.files),
            "trend_words": trend.in_short(run, self._history),
        }
        return Page("index.html", "index.html", wording.verdict(run), values)

    def _cause(self, cause: Cause) -> dict[str, Any]:
        """A cause with who could know: since when, at the scenario that fails longest."""
        oldest = max(cause.outcomes, key=lambda outcome: self._past(outcome).bad_runs)
        owners = (self._owners.of(outcome.example) for outcome in cause.outcomes)
        pictures = (self._views.thumbnail(outcome) for outcome in cause.outcomes)
        return {
            "cause": cause,
            "oldest": oldest,
            "owners": list(dict.fromkeys(name for names in owners for name in names)),
            "picture": next(filter(None, pictures), ""),
        }

    def _folder(self, folder: overview.Folder, near: Near) -> Page:
        values = {
            "folder": folder,
            "counts": _counts(folder.features),
            "failing": [
                page.outcome
                for page in self._failures
                if self._features[page.outcome.example.document.uri] in folder.features
            ],
            **near,
        }
        return Page("folder.html", folder_path(folder.name), folder.title, values)

    def _feature(self, feature: FeatureRun, near: Near) -> Page:
        laid_out = self._laid_out[feature.uri]
        values = {
            "feature": feature,
            "sections": laid_out,
            "toc": sum(len(section.scenarios) for section in laid_out) >= LONG_PAGE,
            "folder": self._folder_of(feature).title,
            "remarks": [
                f"The rule “{section.rule['name']}” has no example."
                for section in laid_out
                if section.rule and not section.scenarios
            ],
            **near,
        }
        return Page("feature.html", feature_path(feature.uri), feature.name, values)

    def _folder_of(self, feature: FeatureRun) -> overview.Folder:
        return next(folder for folder in self._folders if folder.name == feature.folder)

    def _failure(self, number: int, failure: FailurePage, near: Near) -> Page:
        outcome = failure.outcome
        feature = self._features[outcome.example.document.uri]
        files = self._views.files
        acted = [one for item in failure.traces for one in actions(files, item.path)]
        values = {
            "failure": failure,
            "number": number,
            "count": len(self._failures),
            "folder": self._folder_of(feature).title,
            "at_feature": self._at_feature(outcome),
            "film": [frame for item in failure.traces for frame in film(files, item.path)],
            "moments": timeline(
                outcome,
                failure.attempt,
                files.text,
                self._last_good.get(key_of(outcome.example)),
                acted,
            ),
            "acted": bool(acted),
            "ticket": ticket(failure, feature.name, self._said(failure.attempt)),
            **near,
        }
        return Page("failure.html", failure.path, outcome.example.name or feature.name, values)

    def _scenarios(self) -> Page:
        run, outcomes = self.run, list(self.run.outcomes)
        values = {
            "verdict": wording.verdict(run),
            "remarks": wording.remarks(run.counts),
            "attention": run.attention,
            "newly_failing": {*self._changes.newly_failing},
            "slowest": scenarios_page.slowest(outcomes),
            "lanes": scenarios_page.timeline(outcomes),
            "folders": self._counted,
            "undefined": list(scenarios_page.undefined(run)),
            "unused": scenarios_page.unused(run),
        }
        return Page("run.html", "run.html", "All scenarios", values, "technical")

    def _differences(self) -> Page:
        runs = self._history.runs
        values = {"changes": self._changes, "before": runs[-1] if runs else None}
        return Page("changes.html", "changes.html", "What changed", values)

    def _step_definitions(self) -> Page:
        by_noun: dict[str, list[dict[str, Any]]] = {}
        for definition in self.run.step_list:
            by_noun.setdefault(definition["noun"], []).append(definition)
        return Page("steps.html", "steps.html", "Steps", {"nouns": by_noun})

    def _about(self) -> Page:
        values = {
            "facts": list(about.facts(self.run)),
            "versions": sorted((self.run.circumstances.get("versions") or {}).items()),
            "meanings": [(state, about.MEANINGS[state]) for state in State],
        }
        return Page("about.html", "about.html", "About this run", values)


def _counts(features: Iterable[FeatureRun]) -> dict[State, int]:
    return counted(one.state for feature in features for one in feature.outcomes.values())


def _neighbours(all_pages: Sequence[Neighbour]) -> Iterator[Near]:
    """What stands before and after each page among others of its kind."""
    before_each, after_each = [None, *all_pages[:-1]], [*all_pages[1:], None]
    for before, after in zip(before_each, after_each, strict=True):
        yield {"before": before, "after": after}
