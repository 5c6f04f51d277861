"""The start page: does it work, what needs attention, what is promised."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from sayso.report.pages.addresses import folder_title, page_address
from sayso.report.pages.evidence import is_picture
from sayso.report.pages.prose import prose, title_and_rest
from sayso.report.reason import reason_of
from sayso.report.run import FeatureRun, Outcome, Run
from sayso.report.state import State

MOST_SHOWN = 30


@dataclass
class Folder:
    """A folder of features with its introduction."""

    name: str
    title: str
    introduction: Markup
    features: list[FeatureRun] = field(default_factory=list)


@dataclass
class Attention:
    """A scenario somebody should look at, and why."""

    feature: FeatureRun
    outcome: Outcome
    href: str
    reason: str
    picture: str
    since: str = ""


def folders(run: Run) -> list[Folder]:
    """The features by folder, each folder introduced by its own readme."""
    found: dict[str, Folder] = {}
    for feature in run.features:
        name = feature.folder
        if name not in found:
            found[name] = folder_of(run, name)
        found[name].features.append(feature)
    return list(found.values())


def folder_of(run: Run, name: str) -> Folder:
    text = run.introductions.get(name, "")
    title, rest = title_and_rest(text, folder_title(name))
    return Folder(name, title, prose(rest))


def attention(run: Run, anchors: dict[str, str]) -> list[Attention]:
    """What does not simply work, the worst first."""
    order = {state: place for place, state in enumerate(State)}
    found = [
        Attention(
            feature,
            outcome,
            _address(feature, outcome, anchors),
            reason_of(outcome),
            _picture(outcome),
        )
        for feature in run.features
        for outcome in feature.outcomes.values()
        if outcome.state.needs_attention
    ]
    return sorted(found, key=lambda each: order[each.outcome.state])


def _address(feature: FeatureRun, outcome: Outcome, anchors: dict[str, str]) -> str:
    return f"{page_address(feature.uri)}#{anchors[outcome.example.pickle['id']]}"


def _picture(outcome: Outcome) -> str:
    """The picture of what went wrong, if one was taken."""
    culprit = outcome.telling.culprit if outcome.telling else None
    pictures = (item.path for item in culprit.evidence if is_picture(item)) if culprit else ()
    return next(iter(pictures), "")
