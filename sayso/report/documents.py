"""Places in a feature file, as the recording knows them."""

from __future__ import annotations

from sayso.gherkin.document import FeatureDocument


def step_at(document: FeatureDocument, line: int) -> str | None:
    """The id of the first pickle step that was written on this line, also in a background."""
    for example in document.examples:
        for step in example.pickle["steps"]:
            if document.steps[step["astNodeIds"][0]]["location"]["line"] == line:
                return str(step["id"])
    return None
