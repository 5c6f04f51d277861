"""How fast browser scenarios run, beside the bare script and the other tools of the field.

    python -m benchmarks.browser                     five rounds of 40 scenarios, every tool
    python -m benchmarks.browser --rounds 3 --only sayso,sayso-steps,bare
    python -m benchmarks.browser --nodes 5000        on a page of 5,000 elements

A scenario opens a form, types a name, sends it and reads the greeting. All tools drive the same
headless Chromium with the same flags, one scenario after the other, a new context for each. Each
rival lives in an environment of its own, made with `uv` or `npm`; one that cannot be made is told
and left out. Rounds are interleaved, so that a busy minute slows all alike. What is told is the
time on the clock of the whole command, start-up included: the best, the median, and the ratio of
the medians to the bare script.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from benchmarks.browser_suites import Suite
from sayso.browser.finder import find_browser

DEADLINE = 300  # seconds for one run
SCENARIOS = 40
SAYSO = {
    "sayso": ["--evidence=scenarios"],
    "sayso-failures": ["--evidence=failures"],
    "sayso-steps": ["--evidence=steps"],
    "sayso-none": ["--evidence=none", "--no-report"],
    "sayso-trace": ["--evidence=scenarios", "--tracing=retain-on-failure"],
}
# What each may cost, as a ratio to the bare script.
LIMITS = {"sayso": 1.08, "sayso-failures": 1.02, "sayso-steps": 1.25, "sayso-trace": 1.10}
RIVALS = ("pytest-playwright", "pytest-bdd", "behave", "playwright-bdd", "robot")


@dataclass(frozen=True)
class Tool:
    """A way to run the scenarios: a command, and the folder it runs in."""

    name: str
    command: Sequence[str | Path]
    folder: Path


def main() -> int:
    """Print the table; 1 when a limit is passed."""
    options = _options()
    chromium = find_browser(None, headless=True)
    if chromium is None:
        raise SystemExit("there is no Chromium on this machine: pytest features installs one")
    with (
        tempfile.TemporaryDirectory(prefix="sayso-benchmark-") as folder,
        form(options.nodes) as at,
    ):
        suite = Suite(Path(folder), SCENARIOS, at, str(chromium.path))
        chosen = [tool for tool in tools(suite) if not options.only or tool.name in options.only]
        times = measured(chosen, options.rounds)
    return told(times)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--nodes", type=int, default=10, help="elements beside the form")
    parser.add_argument("--only", type=lambda text: text.split(","), help="tools, with commas")
    return parser.parse_args()


def tools(suite: Suite) -> Iterator[Tool]:
    """Every tool that can be had here; why another cannot is said."""
    yield Tool("bare", *suite.bare())
    command, features = suite.sayso()
    for name, arguments in SAYSO.items():
        yield Tool(name, [*command, *arguments], features)
    for name in RIVALS:
        try:
            command, folder = getattr(suite, name.replace("-", "_"))()
        except (OSError, subprocess.SubprocessError) as error:
            print(f"{name} is left out: {error}")
        else:
            yield Tool(name, command, folder)


def measured(chosen: Sequence[Tool], rounds: int) -> dict[str, list[float]]:
    """Seconds of each round; the first run of each, which compiles, does not count."""
    times: dict[str, list[float]] = {tool.name: [] for tool in chosen}
    for number in range(rounds + 1):
        for tool in chosen:
            seconds = run(tool)
            if number:
                times[tool.name].append(seconds)
    return times


def run(tool: Tool) -> float:
    begun = time.perf_counter()
    finished = subprocess.run(  # the tools above
        tool.command, cwd=tool.folder, capture_output=True, text=True, timeout=DEADLINE, check=False
    )
    if finished.returncode:
        raise SystemExit(f"{tool.name} failed:\n{finished.stdout[-3000:]}{finished.stderr[-3000:]}")
    return time.perf_counter() - begun


def told(times: dict[str, list[float]]) -> int:
    bare = statistics.median(times["bare"]) if "bare" in times else None
    print(f"{'tool':<20} {'best':>8} {'median':>8} {'ratio':>6} {'limit':>6}")
    failed = False
    for name, seconds in times.items():
        median, limit = statistics.median(seconds), LIMITS.get(name)
        ratio = median / bare if bare else 0.0
        failed |= limit is not None and ratio > limit
        print(f"{name:<20} {min(seconds):>6.2f} s {median:>6.2f} s {ratio:>6.2f} {limit or '':>6}")
    return int(failed)


@contextmanager
def form(nodes: int) -> Iterator[str]:
    """A server whose page asks for a name and greets; gives its address."""
    rows = "".join(f"<p>Line {number}</p>" for number in range(nodes))

    class Form(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            field = '<label>Name <input name="name"></label><button>Greet</button>'
            self.answer(f'<form method="post">{field}</form>')

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer(f"<h1>Hello {parse_qs(sent)['name'][0]}</h1>")

        def answer(self, body: str) -> None:
            page = f"<!doctype html><title>Form</title>{body}{rows}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Form)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


if __name__ == "__main__":
    if shutil.which("uv") is None:
        raise SystemExit("the rivals' environments are made with uv: pip install uv")
    raise SystemExit(main())
