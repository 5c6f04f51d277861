"""The command that merges recordings into a report of their own."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.report.draw import draw
from sayso.report.folder_lock import ClaimError, claim
from sayso.report.history import FILE_NAME
from sayso.report.merge import Merge, MergeError
from sayso.report.messages import RECORDING, Envelope, run_finished
from sayso.report.model import INTERRUPTED, Run
from sayso.report.reader import RecordingError, read_messages, read_run, recording_at, run_of
from sayso.report.writer import MessageStream


@dataclass(frozen=True)
class Shard:
    """A recording to be merged, with the folder its evidence lies in."""

    folder: Path
    envelopes: list[Envelope]
    run: Run

    @classmethod
    def at(cls, given: Path) -> Shard:
        """A recording by its folder or file; raises RecordingError when there is none."""
        path = recording_at(given)
        run = read_run(path)
        return cls(path.parent, [*read_messages(path)], run)


def merge(shards: Sequence[Shard]) -> list[Envelope]:
    """The envelopes of all recordings as one; raises MergeError if they do not belong together."""
    first_of: dict[int, Shard] = {}
    for shard in shards:
        other = first_of.setdefault(shard.run.started_ns, shard)
        if other is not shard:
            raise MergeError(f"{other.folder} and {shard.folder} hold the same run")
    ordered = sorted(shards, key=lambda shard: shard.run.finished_ns or shard.run.started_ns)
    together = Merge()
    for shard in ordered:
        together.add(shard.folder.name, shard.envelopes)
    envelopes = list(together.envelopes)
    ends = [shard.run.finished_ns for shard in ordered if shard.run.finished_ns]
    if len(ends) == len(ordered):  # one that was cut off leaves the whole without an end
        success = not run_of(envelopes).is_unsolved and all(_answerable(shard) for shard in ordered)
        remarks = dict.fromkeys(shard.run.message for shard in ordered if shard.run.message)
        envelopes.append(run_finished(together.run_id, success, " ".join(remarks), max(ends)))
    return envelopes


def _answerable(shard: Shard) -> bool:
    """Whether the scenarios alone explain why a run failed, so that a later one may answer it."""
    run = shard.run
    other_reasons = run.message.replace(INTERRUPTED, "").strip()
    return bool(run.success) or (run.is_unsolved and not other_reasons)


def main(argv: Sequence[str]) -> int:
    """Merges runs into one report: shards, or a run and the reruns of what failed.

    The report says whether all of it works; the exit code is 0 when the runs could be merged.
    """
    parser = argparse.ArgumentParser(prog="sayso merge", description=main.__doc__)
    parser.add_argument("runs", nargs="+", metavar="RUN", type=Path, help="a folder of a report")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", type=Path)
    given = parser.parse_args(argv)
    try:
        shards = [Shard.at(run) for run in given.runs]
        envelopes = merge(shards)
        with claim(given.output, "name another folder with -o"):
            _write(envelopes, shards, given.output)
            start_page = draw(run_of(envelopes), given.output, given.output / FILE_NAME)
    except (RecordingError, MergeError, ClaimError) as error:
        print(f"sayso merge: {error}", file=sys.stderr)  # noqa: T201  # the command's answer
        return 2
    print(start_page)  # noqa: T201  # the command's answer
    return 0


def _write(envelopes: Sequence[Envelope], shards: Sequence[Shard], output: Path) -> None:
    for shard in shards:
        evidence = shard.folder / "evidence"
        if evidence.is_dir() and shard.folder.resolve() != output.resolve():
            shutil.copytree(evidence, output / "evidence", dirs_exist_ok=True)
    stream = MessageStream(output / RECORDING)
    for envelope in envelopes:
        stream.write(envelope)
    stream.close()
