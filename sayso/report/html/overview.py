"""The start page: does it work, what needs attention, what is promised."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.report.html.prose import prose, title_and_rest
from sayso.report.html.urls import folder_title
from sayso.report.model import FeatureRun, Outcome, Run
from sayso.report.outcome import State

MOST_SHOWN = 30


@dataclass
class Folder:
    name: str
    title: str
    introduction: str  # HTML
    features: list[FeatureRun] = field(default_factory=list)


def folders(run: Run) -> list[Folder]:
    """The features by folder, each folder introduced by its own readme."""
    found = {feature.folder: folder_of(run, feature.folder) for feature in run.features}
    for feature in run.features:
        found[feature.folder].features.append(feature)
    return list(found.values())


def folder_of(run: Run, name: str) -> Folder:
    text = run.introductions.get(name, "")
    title, rest = title_and_rest(text, folder_title(name))
    return Folder(name, title, prose(rest))


def attention(run: Run) -> list[Outcome]:
    """What does not simply work, the worst first."""
    order = list(State)
    found = [outcome for outcome in run.outcomes if outcome.state.needs_attention]
    return sorted(found, key=lambda outcome: order.index(outcome.state))


def facts(run: Run) -> list[str]:
    about = run.circumstances
    commit, branch = about.get("commit", ""), about.get("branch", "")
    target = f"target {about['target']}" if about.get("target") else ""
    place = f"commit {commit[:8]} on {branch}" if commit else ""
    return [fact for fact in (target, place) if fact]
