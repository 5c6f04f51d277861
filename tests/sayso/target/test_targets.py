"""Targets: started or only addressed, with placeholders filled, and refused with a reason."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from sayso.redaction import secrets
from sayso.settings import Settings, SettingsError
from sayso.target.placeholders import Placeholders
from sayso.target.process import NotReadyError
from sayso.target.targets import System, running

SHOP = """
import json, os, signal
print(json.dumps({"gateway": "http://127.0.0.1:1", "smtp": os.environ.get("SMTP"),
    "extra": os.environ.get("EXTRA"), "home": os.getcwd(), "path": bool(os.environ["PATH"])}),
    flush=True)
signal.pause()
"""
Start = Callable[..., AbstractContextManager[System]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """`start(name, toml)`: the target of that name in a project with these settings."""
    (tmp_path / "shop.py").write_text(SHOP)

    def begin(name: str, toml: str, **more: str) -> AbstractContextManager[System]:
        (tmp_path / "pyproject.toml").write_text(toml)
        placeholders = Placeholders(tmp_path, "gw1", lambda: "smtp://127.0.0.1:25")
        log = tmp_path / "shop.log"
        return running(Settings.at(tmp_path), name, placeholders, log, more)

    return begin


STARTED = """
[tool.sayso.targets.here]
command = ["{python}", "{root}/shop.py"]
environment = { SMTP = "{mail_sink}" }
currency = "GBP"
gateway = "the announced one wins"
"""


def test_a_command_is_started_and_announces_its_addresses(start: Start, tmp_path: Path) -> None:
    with start("here", STARTED, EXTRA="more") as system:
        assert dict(system) == {
            "currency": "GBP",
            "gateway": "http://127.0.0.1:1",
            "smtp": "smtp://127.0.0.1:25",
            "extra": "more",
            "home": str(tmp_path),
            "path": True,
        }
        assert system.name == "here"
        assert system.log == tmp_path / "shop.log"
        assert system.process is not None
        assert system.process.exit_code is None
    assert system.process.exit_code is not None


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of somebody who listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_system_that_runs_elsewhere_is_its_addresses(start: Start, elsewhere: str) -> None:
    toml = f'[tool.sayso.targets.staging]\ngateway = "{elsewhere}"\n'
    with start("staging", toml) as system:
        assert dict(system) == {"gateway": elsewhere}
        assert system.log is None


def test_an_address_that_is_not_known_is_named_with_the_place_for_it(
    start: Start, elsewhere: str
) -> None:
    toml = f'[tool.sayso.targets.staging]\ngateway = "{elsewhere}"\n'
    with start("staging", toml) as system, pytest.raises(KeyError) as failure:
        system["database"]
    assert (
        'the target "staging" has no "database", only gateway; '
        "name it in [tool.sayso.targets.staging]"
    ) in str(failure.value)


def test_a_health_address_stands_in_for_the_announcement(start: Start) -> None:
    toml = """
[tool.sayso.targets.web]
command = ["{python}", "-m", "http.server", "--bind", "127.0.0.1", "{free_port_web}"]
health = "http://127.0.0.1:{free_port_web}/"
gateway = "http://127.0.0.1:{free_port_web}"
other = "{free_port}"
"""
    with start("web", toml) as system:
        port = system["gateway"].rpartition(":")[2]
        assert port.isdigit()
        assert system["other"].isdigit()
        assert system["other"] != port


def test_a_system_that_does_not_start_is_an_error_with_its_log(start: Start) -> None:
    toml = '[tool.sayso.targets.no]\ncommand = ["{python}", "-c", "raise OSError(5)"]\n'
    with pytest.raises(NotReadyError, match="OSError: 5"), start("no", toml):
        pass


def test_placeholders_reach_into_lists_and_tables(tmp_path: Path) -> None:
    placeholders = Placeholders(tmp_path, "gw1", lambda: "unused")
    filled = placeholders.fill({"a": ["{worker} {root}", 1], "b": {"c": "{python}"}}, "x")
    assert filled == {"a": [f"gw1 {tmp_path}", 1], "b": {"c": sys.executable}}


def test_braces_that_are_no_placeholder_stay(tmp_path: Path) -> None:
    placeholders = Placeholders(tmp_path, "gw1", lambda: "unused")
    assert placeholders.fill('{"json": {}} {UPPER}', "x") == '{"json": {}} {UPPER}'


def test_a_variable_of_the_environment_is_a_secret_of_the_run(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "RUN", own := secrets.Secrets())
    monkeypatch.setenv("STAGING_KEY", "key-of-staging")
    toml = '[tool.sayso.targets.staging]\nkey = "{env:STAGING_KEY}"\n'
    with start("staging", toml) as system:
        assert system["key"] == "key-of-staging"
    assert own.kinds == {"key-of-staging": "the environment variable STAGING_KEY"}


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("", r'there is no target "x" \(known: none\); describe it in \[tool.sayso.targets.x\]'),
        ("[tool.sayso.targets.y]\n", r'there is no target "x" \(known: y\)'),
        ('[tool.sayso.targets.x]\ncommand = "run it"\n', "command must be a list like"),
        ("[tool.sayso.targets.x]\nenvironment = { A = 1 }\n", "environment must be a table of"),
        ('[tool.sayso.targets.x]\nready_within = "5"\n', "ready_within must be a number of sec"),
        ("[tool.sayso.targets.x]\nready_within = true\n", "ready_within must be a number of sec"),
        (
            '[tool.sayso.targets.x]\ndatabase_changes = "no"\n',
            'database_changes must be true or false, without quotes, not "no"',
        ),
        ('[tool.sayso.targets.x]\na = "{prot}"\n', r"unknown placeholder \{prot\}; known"),
        ('[tool.sayso.targets.x]\na = "{env:NO_SUCH}"\n', "variable NO_SUCH is not set; set it"),
    ],
    ids=[
        *("none", "other", "command", "environment", "ready_within", "ready at once"),
        *("database_changes", "placeholder", "variable"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_with_the_remedy(
    start: Start, toml: str, message: str
) -> None:
    with pytest.raises(SettingsError, match=message), start("x", toml):
        pass
