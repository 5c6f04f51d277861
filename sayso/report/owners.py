"""Who could know more of a scenario: its tag @owner:NAME, or the project's CODEOWNERS."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from sayso.gherkin.document import Example

# Where GitHub and GitLab look for it.
PLACES = ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")
TAG = "@owner:"
SECTION = re.compile(r"^\^?\[[^\]]*\](?:\[\d+\])?")
PARTS = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
GLOBS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
Rule = tuple[re.Pattern[str], list[str]]


def read_owners(root: Path) -> str:
    """The text of the first CODEOWNERS there is; nothing without one."""
    for place in PLACES:
        path = root / place
        if path.is_file():
            return path.read_text(encoding="utf-8", errors="replace")
    return ""


class Owners:
    """The rules of a CODEOWNERS file; the last one that fits a path counts."""

    def __init__(self, text: str) -> None:
        self._rules = [*_rules(text.splitlines())]

    def of(self, example: Example) -> list[str]:
        """The owners by tag, or by the path of the feature file."""
        tagged = [tag.removeprefix(TAG) for tag in example.tags if tag.startswith(TAG)]
        uri = example.document.uri
        ruled = (owners for pattern, owners in reversed(self._rules) if pattern.match(uri))
        return tagged or next(ruled, [])


def _rules(lines: Iterable[str]) -> Iterable[Rule]:
    otherwise: list[str] = []
    for line in lines:
        words = line.partition(" #")[0].split()
        if not words or line.startswith("#"):
            continue
        if SECTION.match(line):  # of GitLab, with owners for its rules that name none
            otherwise = SECTION.sub("", line).split()
            continue
        yield _pattern(words[0]), words[1:] or otherwise


def _pattern(glob: str) -> re.Pattern[str]:
    """As in .gitignore: without a slash at any depth, and everything below a folder."""
    anywhere = "/" not in glob.rstrip("/")
    parts = (GLOBS.get(part, re.escape(part)) for part in PARTS.findall(glob.strip("/")))
    below = "/.*" if glob.endswith("/") else "" if glob.endswith("/*") else "(?:/.*)?"
    return re.compile(f"{'(?:.*/)?' if anywhere else ''}{''.join(parts)}{below}$")
