"""A finding of `sayso check`, and the shapes in which findings are told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from hashlib import sha1

from sayso.gherkin.problems import Problem
from sayso.text import plural


def as_text(findings: Sequence[Problem], summary: str) -> str:
    """For people: every finding with its place, its reason and what to do."""
    told = [f"{finding} [{finding.severity}: {finding.rule}]" for finding in findings]
    return "\n\n".join([*told, summary])


def as_json(findings: Sequence[Problem], summary: str) -> str:
    """For programs."""
    listed = [asdict(finding) for finding in findings]
    return json.dumps({"summary": summary, "findings": listed}, indent=2, ensure_ascii=False)


def as_gitlab(findings: Sequence[Problem], summary: str) -> str:  # noqa: ARG001 - one shape for all
    """A Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""
    seen: Counter[str] = Counter()
    return json.dumps([_issue(finding, seen) for finding in findings], indent=2, ensure_ascii=False)


def _issue(finding: Problem, seen: Counter[str]) -> dict[str, object]:
    """The fingerprint leaves the line out, so that a finding stays itself when lines move."""
    identity = "\0".join((finding.rule, finding.uri, finding.text, finding.reason))
    seen[identity] += 1
    fingerprint = sha1(f"{identity}\0{seen[identity]}".encode(), usedforsecurity=False).hexdigest()
    return {
        "description": f"{finding.reason} {finding.remedy}",
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": "major" if finding.severity == "error" else "minor",
        "location": {"path": finding.uri, "lines": {"begin": finding.line}},
    }


def summary_of(findings: Iterable[Problem], looked_at: str) -> str:
    """How many errors and warnings there are, in what."""
    counts = Counter(finding.severity for finding in findings)
    parts = [plural(counts[name], name) for name in ("error", "warning")]
    return f"{' and '.join(parts)} in {looked_at}"


FORMATS = {"text": as_text, "json": as_json, "gitlab": as_gitlab}
