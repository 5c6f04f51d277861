"""Evidence that cannot be understood is shown as it is."""

from __future__ import annotations

from pathlib import Path

from sayso.report.pages.evidence import EvidenceViews
from sayso.report.pages.files import Files
from sayso.report.run import Evidence


def test_a_mail_of_an_unknown_charset_is_shown_as_text(tmp_path: Path) -> None:
    mail = "From: a@example.org\nContent-Type: text/plain; charset=klingon\n\nHello"
    view = EvidenceViews(Files(tmp_path)).view(Evidence("A mail", "message/rfc822", mail, ""))
    assert (view.kind, view.text) == ("text", mail)
