"""What evidence and report cost: the same browser journeys with nothing kept, the usual, and all.

    python -m benchmarks.evidence [rounds] [pytest arguments]

Each round runs the scenarios tagged @ui once in each way, one after the other, so that a busy
machine slows all ways alike. The ratio is that of the time spent in scenarios, medians of the
rounds. The first and the last scenario of a run are left out: they carry the start and the end of
the shop and of the browser.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROUNDS = 3
WAYS = {
    "nothing": ["--evidence", "none", "--no-report"],
    "the usual": ["--evidence", "scenarios"],
    "every step": ["--evidence", "steps"],
}
# What evidence may cost, as a ratio.
LIMITS = {"the usual": 1.10, "every step": 1.35}
JOURNEYS = ["features", "-m", "ui", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]


def main(rounds: int, arguments: list[str]) -> int:
    """Print the table; 1 when a limit is passed."""
    times: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way, options in WAYS.items():
            times[way].append(seconds([*JOURNEYS, *options, *arguments]))
    bare = statistics.median(times["nothing"])
    print(f"{'kept':<12} {'seconds':>8} {'ratio':>6} {'limit':>6}")
    failed = False
    for way, measured in times.items():
        ratio, limit = statistics.median(measured) / bare, LIMITS.get(way)
        failed |= limit is not None and ratio > limit
        print(f"{way:<12} {statistics.median(measured):>8.2f} {ratio:>6.2f} {limit or '':>6}")
    return int(failed)


def seconds(arguments: list[str]) -> float:
    """The time that the scenarios of one run took, but for the first and the last."""
    with tempfile.TemporaryDirectory() as folder:
        junit = Path(folder) / "junit.xml"
        command = [sys.executable, "-m", "pytest", f"--junit-xml={junit}", *arguments]
        finished = subprocess.run(command, capture_output=True, text=True, check=False)
        if finished.returncode:
            raise SystemExit(f"{' '.join(command)}\n{finished.stdout[-3000:]}")
        cases = list(ET.parse(junit).iter("testcase"))  # noqa: S314  # our own file
        return sum(float(case.get("time", 0)) for case in cases[1:-1])


if __name__ == "__main__":
    given = sys.argv[1:]
    rounds = int(given.pop(0)) if given and given[0].isdigit() else ROUNDS
    sys.exit(main(rounds, given))
