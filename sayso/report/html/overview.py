"""The start page: does it work, why not, who could know, what is promised."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.report.html.prose import prose, title_and_rest
from sayso.report.html.urls import folder_title
from sayso.report.model import FeatureRun, Outcome, Run
from sayso.report.outcome import State
from sayso.report.standing import Group, Standing, Standings

MOST_SHOWN = 30


@dataclass
class Folder:
    """The features of a folder; `stands` is None where only its title is wanted."""

    name: str
    title: str
    introduction: str  # HTML
    features: list[FeatureRun] = field(default_factory=list)
    stands: Group | None = None

    @property
    def outcomes(self) -> list[Outcome]:
        return [one for feature in self.features for one in feature.outcomes.values()]


def folders(run: Run, standings: Standings) -> list[Folder]:
    """The features by folder, each folder introduced by its own readme."""
    found = {feature.folder: folder_of(run, feature.folder) for feature in run.features}
    for feature in run.features:
        found[feature.folder].features.append(feature)
    for folder in found.values():
        folder.stands = standings.of(folder.outcomes)
    return list(found.values())


def folder_of(run: Run, name: str) -> Folder:
    text = run.introductions.get(name, "")
    title, rest = title_and_rest(text, folder_title(name))
    return Folder(name, title, prose(rest))


def colour(group: Group) -> State:
    """The state in whose colour a group is shown: old failures count as failures."""
    if any(one.is_bad for one in group.standings):
        return State.FAILS
    return next(iter(group.looked_at), State.DESELECTED)


def failed_before(standings: Standings) -> list[Standing]:
    """What did not work when it was last looked at, by this run or not: the latest first."""
    old = standings.all.failed_before
    return sorted(old, key=lambda one: -one.run.started_ns if one.run else 0)


def facts(run: Run) -> list[str]:
    about = run.circumstances
    commit, branch = about.get("commit", ""), about.get("branch", "")
    target = f"system “{about['target']}”" if about.get("target") else ""
    place = f"commit {commit[:8]} on {branch}" if branch else f"commit {commit[:8]}"
    changed = " with changes that are not committed" if about.get("dirty") else ""
    return [fact for fact in (target, f"{place}{changed}" if commit else "") if fact]
