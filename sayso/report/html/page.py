"""One page: the frame around what a page shows, with a policy made for it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256

from sayso.report.html.pages import Page, Pages
from sayso.report.html.templates_environment import asset, environment
from sayso.report.outcome import State

STYLE = "report.css"
# Files opened from a disk have no origin: some browsers know them as 'self', others by scheme.
BESIDE = "'self' file:"
MENU = (
    ("index.html", "Overview"),
    ("run.html", "All scenarios"),
    ("tags.html", "Tags"),
    ("changes.html", "What changed"),
    ("steps.html", "What can be said"),
    ("about.html", "About"),
)


def render_body(page: Page, pages: Pages) -> str:
    return environment().get_template(page.template).render(page.values, **pages.shared(page))


def render_page(
    page: Page, body: str, pages: Pages, scripts: Sequence[str], *, own_style: bool
) -> str:
    """A whole page; only these scripts of ours can ever run in it."""
    code = [asset(script) for script in (*scripts, "time.js")]
    style = asset(STYLE) if own_style else ""
    searched = "search.js" in scripts
    values = {
        "page": page,
        "body": body,
        "menu": MENU,
        "index": _search_index(pages) if searched else "",
        "scripts": code,
        "own_style": style,
        "policy": _policy(code, style),
    }
    return environment().get_template("page.html").render(values, **pages.shared(page))


def _policy(scripts: Sequence[str], style: str) -> str:
    """A page runs what we wrote and asks nobody for anything but what lies beside it."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {_hash(style) if style else BESIDE}",
            f"img-src {BESIDE} data:",
            f"frame-src {BESIDE}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _search_index(pages: Pages) -> str:
    """Features, scenarios, tags and steps; a text that occurs often is written once."""
    texts: dict[str, int] = {}
    features = []
    for feature in pages.run.features:
        scenarios = []
        for outcome in feature.outcomes.values():
            example = outcome.example
            found = [*example.tags, *(step["text"] for step in example.pickle["steps"])]
            numbers = [texts.setdefault(text, len(texts)) for text in found]
            anchor = pages.anchors[example.pickle["id"]]
            scenarios.append([example.name, anchor, outcome.state.key, numbers])
        href = pages.urls.feature(feature.uri)
        features.append([feature.name, "" if pages.urls.single else href, href, scenarios])
    words = {state.key: [state.sign, state.word] for state in State}
    index = {"texts": list(texts), "features": features, "words": words}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")  # no text can end the data block of the page
