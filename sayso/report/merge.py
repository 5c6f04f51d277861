"""Several recordings as one: shards of a run, or a run and the reruns of what failed in it.

What two recordings say of the same thing (documents, definitions, set-up and tear-down) is kept
once. A scenario tried in several of them has all its attempts under one test case, browser by
browser and in the order in which they were made: the later one counts, the earlier one stays
visible.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from sayso.report import messages
from sayso.report.attempt import variant_of
from sayso.report.messages import Envelope, joined_ns
from sayso.report.run_metadata import CIRCUMSTANCES, DESELECTED, UNDEFINED

Body = dict[str, Any]
# Ids of documents are made from their text, so they are the same in every recording.
KEPT_IDS = frozenset({"pickleId", "pickleStepId", "workerId"})


class MergeError(Exception):
    """The recordings do not belong together; the message says which and why."""


class Merge:
    """Takes recording after recording, the one that ended first before the others."""

    def __init__(self) -> None:
        self._head: list[Envelope] = []  # documents and definitions, before all that ran
        self._uris: dict[str, str] = {}
        self._problems: dict[str, list[Envelope]] = {}
        self._loose: list[Envelope] = []
        self._attempts: dict[str, list[Envelope]] = {}  # the first message of each: it started
        self._names: list[str] = []
        self._written: set[str] = set()
        self._texts: dict[str, tuple[str, str]] = {}
        self._shared: dict[str, str] = {}
        self._tests: dict[tuple[str, str, int], Envelope] = {}
        self._deselected: Counter[str] = Counter()
        self._holding: Counter[str] = Counter()
        self._about: Body = {}
        self._attached: Body = {}
        self._takers: dict[str, Callable[[str, Body], None]] = {
            "gherkinDocument": self._once,
            "pickle": self._pickle,
            **dict.fromkeys(("hook", "stepDefinition"), self._once_for_all),
            "meta": self._meta,
            "source": self._source,
            "parseError": self._problem,
            "attachment": self._attachment,
            "testRunStarted": self._run_started,
            "testRunFinished": lambda _kind, _body: None,
            "testCase": self._case,
            "testCaseStarted": self._attempt,
        }

    def add(self, name: str, envelopes: list[Envelope]) -> None:
        """Takes a whole recording; raises MergeError where it contradicts an earlier one."""
        self._names.append(name)
        self._prefix = f"{len(self._names)}-"
        self._ids: dict[str, str] = {}
        self._cases: Counter[tuple[str, str]] = Counter()
        for envelope in envelopes:
            for kind, body in envelope.items():
                self._takers.get(kind, self._event)(kind, body)

    @property
    def envelopes(self) -> Iterator[Envelope]:
        """All that was taken, without an end."""
        self._about["merged"] = self._names
        yield from self._head
        if self._attached:
            yield {"attachment": {**self._attached, "body": json.dumps(self._about)}}
        for problems in self._problems.values():
            yield from problems
        yield from self._tests.values()
        yield from self._loose
        yield from self._tried()
        left_out = [*self._left_out()]
        if left_out:
            yield messages.run_attachment(self.run_id, DESELECTED, json.dumps(left_out))

    def _tried(self) -> Iterator[Envelope]:
        """The attempts at each test case, in the order in which they were made."""
        tries: dict[str, list[list[Envelope]]] = {}
        by_time = sorted(
            self._attempts.values(),
            key=lambda attempt: joined_ns(attempt[0]["testCaseStarted"]["timestamp"]),
        )
        for attempt in by_time:
            started = attempt[0]["testCaseStarted"]
            before = tries.setdefault(started["testCaseId"], [])
            started["attempt"] = len(before)
            if before and "testCaseFinished" in before[-1][-1]:  # its recording's last word
                before[-1][-1]["testCaseFinished"]["willBeRetried"] = True
            before.append(attempt)
        for attempts in tries.values():
            for attempt in attempts:
                yield from attempt

    def _left_out(self) -> Iterator[str]:
        """What nobody chose in any of the recordings that hold its feature."""
        for identity, count in self._deselected.items():
            if count == self._holding[identity.partition("::")[0]]:
                yield identity

    @property
    def run_id(self) -> str:
        return self._shared["testRunStarted"]

    def _meta(self, kind: str, body: Body) -> None:
        if not self._head:
            self._head.append({kind: body})

    def _once(self, kind: str, body: Body) -> None:
        key = json.dumps([kind, body], sort_keys=True)
        if key not in self._written:
            self._written.add(key)
            self._head.append({kind: body})

    def _source(self, kind: str, body: Body) -> None:
        uri, text, here = body["uri"], body["data"], self._names[-1]
        known, where = self._texts.setdefault(uri, (text, here))
        if known != text:
            raise MergeError(f"{uri} reads differently in {where} and in {here}")
        self._holding[uri] += 1
        self._once(kind, body)

    def _pickle(self, kind: str, body: Body) -> None:
        self._uris[body["id"]] = body["uri"]
        self._once(kind, body)

    def _problem(self, kind: str, body: Body) -> None:
        known = self._problems.setdefault(body["source"].get("uri", ""), [])
        if {kind: body} not in known:
            known.append({kind: body})

    def _once_for_all(self, kind: str, body: Body) -> None:
        self._share(json.dumps([kind, {**body, "id": ""}], sort_keys=True), kind, body)

    def _run_started(self, kind: str, body: Body) -> None:
        self._started = body["timestamp"]
        self._share(kind, kind, body)

    def _share(self, key: str, kind: str, body: Body) -> None:
        """Later bodies with this key get the id of the first."""
        if key not in self._shared:
            self._shared[key] = self._prefix + body["id"]
            self._head.append({kind: {**body, "id": self._shared[key]}})
        self._ids[body["id"]] = self._shared[key]

    def _attachment(self, kind: str, body: Body) -> None:
        if "testRunStartedId" not in body:
            self._event(kind, body)
        elif body["mediaType"] == DESELECTED:
            self._deselected.update(json.loads(body["body"]))
        elif body["mediaType"] == UNDEFINED:  # true of its own time
            self._event(kind, {"timestamp": self._started, **body})
        elif body["mediaType"] != CIRCUMSTANCES:
            self._once(kind, self._renamed(body))
        elif not self._attached:
            self._attached, self._about = self._renamed(body), json.loads(body["body"])

    def _case(self, kind: str, body: Body) -> None:
        """The n-th test case of a pickle in a browser is the same in every recording."""
        browser = (body["pickleId"], variant_of(body["id"]))
        self._cases[browser] += 1
        self._problems.pop(self._uris[body["pickleId"]], None)  # a file with problems has no cases
        key = (*browser, self._cases[browser])
        known = self._tests.get(key)
        if known is not None:
            self._ids.update(zip(_ids(body), _ids(known[kind]), strict=True))
        if known is None or not _is_matched(known[kind]):  # one that no run came to tells less
            self._tests[key] = {kind: self._renamed(body)}

    def _attempt(self, kind: str, body: Body) -> None:
        renamed = self._renamed(body)
        self._attempts[renamed["id"]] = [{kind: renamed}]

    def _event(self, kind: str, body: Body) -> None:
        renamed = self._renamed(body)
        attempt = self._attempts.get(renamed.get("testCaseStartedId", ""), self._loose)
        attempt.append({kind: renamed})

    def _renamed(self, node: Any) -> Any:
        """The same with ids that no other recording uses."""
        if isinstance(node, list):
            return [self._renamed(one) for one in node]
        if isinstance(node, dict):
            return {key: self._value(key, value) for key, value in node.items()}
        return node

    def _value(self, key: str, value: Any) -> Any:
        if key in KEPT_IDS:
            return value
        if key == "id" or key.endswith("Id"):
            return self._ids.setdefault(value, self._prefix + value)
        if key.endswith("Ids"):
            return [self._ids.setdefault(one, self._prefix + one) for one in value]
        return self._renamed(value)


def _ids(case: Body) -> list[str]:
    return [case["id"], *(step["id"] for step in case["testSteps"])]


def _is_matched(case: Body) -> bool:
    return any("stepDefinitionIds" in step for step in case["testSteps"])
