"""One page: the frame around what a page shows, with a policy made for it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256

from sayso.report.html.pages import Page, Pages
from sayso.report.html.templates_environment import asset, environment

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
    """What a page shows, as markup."""
    return environment().get_template(page.template).render(page.values, **pages.shared(page))


def render_page(
    page: Page, body: str, pages: Pages, scripts: Sequence[str], *, index: str, own_style: bool
) -> str:
    """A whole page; only these scripts of ours can ever run in it."""
    code = [asset(script) for script in scripts]
    style = asset(STYLE) if own_style else ""
    return (
        environment()
        .get_template("page.html")
        .render(
            pages.shared(page),
            page=page,
            body=body,
            menu=MENU,
            index=index,
            scripts=code,
            own_style=style,
            policy=_policy(code, style),
        )
    )


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
