"""Traces: what was typed, sent or shown as a secret is nowhere in them, and the rest stays."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sayso.evidence.attachments import Evidence
from sayso.evidence.traces import clean, keep_traces


def before(call: str, selector: str, **typed: str) -> dict[str, Any]:
    parameters = {"selector": selector, "strict": True, **typed}
    return {"type": "before", "callId": call, "method": "fill", "params": parameters}


def log(call: str, message: str) -> dict[str, Any]:
    return {"type": "log", "callId": call, "message": message}


def snapshot(**attributes: str) -> dict[str, Any]:
    html = ["HTML", {}, ["BODY", {}, ["INPUT", attributes]]]
    return {"type": "frame-snapshot", "snapshot": {"callId": "x", "html": html}}


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    return tmp_path / "trace.zip"


def cleaned(trace: Path, *events: dict[str, Any], **resources: str | bytes) -> str:
    """Everything in a trace after cleaning, as one text."""
    with zipfile.ZipFile(trace, "w") as archive:
        archive.writestr("trace.trace", "\n".join(map(json.dumps, events)))
        for name, body in resources.items():
            archive.writestr(name.replace("__", "."), body)
    clean(trace)
    with zipfile.ZipFile(trace) as archive:
        return "\n".join(archive.read(name).decode("latin-1") for name in archive.namelist())


def test_a_password_is_known_by_the_field_that_showed_it(trace: Path) -> None:
    text = cleaned(
        trace,
        before("1", "#p", value="swordfish-1"),
        log("1", 'fill("swordfish-1")'),
        snapshot(type="password", __playwright_value_="swordfish-1"),
        body__html="<p>swordfish-1</p>",
        body__dat="q=swordfish-1&r=2",
    )
    assert "swordfish" not in text
    assert "<p>[removed]</p>" in text
    assert '"selector": "#p"' in text


def test_a_short_code_is_removed_where_it_was_typed_and_shown(trace: Path) -> None:
    text = cleaned(
        trace,
        before("1", 'internal:label="Security code"i', value="123"),
        log("1", '  fill("123")'),
        before("2", "#third", value="987"),
        log("2", '  locator resolved to <input id="third" autocomplete="cc-csc"/>'),
        log("2", '  fill("987")'),
        snapshot(autocomplete="cc-csc", __playwright_value_="987", value="987"),
        before("3", "#quantity", value="456"),
        log("3", '  fill("456")'),
    )
    assert "123" not in text
    assert "987" not in text
    assert text.count("456") == 2


def test_headers_cookies_and_fields_of_requests_are_cleaned(trace: Path) -> None:
    request = {
        "url": "http://shop.example/?token=tttttttt",
        "cookies": [{"name": "anything", "value": "cccccccc"}],
        "headers": [
            {"name": "Authorization", "value": "Digest aaaaaaaa"},
            {"name": "A", "value": "b"},
        ],
        "postData": {"text": "x=1", "params": [{"name": "password", "value": "pppppppp"}]},
    }
    text = cleaned(trace, {"type": "resource-snapshot", "snapshot": {"request": request}})
    for secret in ("tttttttt", "cccccccc", "aaaaaaaa", "pppppppp"):
        assert secret not in text
    assert '{"name": "A", "value": "b"}' in text


def test_pictures_and_unknown_files_stay_as_they_are(trace: Path) -> None:
    picture = b"\xff\xd8 password=abcdefgh"
    text = cleaned(trace, shot__jpeg=picture)
    assert text.encode("latin-1") == b"\n" + picture


@pytest.mark.parametrize("body", [b"no zip", None], ids=["broken", "odd"])
def test_a_trace_that_cannot_be_cleaned_is_deleted_and_that_is_said(
    trace: Path, tmp_path: Path, body: bytes | None
) -> None:
    if body:
        trace.write_bytes(body)
    else:
        with zipfile.ZipFile(trace, "w") as archive:
            archive.writestr("trace.trace", "{no json")
    report = pytest.TestReport("x", ("x", 0, "x"), {}, "passed", None, "teardown")
    report.user_properties.append(("playwright_trace", trace.name))
    evidence = Evidence(tmp_path)
    keep_traces(report, evidence, tmp_path)
    (entry,) = evidence.take()
    assert entry["title"] == "No trace"
    assert "its secrets could not be taken out, so it was deleted" in entry["text"]
    assert not list(tmp_path.glob("trace*"))
