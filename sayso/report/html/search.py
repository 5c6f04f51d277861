"""What the search on the start page looks through, small enough to lie in the page."""

from __future__ import annotations

import json

from sayso.report.html.urls import UrlBuilder
from sayso.report.model import Run
from sayso.report.outcome import State


def search_index(run: Run, anchors: dict[str, str], urls: UrlBuilder) -> str:
    """Features, scenarios, tags and steps; a text that occurs often is written once."""
    texts: dict[str, int] = {}
    features = []
    for feature in run.features:
        scenarios = []
        for outcome in feature.outcomes.values():
            example = outcome.example
            found = [*example.tags, *(step["text"] for step in example.pickle["steps"])]
            numbers = [texts.setdefault(text, len(texts)) for text in found]
            anchor = anchors[example.pickle["id"]]
            scenarios.append([example.name, anchor, outcome.state.key, numbers])
        page = "" if urls.single else urls.feature(feature.uri)
        features.append([feature.name, page, urls.feature(feature.uri), scenarios])
    words = {state.key: [state.sign, state.word] for state in State}
    index = {"texts": list(texts), "features": features, "words": words}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")  # no text can end the data block of the page
