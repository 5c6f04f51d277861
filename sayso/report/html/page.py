"""One page: the frame around what a page shows, with a policy made for it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sayso.report.html.pages import Page, Pages
from sayso.report.html.templates_environment import asset, environment
from sayso.report.model import Outcome
from sayso.report.outcome import State

STYLE = "report.css"
SCRIPT = "report.js"
INDEX = "search-index.js"
SCRIPTS = ("mode.js", "time.js", "failure.js", "search.js")
FILTERED = ("run.html", "steps.html")
# The others show the same to everybody.
TWO_READINGS = ("index.html", "feature.html", "failure.html", "steps.html")
# Files opened from a disk have no origin: some browsers know them as 'self', others by scheme.
BESIDE = "'self' file:"
MENU = (
    ("index.html", "Overview"),
    ("run.html", "All scenarios"),
    ("tags.html", "Tags"),
    ("changes.html", "What changed"),
    ("steps.html", "Steps"),
    ("about.html", "About"),
)


def render_body(page: Page, pages: Pages) -> str:
    return environment().get_template(page.template).render(page.values, **pages.shared(page))


def render_page(page: Page, body: str, pages: Pages, index: SearchIndex, *, whole: bool) -> str:
    """A whole page; only these scripts of ours can ever run in it.

    `whole` pages hold their own style and scripts; a page that is the whole report holds the search
    index, too.
    """
    single = pages.urls.single
    filters = ("filter.js",) if single or page.template in FILTERED else ()
    code = [asset(script) for script in (*SCRIPTS, *filters)] if whole else []
    style = asset(STYLE) if whole else ""
    values = {
        "page": page,
        "body": body,
        "menu": MENU,
        "two_readings": single or page.template in TWO_READINGS,
        "index": index.text if single else "",
        "index_file": INDEX,
        "nonce": "" if single else index.nonce,
        "scripts": code,
        "own_style": style,
        "script_file": "" if whole else SCRIPT,
        "policy": _policy(code, style, "" if single else index.nonce),
    }
    return environment().get_template("page.html").render(values, **pages.shared(page))


def _policy(scripts: Sequence[str], style: str, nonce: str) -> str:
    """A page runs what we wrote and asks nobody for anything but what lies beside it."""
    ours = [*map(_hash, scripts), *([f"'nonce-{nonce}'"] if nonce else [])]
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(ours)}",
            f"style-src {_hash(style) if style else BESIDE}",
            f"img-src {BESIDE} data:",
            f"frame-src {BESIDE}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{_digest(text)}'"


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode("utf-8", "replace")).digest()).decode()


class SearchIndex:
    """Features, scenarios, states, reasons, tags and steps; a step that occurs often is there once.

    Pages load it from a file when somebody searches. A file opened from a disk cannot be allowed by
    its digest, so it is by a nonce: its digest, which nothing that stands in it can know.
    """

    def __init__(self, pages: Pages) -> None:
        index = json.dumps(_index(pages), ensure_ascii=False, separators=(",", ":"))
        self.text = index.replace("<", "\\u003c")  # no text can end the data block of the page
        self.script = f"self.saysoIndex = {self.text};\n"
        self.nonce = _digest(self.text)


def _index(pages: Pages) -> dict[str, Any]:
    texts: dict[str, int] = {}
    features = []
    for feature in pages.run.features:
        scenarios = [_entry(pages, each, texts) for each in feature.outcomes.values()]
        href = pages.urls.feature(feature.uri)
        features.append([feature.name, "" if pages.urls.single else href, href, scenarios])
    words = {state.key: [state.sign, state.word] for state in State}
    return {"texts": list(texts), "features": features, "words": words}


def _entry(pages: Pages, outcome: Outcome, texts: dict[str, int]) -> list[Any]:
    example = outcome.example
    steps = (step["text"] for step in example.pickle["steps"])
    numbers = [texts.setdefault(text, len(texts)) for text in steps]
    anchor = pages.anchors[example.pickle["id"]]
    tags = " ".join(example.tags)
    failure = pages.href(outcome) if outcome in pages.failure_of else 0
    return [example.name, anchor, outcome.state.key, tags, numbers, pages.reasons(outcome), failure]
