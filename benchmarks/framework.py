"""How fast the framework itself is, beside a bare pytest, plain pytest-bdd and behave.

    python -m benchmarks.framework                 all five comparisons at full size
    python -m benchmarks.framework --only e        one of them
    python -m benchmarks.framework --scale 0.1     a tenth of the scenarios, for a quick look

(a) runs 1,000 scenarios of 10 trivial steps with 30, 300 and 900 step definitions, (b) collects
10,000 such scenarios, (c) sets behave and plain pytest-bdd beside it, (d) is a guest: 2,000 plain
tests with sayso installed and without, and one feature collected by sayso and by pytest-bdd, (e)
is the time until the first of 7,000 tests starts, in one process and with eight workers. The
bare pytest has as many parametrised tests in one module and every installed plugin but sayso and
pytest-bdd; in (d) it has pytest-bdd too, which sayso brings along. For (c) sayso
and its rivals each live in an environment with what they require and nothing else, made with `uv`
if there is one. Everything is made in a temporary directory; every number is seconds of processor
time (in (e), of time on the clock), so that a busy machine does not count, and the best of
`--repeat` runs, after one run that compiles.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.environments import python_with

DEFINITIONS = (30, 300, 900)
STEPS = 10
SCENARIOS_A_FILE = 20
RUN, COLLECT, PLAIN, MANY = 1000, 10_000, 2000, 7000
WORKERS = 8
DEADLINE = 900  # seconds for one run
PROJECT = Path(__file__).parents[1]
RIVALS = ("pytest-bdd>=9.0.1", "behave>=1.3")
QUIET = ("--format=progress", "--no-summary", "features")  # what behave is told
Command = tuple[Sequence[str], Path]  # and the folder it runs in
BARE = ("-pno:sayso", "-pno:pytest-bdd")
# Of libraries of one scenario here; what they cost at the start would make every ratio look better.
WITHOUT = "-p no:schemathesis -p no:hypothesispytest"


@dataclass(frozen=True)
class Measured:
    """The least processor time of some runs in seconds, and the peak memory of that run in MiB."""

    seconds: float
    memory: float


def main() -> int:
    """Print the tables; 0 when every run ended well."""
    options = _options()
    os.environ["PYTEST_ADDOPTS"] = WITHOUT
    with tempfile.TemporaryDirectory(prefix="sayso-benchmark-") as folder:
        bench = Bench(Path(folder), options.scale, options.repeat)
        if "a" in options.only:
            bench.running()
        if "b" in options.only:
            bench.collecting()
        if "c" in options.only:
            bench.rivals()
        if "d" in options.only:
            bench.guest()
        if "e" in options.only:
            bench.starting()
    return 0


class Bench:
    """The five comparisons, in a folder that goes with it."""

    def __init__(self, folder: Path, scale: float, repeat: int) -> None:
        self.folder, self.repeat = folder, repeat
        self.run_count, self.collect_count = int(RUN * scale), int(COLLECT * scale)
        self.plain_count, self.many_count = int(PLAIN * scale), int(MANY * scale)

    def running(self) -> None:
        """(a) Running scenarios, flat over the number of definitions."""
        print(f"(a) {self.run_count} scenarios of {STEPS} steps")
        print(f"{'definitions':>12} {'bare pytest':>12} {'without report':>20} {'with report':>20}")
        for count in DEFINITIONS:
            project = self._suite(f"run{count}", self.run_count, count)
            bare, plain, report = self._measure(
                self._bare(self.run_count, "-q"),
                _pytest(project, "-q", "--no-report"),
                _pytest(project, "-q"),
            )
            told = f"{_against(plain, bare)} {_against(report, bare)}"
            print(f"{count:>12} {bare.seconds:>10.2f} s {told}")

    def collecting(self) -> None:
        """(b) Collecting many scenarios, and whether memory grows with them in a straight line."""
        print(f"\n(b) collecting scenarios of {STEPS} steps")
        print(f"{'scenarios':>12} {'bare pytest':>20} {'sayso':>20} {'memory':>12} {'bare':>10}")
        for count in (self.collect_count // 4, self.collect_count // 2, self.collect_count):
            project = self._suite(f"collect{count}", count, DEFINITIONS[0])
            bare, ours = self._measure(
                self._bare(count, "-q", "--collect-only"),
                _pytest(project, "-q", "--collect-only", "--no-report"),
            )
            print(
                f"{count:>12} {bare.seconds:>18.2f} s {_against(ours, bare)}"
                f" {ours.memory:>8.0f} MiB {bare.memory:>6.0f} MiB"
            )

    def rivals(self) -> None:
        """(c) The same features with behave and with plain pytest-bdd."""
        print(f"\n(c) rivals, {self.run_count} scenarios of {STEPS} steps")
        own, rivals = self._environment("own", str(PROJECT)), self._environment("rivals", *RIVALS)
        if own is None or rivals is None:
            print("skipped: they need environments made with uv")
            return
        print(f"{'definitions':>12} {'sayso':>10} {'behave':>10} {'pytest-bdd':>10}")
        for count in DEFINITIONS:
            project = self._suite(f"run{count}", self.run_count, count)
            times = self._measure(
                ([own, "-m", "pytest", "-q", "--no-report", "features"], project),
                ([rivals, "-m", "behave", *QUIET], project / "behave"),
                ([rivals, "-m", "pytest", "-q", "plain"], project),
            )
            print(f"{count:>12}" + "".join(f" {time.seconds:>8.2f} s" for time in times))

    def guest(self) -> None:
        """(d) What a project pays that has no features, and what starting costs one that has."""
        command, project = self._bare(self.plain_count, "-q")
        guest = [argument for argument in command if argument not in BARE]
        bare, ours = self._measure(([*guest, "-pno:sayso"], project), (guest, project))
        print(f"\n(d) {self.plain_count} plain tests without and with sayso")
        print(f"{bare.seconds:>10.2f} s {_against(ours, bare)}")
        one = self._suite("one", 1, DEFINITIONS[0])
        collect = [sys.executable, "-m", "pytest", "-q", "--collect-only"]
        theirs, own = self._measure(
            ([*collect, "-pno:sayso", "plain"], one), ([*collect, "features"], one)
        )
        print("one feature collected by pytest-bdd and by sayso")
        print(f"{theirs.seconds:>10.2f} s {_against(own, theirs)}")

    def starting(self) -> None:
        """(e) How long the first test waits for all to be collected, by the clock."""
        print(f"\n(e) until the first of {self.many_count} starts: alone, with -n {WORKERS}")
        bare, project = self._bare(self.many_count, "-q")
        suite = self._suite("many", self.many_count, DEFINITIONS[1])
        for name, command in (
            ("bare pytest", (bare, project)),
            ("sayso", _pytest(suite, "-q", "--no-report")),
        ):
            alone, workers = (
                min(self._until_first(*command, *options) for _ in range(self.repeat))
                for options in ((), (f"-n{WORKERS}",))
            )
            print(f"{name:>12} {alone:>8.2f} s {workers:>8.2f} s {workers / alone:>5.2f} x")

    def _until_first(self, command: Sequence[str], project: Path, *options: str) -> float:
        """Seconds on the clock; the test that comes first ends the run."""
        (project / "conftest.py").write_text(_FIRST)
        began = time.monotonic()
        subprocess.run(
            [*command, *options],
            cwd=project,
            stdout=subprocess.DEVNULL,
            check=False,
            timeout=DEADLINE,
        )
        started = [float(each.read_text()) for each in project.glob("started.*")]
        for each in project.glob("started.*"):
            each.unlink()
        return min(started) - began

    def _bare(self, count: int, *arguments: str) -> Command:
        project = self.folder / f"bare{count}"
        if not project.exists():
            project.mkdir()
            (project / "pyproject.toml").write_text("[tool.pytest]\n")
            (project / "test_bare.py").write_text(
                "import pytest\n\n\n"
                f'@pytest.mark.parametrize("number", range({count}))\n'
                "def test_bare(number):\n    assert number >= 0\n"
            )
        return [sys.executable, "-m", "pytest", *BARE, *arguments], project

    def _suite(self, name: str, scenarios: int, definitions: int) -> Path:
        project = self.folder / name
        if not project.exists():
            for path, text in suite(scenarios, definitions):
                target = project / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text)
            (project / "behave" / "features").symlink_to(project / "features")
        return project

    def _measure(self, *commands: Command) -> list[Measured]:
        """The best of each; they take turns, so that a slow minute of the machine is everyone's."""
        bytecode = self.folder / "bytecode"
        rounds = [
            [_once(*command, bytecode) for command in commands] for _ in range(1 + self.repeat)
        ]
        return [min(runs, key=lambda run: run.seconds) for runs in zip(*rounds[1:], strict=True)]

    def _environment(self, name: str, *requirements: str) -> str | None:
        """The interpreter of a new environment with these packages, or None if none can be made."""
        try:
            return python_with(self.folder / name, *requirements)
        except (OSError, subprocess.SubprocessError):
            return None


def suite(scenarios: int, definitions: int) -> Iterator[tuple[str, str]]:
    """The files of a project: features, steps for sayso, for behave, and for plain pytest-bdd.

    Half the definitions are exact texts, half take a number; every scenario uses ten of them.
    """
    yield "pyproject.toml", "[tool.pytest]\n"
    yield (
        "steps/measured.py",
        _steps(definitions, "from pytest_bdd import given, parsers, then, when"),
    )
    for number in range(0, scenarios, SCENARIOS_A_FILE):
        count = min(SCENARIOS_A_FILE, scenarios - number)
        yield f"features/part{number}.feature", _feature(number, count, definitions)
    yield (
        "plain/test_plain.py",
        _PLAIN + _steps(definitions, "from pytest_bdd import given, parsers, then, when"),
    )
    yield "behave/steps/measured.py", _steps(definitions, _BEHAVE, "context, ")


_FIRST = """
import os, time
import pytest


def pytest_runtest_setup(item):
    with open(f"started.{os.getpid()}", "w") as file:
        file.write(str(time.monotonic()))
    pytest.exit("measured")
"""
_BEHAVE = """
from behave import given, then, when


class parsers:
    parse = str
"""
_PLAIN = """
from pytest_bdd import scenarios

scenarios("../features")
"""


def _steps(definitions: int, imports: str, context: str = "") -> str:
    lines = [imports, ""]
    for number in range(definitions):
        keyword = ("given", "when", "then")[number % 3]
        text = _text(number, "{count:d}")
        said = f"parsers.parse({text!r})" if "{" in text else repr(text)
        argument = "count" if "{" in text else ""
        arguments = f"{context}{argument}".rstrip(", ")
        lines += [f"@{keyword}({said})", f"def step_{number}({arguments}):", "    pass", ""]
    return "\n".join(lines)


def _text(number: int, count: str) -> str:
    kind = ("the shop has", "Ada buys", "the order shows")[number % 3]
    return (
        f"{kind} {count} things of kind k{number}x"
        if number % 2
        else f"{kind} a thing of kind k{number}x"
    )


def _feature(first: int, scenarios: int, definitions: int) -> str:
    lines = [f"Feature: Measuring part {first}", ""]
    for scenario in range(first, first + scenarios):
        lines.append(f"  Scenario: Number {scenario}")
        for step in range(STEPS):
            keyword = ("Given", "When", "Then")[min(step // 4, 2)]
            number = (scenario * STEPS + step * 3) % definitions
            number += (min(step // 4, 2) - number) % 3
            lines.append(f"    {keyword} {_text(number % definitions, str(step))}")
        lines.append("")
    return "\n".join(lines)


def _pytest(project: Path, *arguments: str) -> Command:
    return [sys.executable, "-m", "pytest", *arguments, "features"], project


def _once(command: Sequence[str], cwd: Path, bytecode: Path) -> Measured:
    """One run; raises CalledProcessError with its output when it fails or takes too long."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYT")}
    environment["PYTHONPYCACHEPREFIX"] = str(bytecode)
    environment["PYTEST_ADDOPTS"] = WITHOUT
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=cwd, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        alarm = threading.Timer(DEADLINE, process.kill)
        alarm.start()
        _, status, usage = os.wait4(process.pid, 0)
        alarm.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.stderr.buffer.write(output.read()[-4000:])
            raise subprocess.CalledProcessError(process.returncode, command)
    return Measured(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _against(ours: Measured, bare: Measured) -> str:
    return f"{ours.seconds:>10.2f} s {ours.seconds / bare.seconds:>5.2f} x"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--scale", type=float, default=1.0, help="how much of the full size")
    parser.add_argument("--repeat", type=int, default=5, help="runs of which the best counts")
    parser.add_argument("--only", default="abcde", help="which of the five comparisons")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
