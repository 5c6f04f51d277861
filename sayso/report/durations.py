"""How long each scenario took, kept for the shards of the next run."""

from __future__ import annotations

import json
from pathlib import Path

from sayso.collection.shards import ShardError, read_durations
from sayso.report.model import Run


def keep_durations(path: Path, run: Run) -> None:
    """Notes the seconds of what was tried; what was not keeps its own of an earlier run.

    A shard notes nothing: the next one on the same machine would be cut by other durations than
    it was, and some scenario might be in both or in neither.
    """
    tried = {
        outcome.test or outcome.example.identity: round(outcome.seconds, 3)
        for outcome in run.outcomes
        if outcome.attempts and outcome.state.tried
    }
    if run.circumstances.get("shard") or not tried:
        return
    try:
        known = read_durations(path)
    except ShardError:  # of another form: it is made again
        known = {}
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**known, **tried}, ensure_ascii=False, indent=0, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8")
