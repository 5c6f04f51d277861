"""The documents of a run: every feature file under the given paths, run or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.problems import FeatureError
from sayso.gherkin.reading import read_feature


def readable(files: Iterable[Path], root: Path) -> Iterator[FeatureDocument]:
    """The documents in these files; collection tells what is wrong with the others."""
    for path in files:
        try:
            yield read_feature(path, root)
        except FeatureError:
            continue


def step_at(document: FeatureDocument, line: int) -> str | None:
    """The id of the first pickle step that was written on this line, also in a background."""
    for example in document.examples:
        for step in example.pickle["steps"]:
            if document.steps[step["astNodeIds"][0]]["location"]["line"] == line:
                return str(step["id"])
    return None
