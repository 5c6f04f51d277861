"""Which tags are known, and what is said about one that is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.gherkin.document import Ast, FeatureDocument, rules_of, scenarios_of
from sayso.gherkin.problems import Problem
from sayso.suggest import nearest

PROJECT = "pyproject.toml"
ARGUMENTLESS = frozenset({"skip", "xfail"})  # take arguments, and mean something without

_SIGNS = re.compile("^$|^_|[,;:(]")  # no marker has one of these in its name, or is called so


@dataclass(frozen=True)
class TagRules:
    """The declared markers, those of them that need arguments, and patterns of free tags.

    `file` is the one that declares markers. By the markers `with_effect` pytest or a plugin changes
    how a test is run.
    """

    declared: frozenset[str]
    with_arguments: frozenset[str]
    patterns: tuple[str, ...]
    file: str = PROJECT
    with_effect: frozenset[str] = ARGUMENTLESS

    @classmethod
    def of(cls, markers: Iterable[str], patterns: tuple[str, ...], file: str = PROJECT) -> TagRules:
        """The rules of lines like "slow: takes seconds" and "flaky(reruns=1): tries again"."""
        names = {line: re.split(r"[(:]", line, maxsplit=1)[0].strip() for line in markers}
        needy = {name for line, name in names.items() if _needs_arguments(line)} - ARGUMENTLESS
        calls = {name for line, name in names.items() if "(" in line.partition(":")[0]}
        effect = frozenset(calls | ARGUMENTLESS)
        return cls(frozenset(names.values()), frozenset(needy), patterns, file, effect)

    @property
    def usable(self) -> frozenset[str]:
        """The declared markers that a scenario can carry."""
        return frozenset(each for each in self.declared - self.with_arguments if self.knows(each))

    def problems(self, document: FeatureDocument) -> Iterator[Problem]:
        """A problem for each tag that is not declared or cannot be used as a tag."""
        for tag in _tags(document):
            name = tag["name"].removeprefix("@")
            said = _unusable(name, document.line(tag["location"]["line"]))
            if said:
                yield _at(document, tag, *said)
            elif name in self.with_arguments:
                reason = f"@{name} is a marker of a pytest plugin that needs arguments."
                yield _at(document, tag, reason, "Choose another word for the tag.")
            elif not self.knows(name):
                yield _at(document, tag, f"The tag @{name} is not declared.", self._remedy(name))

    def knows(self, name: str) -> bool:
        """Whether a tag is declared or fits one of the patterns."""
        allowed = name in self.declared or any(re.fullmatch(each, name) for each in self.patterns)
        return allowed and not _SIGNS.search(name)

    def _remedy(self, name: str) -> str:
        close = nearest(name, self.usable).strip()
        in_toml = self.file.endswith(".toml")
        line = f'markers = ["{name}: what it means"]' if in_toml else f"{name}: what it means"
        declare = f"declare it in {self.file}{'' if in_toml else ', below markers'}: {line}"
        return f"{close} Otherwise {declare}." if close else f"D{declare[1:]}."


def _needs_arguments(line: str) -> bool:
    """Whether a marker like "flaky(reruns=1): ..." has an argument that must be given."""
    call = re.match(r"[^(:]*\((.*?)\)\s*(?::|$)", line)
    depth_free = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", call[1]) if call else ""
    arguments = [part.strip() for part in depth_free.split(",")]
    return any(part and "=" not in part and part[0] not in "*/" for part in arguments)


def _unusable(name: str, line: str) -> tuple[str, str] | None:
    """Why no marker can be called so, and what to write; nothing for a name that can be used."""
    found = _SIGNS.search(name)
    if found is None:
        return None
    if not name:
        return "An @ alone is no tag.", "Write its name right behind it, or take it out."
    sign, word = found[0], re.sub(r"\W+", "-", name).strip("-_")
    like = f"like @{word}." if word else "with a letter at its beginning."
    if sign == "_":
        return 'A tag is a marker of pytest, and none begins with "_".', f"Write it {like}"
    if word and sign in ",;":
        words = (each.lstrip("@_") for each in re.split(r"[\s,;]+", line.partition(" #")[0]))
        parted = " ".join(f"@{each}" for each in words if each)
        return f"Blanks part tags: @{name} is read as one.", f'Write "{parted}".'
    reason = f'A tag is a marker of pytest, and no marker has a "{sign}" in its name.'
    return reason, f"Write it as one word, {like}"


def _tags(document: FeatureDocument) -> Iterator[Ast]:
    feature = document.feature
    scenarios = [scenario for _, scenario in scenarios_of(feature)]
    tables = [table for scenario in scenarios for table in scenario["examples"]]
    for node in (*([feature] if feature else ()), *rules_of(feature), *scenarios, *tables):
        yield from node["tags"]


def _at(document: FeatureDocument, tag: Ast, reason: str, remedy: str) -> Problem:
    line = tag["location"]["line"]
    return Problem(document.uri, line, tag["name"], reason, remedy, "unknown-tag")
