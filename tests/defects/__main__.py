"""Put the defects of the catalogue into the shop, one at a time, and tell which were noticed.

    python -m tests.defects                       all of them, two at a time
    python -m tests.defects --only lost-voucher   some, by id or part of one
    python -m tests.defects --list                what there is

Ends with 1 when fewer than 95 of 100 were noticed by an assertion, or a harmless one by anything.
The table is left in `reports/defects.md`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.defects.defect import PROJECT, Defect, catalogue
from tests.defects.trial import try_out
from tests.defects.verdict import Verdict

WANTED = 0.95
TABLE = PROJECT / "reports" / "defects.md"


def main() -> int:
    """Try the chosen defects, print a line for each, write the table."""
    options = _options()
    chosen = [each for each in catalogue() if _is_chosen(each, options.only)]
    if options.list:
        print("\n".join(f"{each.id}: {each.says} ({each.file})" for each in chosen))
        return 0
    with tempfile.TemporaryDirectory(prefix="defects-") as folder:
        verdicts = _try_all(chosen, Path(folder), options)
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(_table(verdicts), encoding="utf-8")
    print(_summary(verdicts))
    return 0 if _is_enough(verdicts) else 1


def _try_all(chosen: Sequence[Defect], folder: Path, options: argparse.Namespace) -> list[Verdict]:
    with ThreadPoolExecutor(options.jobs) as pool:
        running = [pool.submit(try_out, each, folder, options.target) for each in chosen]
        verdicts = []
        try:
            for each in running:
                verdicts.append(each.result())
                print(_line(verdicts[-1]), flush=True)
        finally:  # Ctrl-C ends it after the trials that have begun
            pool.shutdown(wait=False, cancel_futures=True)
    return verdicts


def _is_chosen(defect: Defect, parts: Sequence[str]) -> bool:
    return not parts or any(part in defect.id for part in parts)


def _is_enough(verdicts: Sequence[Verdict]) -> bool:
    harmless = [each for each in verdicts if each.defect.harmless]
    real = [each for each in verdicts if not each.defect.harmless]
    noticed = sum(each.is_good for each in real)
    return all(each.is_good for each in harmless) and noticed >= WANTED * len(real)


def _line(verdict: Verdict) -> str:
    by = f" by {verdict.scenario}: {verdict.message}" if verdict.scenario else verdict.message
    return f"{verdict.defect.id}: {verdict.kind} ({verdict.seconds:.0f} s){by}"


def _summary(verdicts: Iterable[Verdict]) -> str:
    real = Counter(each.kind for each in verdicts if not each.defect.harmless)
    green = Counter(each.is_good for each in verdicts if each.defect.harmless)
    told = ", ".join(f"{count} {kind}" for kind, count in real.most_common())
    return f"{real.total()} defects: {told}; {green[True]} of {green.total()} harmless stayed green"


def _table(verdicts: Sequence[Verdict]) -> str:
    head = ("defect", "what is wrong", "noticed", "by scenario", "in these words")
    rows = [head, ("---",) * len(head)]
    rows += [
        (each.defect.id, each.defect.says, each.kind, each.scenario, each.message[:200])
        for each in verdicts
    ]
    lines = ("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
    return "\n".join(lines) + f"\n\n{_summary(verdicts)}\n"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.defects", description=__doc__)
    parser.add_argument("--only", nargs="+", default=(), metavar="ID", help="ids or parts of ids")
    parser.add_argument("--list", action="store_true", help="print the catalogue and run nothing")
    parser.add_argument("--jobs", type=int, default=2, help="how many run at once")
    parser.add_argument("--target", default="embedded", help="where the journeys run")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
