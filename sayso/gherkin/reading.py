"""A feature file from its bytes to a document, with a plain word for what cannot be read."""

from __future__ import annotations

from pathlib import Path

from sayso.gherkin.document import FeatureDocument


def read_feature(path: Path, root: Path) -> FeatureDocument:
    """The document in `path`; its uri is relative to `root`, with `/` everywhere."""
    uri = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    return FeatureDocument.of(path.read_text(encoding="utf-8-sig"), uri, path)
