"""Where everything lies in the report: pages, anchors, names of folders."""

from __future__ import annotations

import re
import shlex
from functools import cache
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import quote

from sayso.report.model import Outcome

START_PAGE = "index.html"
SINGLE_PAGE = "report.html"  # all of it in one file, which can be mailed
WORD = re.compile(r"[^\w]+")


def slug(title: str) -> str:
    """A title as an anchor; two titles may have the same."""
    return WORD.sub("-", title.lower()).strip("-")[:60].strip("-")


def distinct(title: str) -> str:
    """A title as an anchor of its own: where more than capitals is lost, a digest is added."""
    anchor = slug(title)
    if anchor == title.lower():
        return anchor
    return f"{anchor}-{sha256(title.encode()).hexdigest()[:8]}"


class Anchors:
    """Readable names for the places of a page, each given once."""

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._taken: set[str] = set()

    def of(self, title: str) -> str:
        first = slug(title) or "scenario"
        anchor, number = first, 1
        while anchor in self._taken:
            number += 1
            anchor = f"{first}-{number}"
        self._taken.add(anchor)
        return self._prefix + anchor


@cache  # asked for every scenario
def feature_path(uri: str) -> str:
    """The file of a feature's page: f/features/purchase/paying_by_card.html."""
    parts = [part for part in PurePosixPath(uri).with_suffix("").parts if part not in ("/", "..")]
    return "/".join(("f", *parts)) + ".html"


def folder_path(folder: str) -> str:
    """The file of a folder's page: folders/features/purchase.html."""
    parts = [part for part in PurePosixPath(folder).parts if part not in ("/", "..")]
    return "/".join(("folders", *(parts or ("all",)))) + ".html"


class UrlBuilder:
    """How pages point at each other; in a report of one file they are its sections."""

    def __init__(self, single: bool = False) -> None:
        self.single = single

    def page(self, path: str) -> str:
        """The address of a page, seen from the report's folder."""
        return f"#{page_anchor(path)}" if self.single else quote(path)

    def feature(self, uri: str) -> str:
        return self.page(feature_path(uri))

    def folder(self, folder: str) -> str:
        return self.page(folder_path(folder))

    def place(self, path: str, anchor: str) -> str:
        return f"#{anchor}" if self.single else f"{quote(path)}#{quote(anchor)}"

    def prefix(self, path: str) -> str:
        """What keeps the anchors of one page apart from those of the others."""
        return f"{page_anchor(path)}--" if self.single else ""


def page_anchor(path: str) -> str:
    return f"page-{distinct(path.removesuffix('.html'))}"


def folder_anchor(folder: str) -> str:
    return f"in-{distinct(folder)}"


def tag_anchor(tag: str) -> str:
    return f"t-{distinct(tag.removeprefix('@'))}"


def folder_title(folder: str) -> str:
    """A folder's name as a heading, unless its introduction has a better one."""
    return PurePosixPath(folder).name.replace("_", " ").replace("-", " ").capitalize() or "Features"


def command(outcome: Outcome) -> str:
    """What to type to run only this."""
    return f"pytest {shlex.quote(outcome.test or outcome.example.identity)}"
