"""About a run, as a table."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.report.html.wording import duration, moment
from sayso.report.kept_runs import address_of
from sayso.report.model import Run
from sayso.report.outcome import State

MEANINGS = {
    State.WORKS: "every step did what it says",
    State.FLAKY: "it failed first and worked when it was tried again",
    State.FAILS: "a step, or the set-up around it, did not do what it says",
    State.KNOWN_BUG: "it fails as somebody announced, with a reason",
    State.QUARANTINED: "it may fail until a day somebody set",
    State.NOT_AUTOMATED: "it is written, but a step has no code yet",
    State.SKIPPED: "it was left out on purpose, with a reason",
    State.INTERRUPTED: "the run ended while it was under way",
    State.NOT_RUN: "it was to be run, but what it needs was missing or the run ended before it",
    State.DESELECTED: "the run was not asked for it; its last known state still counts",
}


def facts(run: Run) -> Iterator[tuple[str, str]]:
    about, meta = run.circumstances, run.meta
    rows = [
        ("Began", moment(run.started_ns) if run.started_ns else ""),
        ("Took", duration(run.seconds) if run.finished_ns else "it did not end properly"),
        ("Command", about.get("command")),
        ("Target", about.get("target")),
        ("Browser", about.get("browser")),
        ("Commit", about.get("commit")),
        ("Branch", about.get("branch")),
        ("Seed of the order", about.get("seed")),
        ("Workers", about.get("workers")),
        ("Shard", about.get("shard")),
        ("Evidence", about.get("evidence")),
        ("Pipeline", _pipeline(meta.get("ci") or {})),
        ("Machine", _product(meta, "os") + " " + _product(meta, "cpu")),
        ("Python", _product(meta, "runtime")),
        ("Merged from", ", ".join(about.get("merged", ()))),
        ("Stays at", f"{address_of(run.started_ns)}/" if about.get("keep_runs") else ""),
        ("Remark", run.message),
    ]
    yield from ((name, str(value)) for name, value in rows if str(value or "").strip())


def _product(meta: object, key: str) -> str:
    product = meta.get(key, {}) if isinstance(meta, dict) else {}
    return f"{product.get('name', '')} {product.get('version', '')}".strip()


def _pipeline(ci: dict[str, str]) -> str:
    return " ".join(part for part in (ci.get("name"), ci.get("buildNumber"), ci.get("url")) if part)
