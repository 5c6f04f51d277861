"""--shard=2/8: an eighth of what was selected, about as long as the other seven.

Each machine works out all shards by itself, so it must come to the same ones: they depend on the
tests that were selected and on the files of durations, and on nothing else.
"""

from __future__ import annotations

import heapq
import json
import os
import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sayso.runner.scenario_item import ScenarioItem
from sayso.settings import Settings
from sayso.text import plural

FILE_NAME = "durations.json"  # kept by the report; seconds by test, in the form of the next
PYTEST_SPLIT = ".test_durations"
UNMEASURED = 1.0  # seconds, where nothing at all was measured
EMPTY = "sayso_empty_shard"  # the key under which a worker sends home how many are elsewhere
SHARD = pytest.StashKey["Shard | None"]()
KNOWN = pytest.StashKey[Mapping[str, float]]()
ELSEWHERE = pytest.StashKey[int]()
_FORM = re.compile(r"(\d+)/(\d+)")


class ShardError(Exception):
    """What was given is no shard; the message says why and how it is written."""


@dataclass(frozen=True)
class Shard:
    """One of `count` shards; they are numbered from 1."""

    number: int
    count: int

    @classmethod
    def of(cls, text: str, environment: Mapping[str, str]) -> Shard:
        """The shard that is written like "2/8", or GitLab's for "auto"; raises ShardError.

        https://docs.gitlab.com/ci/yaml/#parallel
        """
        given = _of_gitlab(environment) if text == "auto" else text
        found = _FORM.fullmatch(given)
        shard = cls(*map(int, found.groups())) if found else None
        if shard is None or not 1 <= shard.number <= shard.count:
            what = f"there is no shard {shard.number} of {shard.count}" if shard else "is no shard"
            joint = ": " if shard else " "
            raise ShardError(f"--shard={given}{joint}{what}; write it like --shard=2/8")
        return shard

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


def _of_gitlab(environment: Mapping[str, str]) -> str:
    names = ("CI_NODE_INDEX", "CI_NODE_TOTAL")
    if not all(environment.get(name) for name in names):
        raise ShardError(
            f"--shard=auto reads {' and '.join(names)}, which are not set: GitLab sets them "
            "in a job with `parallel:`; elsewhere write it like --shard=2/8"
        )
    return "/".join(environment[name] for name in names)


def shards_of(seconds: Mapping[str, float], count: int) -> dict[str, int]:
    """The shard of each test: the longest first, each into what is the shortest shard by then."""
    shards = [(0.0, 0, number) for number in range(1, count + 1)]
    found: dict[str, int] = {}
    for name in sorted(seconds, key=lambda each: (-seconds[each], each)):
        length, size, number = heapq.heappop(shards)
        found[name] = number
        heapq.heappush(shards, (length + seconds[name], size + 1, number))
    return found


def durations_beside(config: pytest.Config) -> Path:
    """The file of durations that the report keeps beside its history."""
    given = config.getoption("sayso_report_history", None)
    history = config.invocation_params.dir / given if given else None
    return (history.parent if history else Settings.of(config).reports) / FILE_NAME


def read_durations(path: Path) -> dict[str, float]:
    """Seconds by test, nothing where there is no such file; raises ShardError for another form."""
    try:
        known: Any = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (OSError, ValueError):
        known = None
    seconds: dict[str, Any] = known if isinstance(known, dict) else {"": None}
    if not all(type(each) in (int, float) and each >= 0 for each in seconds.values()):
        raise ShardError(f"{path}: not seconds by test, as JSON; delete it, or make it again")
    return seconds


def pytest_configure(config: pytest.Config) -> None:
    """Raises UsageError for what is no shard, and for durations that cannot be read."""
    given = config.getoption("sayso_shard", None)
    config.stash[SHARD] = None
    if not given:
        return
    try:
        config.stash[SHARD] = shard = Shard.of(given, os.environ)
        own = read_durations(durations_beside(config))
        config.stash[KNOWN] = read_durations(config.rootpath / PYTEST_SPLIT) | own
    except ShardError as error:
        raise pytest.UsageError(str(error)) from error
    config.option.sayso_shard = str(shard)  # what workers and the report are told


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None, object, object]:
    """Around all others, so that what they deselect is in no shard."""
    result = yield
    shard = config.stash[SHARD]
    if shard is not None and items:
        _keep_own(config, items, shard)
    return result


def _keep_own(config: pytest.Config, items: list[pytest.Item], shard: Shard) -> None:
    numbers = shards_of(_seconds(items, config.stash[KNOWN]), shard.count)
    others = [item for item in items if numbers[item.nodeid] != shard.number]
    if others:
        config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if numbers[item.nodeid] == shard.number]
    if not items:
        config.stash[ELSEWHERE] = len(others)
        if hasattr(config, "workeroutput"):
            config.workeroutput[EMPTY] = len(others)


def _seconds(items: Sequence[pytest.Item], known: Mapping[str, float]) -> dict[str, float]:
    """How long each test takes; one that was never measured counts as the mean of the others."""
    measured = {item.nodeid: known.get(item.nodeid, known.get(_identity(item))) for item in items}
    certain = [each for each in measured.values() if each is not None]
    mean = sum(certain) / len(certain) if certain else UNMEASURED  # statistics is slow to import
    return {name: mean if each is None else each for name, each in measured.items()}


def _identity(item: pytest.Item) -> str:
    """What the report calls a test; the same for each of several browsers."""
    return item.example.identity if isinstance(item, ScenarioItem) else item.nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    elsewhere = getattr(node, "workeroutput", {}).get(EMPTY)
    if elsewhere is not None:
        node.config.stash[ELSEWHERE] = elsewhere


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With more shards than tests, somebody has nothing to do, and nothing is wrong."""
    nothing = session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED
    if nothing and ELSEWHERE in session.config.stash:
        session.exitstatus = pytest.ExitCode.OK


def pytest_report_header(config: pytest.Config) -> str | None:
    shard = config.stash[SHARD]
    return f"shard: {shard.number} of {shard.count}" if shard else None


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    shard, elsewhere = config.stash[SHARD], config.stash.get(ELSEWHERE, None)
    if shard and elsewhere is not None:
        others = f"all {plural(elsewhere, 'test')} are in other shards"
        terminalreporter.line(
            f"Shard {shard.number} of {shard.count} has nothing to run: {others}."
        )
