"""One page: the frame around what a chapter tells, with a policy made for it."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.report.html.pages import Chapter
from sayso.report.html.policy import policy
from sayso.report.html.templates_environment import asset, environment
from sayso.report.html.urls import Book, way_back
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


def told(chapter: Chapter, run: Run, book: Book) -> str:
    """What a chapter tells, as markup."""
    shared = {"run": run, "book": book, "root": _root(chapter, book)}
    return environment().get_template(chapter.template).render(chapter.values | shared)


def page(
    chapter: Chapter,
    body: str,
    run: Run,
    book: Book,
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
            book=book,
            root=_root(chapter, book),
            body=body,
            heading=chapter.heading,
            here=chapter.path,
            menu=MENU,
            reading=chapter.reading,
            index=index,
            scripts=code,
            own_style=style,
            policy=policy(code, style),
        )
    )


def _root(chapter: Chapter, book: Book) -> str:
    return "" if book.single else way_back(chapter.path)
