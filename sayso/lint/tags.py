"""Which tags are known, and what is said about one that is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from sayso.gherkin.document import Ast, FeatureDocument, rules_of, scenarios_of
from sayso.gherkin.problems import Problem
from sayso.suggest import closest, nearest

PROJECT = "pyproject.toml"
ARGUMENTLESS = frozenset({"skip", "xfail"})  # take arguments, and mean something without

_MARKER = re.compile(r"[^\W_][^\s,;:()=@\"']*")
_OF_ONE_ARGUMENT = re.compile(r"(?P<name>\w+)\((?P<parameter>\w+)\)")


def can_be_marker(name: str) -> bool:
    """Whether pytest can have a marker of this name; any other tag is none."""
    return _MARKER.fullmatch(name) is not None


def _needs_arguments(signature: str) -> bool:
    """Whether "timeout(seconds, method=None)" has a parameter without a value of its own."""
    parameters = signature.partition("(")[2].rpartition(")")[0].split(",")
    names = (parameter.strip() for parameter in parameters)
    return any(name and "=" not in name and not name.startswith(("*", ".", "[")) for name in names)


def parted(tag: str) -> tuple[str, str]:
    """The name and the argument of a tag like "needs:rabbitmq"; the argument may be empty."""
    name, _, argument = tag.partition(":")
    return name, argument


@dataclass(frozen=True)
class TagRules:
    """The declared markers, those of them that take and that need arguments, and free tags.

    `patterns` are like "@issue:*"; `file` is the one that declares markers. `parameters` are the
    names by which markers with a single argument call it: a tag can give that one.
    """

    declared: frozenset[str]
    calls: frozenset[str]
    with_arguments: frozenset[str]
    patterns: tuple[str, ...]
    file: str = PROJECT
    parameters: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, markers: Iterable[str], patterns: tuple[str, ...], file: str = PROJECT) -> TagRules:
        """The rules of lines like "slow: takes seconds" and "flaky(reruns=1): tries again"."""
        names = {line: re.split(r"[(:]", line, maxsplit=1)[0].strip() for line in markers}
        calls = {name for line, name in names.items() if "(" in line.partition(":")[0]}
        needing = {name for line, name in names.items() if name in calls and _needs_arguments(line)}
        needing -= ARGUMENTLESS
        free = tuple(pattern.removeprefix("@") for pattern in patterns)
        single = filter(None, map(_OF_ONE_ARGUMENT.match, names))
        parameters = {found["name"]: found["parameter"] for found in single}
        declared, taking = frozenset(names.values()), frozenset(calls)
        return cls(declared, taking, frozenset(needing), free, file, parameters)

    @property
    def with_effect(self) -> frozenset[str]:
        """The markers by which pytest or a plugin changes how a test is run."""
        return self.calls | ARGUMENTLESS

    @property
    def usable(self) -> frozenset[str]:
        """The declared markers that a scenario can carry."""
        return frozenset(filter(can_be_marker, self.declared - self.with_arguments))

    def problems(self, document: FeatureDocument) -> Iterator[Problem]:
        """A problem for each tag that is not declared or cannot be used as a tag."""
        for tag in tags_in(document):
            name = tag["name"].removeprefix("@")
            marker, argument = parted(name)
            if marker in self.parameters and not argument:
                remedy = f'Write it like "{self.shown(marker)}".'
                yield _at(document, tag, f"@{marker} needs an argument.", remedy)
            elif name in self.with_arguments:
                reason = f"@{name} is a marker of a pytest plugin that needs arguments."
                yield _at(document, tag, reason, "Choose another word for the tag.")
            elif not self.knows(name):
                yield _at(document, tag, *self._unknown(name))

    def knows(self, name: str) -> bool:
        """Whether a tag is declared or fits one of the patterns."""
        fits = any(fnmatchcase(name, pattern) for pattern in self.patterns)
        return name in self.declared or self.gives_argument(name) or fits

    def gives_argument(self, tag: str) -> bool:
        """Whether a tag is a declared marker with its single argument, like "needs:rabbitmq"."""
        name, argument = parted(tag)
        return name in self.parameters and bool(argument)

    def shown(self, marker: str) -> str:
        """How the tag of a marker with a single argument is written."""
        return f"@{marker}:{self.parameters[marker]}"

    def _unknown(self, name: str) -> tuple[str, str]:
        word = name.rstrip(",;")
        if word != name:
            return f'Separate tags with spaces: "@{name}" is one tag.', f'Write "@{word}".'
        reason = f"The tag @{name} is not declared."
        marker, argument = parted(name)
        close = closest(marker, self.parameters) if argument else None
        if close:
            return reason, f'Did you mean "{close}:{argument}"?'
        if not can_be_marker(name):
            return reason, f'Allow it in pyproject.toml, below [tool.sayso]: tags = ["@{name}"].'
        close = nearest(name, self.usable).strip()
        in_toml = self.file.endswith(".toml")
        line = f'markers = ["{name}: what it means"]' if in_toml else f"{name}: what it means"
        declare = f"declare it in {self.file}{'' if in_toml else ', below markers'}: {line}"
        return reason, f"{close} Otherwise {declare}." if close else f"D{declare[1:]}."


def tags_in(document: FeatureDocument) -> Iterator[Ast]:
    """Every tag of a document where it is written."""
    feature = document.feature
    scenarios = [scenario for _, scenario in scenarios_of(feature)]
    tables = [table for scenario in scenarios for table in scenario["examples"]]
    for node in (feature, *rules_of(feature), *scenarios, *tables):
        yield from node["tags"]


def _at(document: FeatureDocument, tag: Ast, reason: str, remedy: str) -> Problem:
    line = tag["location"]["line"]
    return Problem(document.uri, line, tag["name"], reason, remedy, "unknown-tag")
