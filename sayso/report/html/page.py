"""One page: the frame around what a page shows, with a policy made for it."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.report.html.pages import Page
from sayso.report.html.policy import policy
from sayso.report.html.templates_environment import asset, environment
from sayso.report.html.urls import UrlBuilder, way_back
from sayso.report.model import Run

STYLE = "report.css"
MENU = (
    ("index.html", "Overview"),
    ("run.html", "All scenarios"),
    ("tags.html", "Tags"),
    ("changes.html", "What changed"),
    ("steps.html", "What can be said"),
    ("about.html", "About"),
)


def render_body(page: Page, run: Run, urls: UrlBuilder) -> str:
    """What a page shows, as markup."""
    shared = {"run": run, "urls": urls, "root": _root(page, urls)}
    return environment().get_template(page.template).render(page.values | shared)


def render_page(
    page: Page,
    body: str,
    run: Run,
    urls: UrlBuilder,
    *,
    scripts: Sequence[str],
    index: str,
    own_style: bool,
) -> str:
    """A whole page; only these scripts of ours can ever run in it."""
    code = [asset(script) for script in scripts]
    style = asset(STYLE) if own_style else ""
    return (
        environment()
        .get_template("page.html")
        .render(
            run=run,
            urls=urls,
            root=_root(page, urls),
            body=body,
            heading=page.heading,
            here=page.path,
            menu=MENU,
            reading=page.reading,
            index=index,
            scripts=code,
            own_style=style,
            policy=policy(code, style),
        )
    )


def _root(page: Page, urls: UrlBuilder) -> str:
    return "" if urls.single else way_back(page.path)
