"""Evidence that cannot be understood is shown as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.report.html.evidence import EvidenceViews
from sayso.report.html.files import Embedded, Files
from sayso.report.model import Evidence


def test_a_mail_of_an_unknown_charset_is_shown_as_text(tmp_path: Path) -> None:
    mail = "From: a@example.org\nContent-Type: text/plain; charset=klingon\n\nHello"
    view = EvidenceViews(Files(tmp_path)).view(Evidence("A mail", "message/rfc822", mail, ""))
    assert (view.kind, view.text) == ("text", mail)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("message/rfc822", "To: " + "(" * 3000 + "\n\nHello"),
        ("message/rfc822", "To: undisclosed-recipients:;\nFrom: =?utf-8?q?a=0Ab?= <\n\nHello"),
        ("message/rfc822", 'Content-Type: text/plain; charset="a\0b"\n\nHello'),
        ("application/json", "[" * 100_000),
    ],
    ids=["nested", "headers", "charset", "json"],
)
def test_what_its_parser_breaks_at_is_shown_as_text(tmp_path: Path, kind: str, text: str) -> None:
    view = EvidenceViews(Files(tmp_path)).view(Evidence("Odd", kind, text, ""))
    assert (view.kind, view.text) == ("text", text)


ATTACHED = """\
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: message/rfc822

Subject: inner

Hello
--x--
"""


@pytest.mark.parametrize(
    "mail",
    [
        "Content-Type: multipart/mixed\n\nHello",
        ATTACHED,
        "Content-Type: application/pdf\n\nHello",
    ],
    ids=["no parts", "an attached mail", "no text"],
)
def test_a_mail_without_a_body_shows_what_it_has(tmp_path: Path, mail: str) -> None:
    view = EvidenceViews(Files(tmp_path)).view(Evidence("A mail", "message/rfc822", mail, ""))
    assert "Hello" in view.text


def test_one_file_holds_a_picture_once(tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(b"picture")
    views = EvidenceViews(Embedded(tmp_path, ["one.png", "gone.png"], budget=1000))
    first, again, gone = (
        views.view(Evidence("Page", "image/png", "", path))
        for path in ("one.png", "one.png", "gone.png")
    )
    assert (first.href, first.path) == ("data:image/png;base64,cGljdHVyZQ==", "one.png")
    assert (again.href, again.path) == ("", "one.png")
    assert (gone.href, gone.path) == ("", "")


def test_the_command_for_a_trace_is_for_the_root_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.sayso]\n", "utf-8")
    (tmp_path / "out/reports").mkdir(parents=True)
    trace = Evidence("Trace", "application/zip", "", "evidence/1.zip")
    views = EvidenceViews(Files(tmp_path / "out/reports"))
    assert views.view(trace).text == "playwright show-trace out/reports/evidence/1.zip"
    (tmp_path / "uv.lock").touch()
    assert views.view(trace).text == "uv run playwright show-trace out/reports/evidence/1.zip"


@pytest.mark.parametrize(
    ("title", "shown", "address"),
    [
        ("The page: http://127.0.0.1:1/cart?a=1", "The page", "http://127.0.0.1:1/cart?a=1"),
        ("The page: about:blank", "The page", "about:blank"),
        ("The receipt: paid", "The receipt: paid", ""),
    ],
)
def test_the_address_of_a_pictured_page_stands_apart(
    tmp_path: Path, title: str, shown: str, address: str
) -> None:
    picture = Evidence(title, "image/png", "", "evidence/a.png")
    view = EvidenceViews(Files(tmp_path)).view(picture)
    assert (view.title, view.text) == (shown, address)
