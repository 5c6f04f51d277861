"""Scenarios by tag and by requirement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from sayso.report.model import Outcome, Run
from sayso.report.outcome import State, counted

# REQ-101, SHOP-88: a tag that looks like the number of something in another system.
REQUIREMENT = re.compile(r"[A-Z][A-Z0-9]*-\d+")


@dataclass
class Label:
    """A tag with the scenarios that carry it, by feature; `link` leads to the other system."""

    name: str
    link: str
    is_requirement: bool
    features: dict[str, list[Outcome]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[State, int]:
        return counted(one.state for outcomes in self.features.values() for one in outcomes)


def labels(run: Run) -> list[Label]:
    """Every tag of the run, requirements first, by name."""
    found: dict[str, Label] = {}
    for feature in run.features:
        for outcome in feature.outcomes.values():
            for tag in outcome.example.tags:
                label = found.setdefault(tag, _label(tag, run.circumstances.get("links", {})))
                label.features.setdefault(feature.uri, []).append(outcome)
    return sorted(found.values(), key=lambda label: (not label.is_requirement, label.name.lower()))


def _label(tag: str, links: Mapping[str, str]) -> Label:
    """A tag with the address of its requirement; only web addresses are followed."""
    name = tag.removeprefix("@")
    addresses = (
        template.replace("{tag}", quote(name, safe=""))
        for pattern, template in links.items()
        if re.fullmatch(pattern, name)
    )
    web = (address for address in addresses if urlsplit(address).scheme in ("http", "https"))
    link = next(web, "")
    return Label(tag, link, bool(link or REQUIREMENT.fullmatch(name)))
