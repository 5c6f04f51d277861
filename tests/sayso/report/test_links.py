"""Every link of the report leads somewhere, and every place has a name of its own."""

from __future__ import annotations

from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.projects.report_whole import PAGES, whole_report


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole_report(tmp_path_factory.mktemp("report"))


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(report: Path, path: str) -> None:
    found = Addresses.of(report / path)
    lost = [href for href in found.hrefs if not found.leads_somewhere(href)]
    assert lost == []
    assert [name for name, count in Counter(found.ids).items() if count > 1] == []


class Addresses(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.hrefs: list[str] = []
        self.ids: list[str] = []

    @classmethod
    @cache
    def of(cls, path: Path) -> Addresses:
        found = cls(path)
        found.feed(path.read_text("utf-8"))
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.hrefs.append(str(given["href"]))
        if given.get("id"):
            self.ids.append(str(given["id"]))

    def leads_somewhere(self, href: str) -> bool:
        address = urlsplit(href)
        if address.scheme in ("http", "https", "data"):
            return True
        file = (self.path.parent / unquote(address.path)) if address.path else self.path
        if not file.resolve().is_file():
            return False
        return not address.fragment or unquote(address.fragment) in self.of(file.resolve()).ids
