"""Places in a feature file, as the recording knows them."""

from __future__ import annotations

from sayso.gherkin.document import FeatureDocument


def step_at(document: FeatureDocument, line: int) -> str | None:
    """The id of the first pickle step that was written on this line."""
    for example in document.examples:
        steps = example.scenario["steps"]
        written = example.pickle["steps"][len(example.pickle["steps"]) - len(steps) :]
        for node, step in zip(steps, written, strict=True):
            if node["location"]["line"] == line:
                return str(step["id"])
    return None
