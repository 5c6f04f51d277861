"""What a step may know about the scenario it runs in."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from sayso.gherkin.document import Example


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
