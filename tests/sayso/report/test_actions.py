"""What was done in the browser, taken out of a trace."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sayso.evidence.traces import clean
from sayso.report.html.actions import actions
from sayso.report.html.files import Files
from sayso.report.html.timeline import Moment

CLOCKS = {"type": "context-options", "wallTime": 1_795_973_809_000, "monotonicTime": 500.0}


def before(method: str, call: str = "call@1", **params: Any) -> dict[str, Any]:
    return {
        "type": "before", "callId": call, "startTime": 750.0, "class": "Frame", "method": method,
        "params": params,
    }  # fmt: skip


def after(call: str = "call@1", **more: Any) -> dict[str, Any]:
    return {"type": "after", "callId": call, "endTime": 790.0} | more


def log(message: str, call: str = "call@1") -> dict[str, Any]:
    return {"type": "log", "callId": call, "time": 760.0, "message": message}


def trace(folder: Path, *events: dict[str, Any]) -> Path:
    lines = "".join(f"{json.dumps(event)}\n" for event in (CLOCKS, *events))
    with zipfile.ZipFile(folder / "trace.zip", "w") as archive:
        archive.writestr("trace.trace", lines)
    return folder / "trace.zip"


def found(folder: Path, *events: dict[str, Any]) -> list[Moment]:
    trace(folder, *events)
    return actions(Files(folder), "trace.zip")


FIELD = log('waiting for get_by_role("form").get_by_label("Name")')


@pytest.mark.parametrize(
    ("events", "text"),
    [
        ([before("goto", url="http://127.0.0.1:8000/cart?a=1")], "opens /cart"),
        ([before("fill", value="Ada"), FIELD], 'fills the field "Name" with “Ada”'),
        ([before("fill", value=""), FIELD], 'fills the field "Name" with “”'),
        ([before("press", key="Tab"), FIELD], 'presses Tab in the field "Name"'),
        ([before("click"), FIELD, log("waiting for navigation")], 'clicks the field "Name"'),
        ([before("click"), log('waiting for locator("#pay")')], 'clicks locator("#pay")'),
        ([before("click")], "clicks something on the page"),
        (
            [before("selectOption", options=[{"valueOrLabel": "red"}]), FIELD],
            'chooses red in the field "Name"',
        ),
        ([before("click"), FIELD, after(error={"a": 1})], 'clicks the field "Name": failed'),
    ],
)  # fmt: skip
def test_an_action_is_told_in_words(
    tmp_path: Path, events: list[dict[str, Any]], text: str
) -> None:
    assert [moment.text for moment in found(tmp_path, *events)] == [text]


def test_an_action_stands_at_its_own_time(tmp_path: Path) -> None:
    (moment,) = found(tmp_path, before("reload"), after())
    assert moment.at_ns == 1_795_973_809_250 * 1_000_000
    assert moment.milliseconds == 40
    assert moment.kind == "action"


def test_what_is_done_again_and_again_is_told_once(tmp_path: Path) -> None:
    calls = [before("reload", call=f"call@{number}") for number in range(3)]
    calls[2]["startTime"] = 950.0
    last = after("call@2", endTime=1000.0)
    (moment,) = found(tmp_path, *calls, last)
    assert (moment.text, moment.milliseconds) == ("loads the page again, 3 times", 250)


def test_questions_and_expectations_are_no_actions(tmp_path: Path) -> None:
    assert found(tmp_path, before("textContent"), before("expect", call="call@2")) == []


def test_what_was_typed_into_a_field_for_secrets_is_not_told(tmp_path: Path) -> None:
    clean(trace(tmp_path, before("fill", selector='internal:label="Password"i', value="hunter22")))
    (moment,) = actions(Files(tmp_path), "trace.zip")
    assert moment.text == "fills something on the page with “[removed]”"


@pytest.mark.parametrize("body", ["no json", '{"type": "before"}', "[]"])
def test_a_trace_that_cannot_be_read_has_no_actions(tmp_path: Path, body: str) -> None:
    with zipfile.ZipFile(tmp_path / "trace.zip", "w") as archive:
        archive.writestr("trace.trace", body)
    assert actions(Files(tmp_path), "trace.zip") == []
    assert actions(Files(tmp_path), "gone.zip") == []
