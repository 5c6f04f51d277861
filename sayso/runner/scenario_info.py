"""What a step may know about the scenario it runs in."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from sayso.gherkin.document import Example
from sayso.gherkin.problems import FeatureError
from sayso.gherkin.reader import read_feature, uri_of
from sayso.runner.pytest_bdd import bound_scenario

CORRELATION_HEADER = "X-Request-ID"  # by which the calls of a test are found in logs


@dataclass(frozen=True)
class ScenarioInfo:
    """`id` and `seed` are the same in every run; `correlation_id` differs for each attempt."""

    name: str
    uri: str
    line: int
    tags: tuple[str, ...]
    id: str
    seed: int
    correlation_id: str
    attempt: int

    @classmethod
    def of(cls, example: Example, node_name: str, attempt: int) -> ScenarioInfo:
        """The facts of one attempt; `node_name` tells the browsers of a scenario apart."""
        identity = example.identity.removesuffix(example.node_name) + node_name
        digest = sha256(identity.encode()).hexdigest()
        return cls(
            name=example.name,
            uri=example.document.uri,
            line=example.line,
            tags=example.tags,
            id=identity,
            seed=int(digest[:8], 16),
            correlation_id=f"sayso-{digest[:16]}-{attempt}",
            attempt=attempt,
        )

    @classmethod
    def of_test(cls, item: pytest.Item) -> ScenarioInfo:
        """The facts of a test that is no scenario, for fixtures that scenarios and tests share."""
        digest = sha256(item.nodeid.encode()).hexdigest()
        bound = example_of(item)
        return cls(
            name=bound.name if bound else item.name,
            uri=bound.document.uri if bound else uri_of(item.path, item.config.rootpath),
            line=bound.line if bound else (item.location[1] or 0) + 1,
            tags=tuple(dict.fromkeys(f"@{mark.name}" for mark in item.iter_markers())),
            id=item.nodeid,
            seed=int(digest[:8], 16),
            correlation_id=f"sayso-{digest[:16]}",
            attempt=0,
        )


def example_of(item: pytest.Item) -> Example | None:
    """The scenario that a test runs; nothing for a test of another kind."""
    example = getattr(item, "example", None)
    return example if isinstance(example, Example) else _bound_example(item)


def _bound_example(item: pytest.Item) -> Example | None:
    """The scenario behind a test of scenarios() or @scenario, as sayso reads it itself."""
    template, root = bound_scenario(item), item.config.rootpath.resolve()
    path = Path(template.feature.filename).resolve() if template else None
    if template is None or path is None or not path.is_relative_to(root):
        return None
    try:
        document = read_feature(path, root)
    except FeatureError:  # pytest-bdd reads more than sayso does
        return None
    row = getattr(getattr(item, "callspec", None), "params", {}).get("_pytest_bdd_example", {})
    for example in document.examples:
        same_heading = example.scenario["location"]["line"] == template.line_number
        if same_heading and dict(example.row) == row:
            return example if len(example.pickle["steps"]) == len(template.steps) else None
    return None
