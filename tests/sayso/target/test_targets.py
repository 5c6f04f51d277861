"""Targets: started or only addressed, with placeholders filled, and refused with a reason."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from sayso.outcomes import NotRun
from sayso.redaction import secrets
from sayso.settings import Settings, SettingsError
from sayso.target.description import Target
from sayso.target.placeholders import Placeholders
from sayso.target.process import NotReadyError
from sayso.target.targets import Start, System, refuse_wrong_targets, running

SHOP = """
import json, os, signal
print(json.dumps({"gateway": "http://127.0.0.1:1", "smtp": os.environ.get("SMTP"),
    "extra": os.environ.get("EXTRA"), "home": os.getcwd(), "path": bool(os.environ["PATH"])}),
    flush=True)
signal.pause()
"""
Begin = Callable[..., AbstractContextManager[System]]


def placeholders_in(root: Path) -> Placeholders:
    return Placeholders(root, "gw1", "4f3a", lambda: "127.0.0.1:25")


def started_in(root: Path, settings: Settings) -> Start:
    return Start(settings, placeholders_in(root), root / "shop.log", tell=pytest.fail)


@pytest.fixture
def start(tmp_path: Path) -> Begin:
    """`start(name, toml)`: the target of that name in a project with these settings."""
    (tmp_path / "shop.py").write_text(SHOP)

    def begin(name: str, toml: str, **more: str) -> AbstractContextManager[System]:
        (tmp_path / "pyproject.toml").write_text(toml)
        settings = Settings.at(tmp_path)
        refuse_wrong_targets(settings)
        return running(started_in(tmp_path, settings), name, more)

    return begin


STARTED = """
[tool.sayso.targets.here]
command = ["{python}", "{root}/shop.py"]
environment = { SMTP = "{mail_sink}" }
[tool.sayso.targets.here.addresses]
currency = "GBP"
smtp = "these win"
"""


def test_a_command_is_started_and_announces_its_addresses(start: Begin, tmp_path: Path) -> None:
    with start("here", STARTED, EXTRA="more") as system:
        assert dict(system) == {
            "currency": "GBP",
            "gateway": "http://127.0.0.1:1",
            "smtp": "these win",
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


def test_a_system_that_runs_elsewhere_is_its_addresses(start: Begin, elsewhere: str) -> None:
    toml = f'[tool.sayso.targets.staging.addresses]\ngateway = "{elsewhere}"\n'
    with start("staging", toml) as system:
        assert dict(system) == {"gateway": elsewhere}
        assert system.log is None


def test_an_address_that_is_not_known_is_named_with_the_place_for_it(start: Begin) -> None:
    with start("here", STARTED) as system, pytest.raises(KeyError) as failure:
        system["database"]
    assert (
        'the target "here" has no address "database". It has gateway, smtp, extra, home, path, '
        "currency. They stand in [tool.sayso.targets.here.addresses]"
    ) in str(failure.value)


def test_what_a_system_elsewhere_does_not_name_is_not_offered(start: Begin, elsewhere: str) -> None:
    toml = f'[tool.sayso.targets.staging.addresses]\ngateway = "{elsewhere}"\n'
    with start("staging", toml) as system:
        assert "database" not in system
        assert system.get("database", "none") == "none"
        with pytest.raises(NotRun, match='needs the address "database", which target staging does'):
            system["database"]
        with pytest.raises(KeyError, match='Did you mean "gateway"'):
            system["gatewey"]


WEB = """
[tool.sayso.targets.web]
command = ["{python}", "-m", "http.server", "--bind", "127.0.0.1", "{port:web}"]
ready = { READY }
[tool.sayso.targets.web.addresses]
gateway = "http://127.0.0.1:{port:web}"
other = "{port:other}"
"""


@pytest.mark.parametrize(
    "ready",
    [
        'url = "http://127.0.0.1:{port:web}/"',
        'port = "{port:web}"',
        'tcp = "127.0.0.1:{port:web}"',
        """log = '^Serving HTTP on .* port \\d{2,}'""",
    ],
    ids=["url", "port", "tcp", "log"],
)
def test_a_sign_of_readiness_stands_in_for_the_announcement(start: Begin, ready: str) -> None:
    # Python keeps its output to itself until there is much of it, unless it is told otherwise
    toml = (
        WEB.replace("READY", ready) + "[tool.sayso.targets.web.environment]\nPYTHONUNBUFFERED='1'"
    )
    with start("web", toml) as system:
        port = system["gateway"].rpartition(":")[2]
        assert port.isdigit()
        assert system["other"].isdigit()
        assert system["other"] != port
        if "log" not in ready:
            assert requests.get(system["gateway"], timeout=5).ok


def test_a_system_that_does_not_start_is_an_error_with_its_log(start: Begin) -> None:
    toml = '[tool.sayso.targets.no]\ncommand = ["{python}", "-c", "raise OSError(5)"]\n'
    with pytest.raises(NotReadyError, match="OSError: 5"), start("no", toml):
        pass


def test_placeholders_reach_into_lists_and_tables(tmp_path: Path) -> None:
    placeholders = placeholders_in(tmp_path)
    filled = placeholders.fill({"a": ["{worker} {root}", 1], "b": {"c": "{python}"}}, "x")
    assert filled == {"a": [f"gw1 {tmp_path}", 1], "b": {"c": sys.executable}}


def test_braces_that_are_no_placeholder_stay(tmp_path: Path) -> None:
    placeholders = placeholders_in(tmp_path)
    assert placeholders.fill('{"json": {}} {UPPER}', "x") == '{"json": {}} {UPPER}'


def test_a_variable_of_the_environment_is_a_secret_of_the_run(
    start: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "RUN", own := secrets.Secrets())
    monkeypatch.setenv("STAGING_KEY", "key-of-staging")
    toml = '[tool.sayso.targets.staging.addresses]\nkey = "{env:STAGING_KEY}"\n'
    with start("staging", toml) as system:
        assert system["key"] == "key-of-staging"
    assert own.kinds == {"key-of-staging": "the environment variable STAGING_KEY"}


@pytest.mark.parametrize(
    ("name", "value", "kinds"),
    [
        ("PGHOST", "postgres", []),
        ("STAGING_VERSION", "1f2e3d4c", []),
        ("STAGING_GATEWAY", "https://staging.example:8443/", []),
        (
            "DATABASE_URL",
            "postgresql://ada:tea-at-five@db/shop",
            ["the environment variable DATABASE_URL"],
        ),
        ("HOOK", "https://chat.example/T0/a-secret", ["the environment variable HOOK"]),
        ("PASSPORT", "a-long-secret", ["the environment variable PASSPORT"]),
        ("HOSTED_PAGE", "a-long-secret", ["the environment variable HOSTED_PAGE"]),
    ],
)
def test_what_says_where_or_what_something_is_is_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, kinds: list[str]
) -> None:
    monkeypatch.setattr(secrets, "RUN", own := secrets.Secrets())
    monkeypatch.setenv(name, value)
    assert placeholders_in(tmp_path).fill(f"{{env:{name}}}", "x") == value
    assert list(own.kinds.values()) == kinds


WRONG = {
    "none": (
        "",
        r'there is no target "x" \(known: none\); describe it in \[tool.sayso.targets.x\]',
    ),
    "other": ("[tool.sayso.targets.y]\n", r'there is no target "x" \(known: y\)'),
    "a text": ('command = "run it"', r'command must be a list of strings like \["run it"\]'),
    "mistyped": ("commnad = []", 'has no key "commnad". Did you mean "command"?'),
    "bare address": ('gateway = "http://x"', r"Addresses stand in .* \[tool.sayso.targets.x.addre"),
    "empty": ("command = []", "command is empty"),
    "two": ('command = ["a"]\ncompose = "b"', "has both command and compose"),
    "compose": ('compose = "compose.yaml"', "compose needs a sign, like ready"),
    "environment": ("environment = { A = 1 }", r"environment\] A must be a string, not 1"),
    "seconds": ('ready_within = "5"', 'ready_within must be a number of seconds, not "5"'),
    "at once": ("ready_within = true", "ready_within must be a number of seconds, not true"),
    "prepare": ('prepare = ["migrate"]', r'prepare must be a list of commands like \[\["{python}'),
    "ready": ('ready = { ulr = "http://x" }', 'ready has no key "ulr". Did you mean "url"?'),
    "two signs": ('ready = { port = 1, log = "x" }', "ready must hold exactly one of url, port"),
    "no address": ('ready = { url = "localhost" }', 'ready url must be a web address, not "loc'),
    "no port": ('ready = { tcp = "localhost" }', 'ready tcp must be like "127.0.0.1:5432", not'),
    "pattern": ('command = ["a"]\nready = { log = "(" }', r'invalid regular expression "\("'),
    "foreign log": ('ready = { log = "x" }', "only a system that is started here has a log"),
    "signal": ('stop = { signal = "SIGNIT" }', 'signal must be one of .* Did you mean "SIGINT"?'),
    "mail": ('mail_sink = "25"', 'mail_sink must be like "127.0.0.1:5432", not "25"'),
    "mail port": ('mail_sink = "0.0.0.0:{port:mail}"', "mail_sink is opened before all else"),
    "proxy": ('proxies = { pg = "here" }', 'pg must be like "127.0.0.1:5432", not "here"'),
    "hint": (
        'proxies = { pg = "a:1" }\nstart_hints = { pgs = "x" }',
        'start_hints: there is no proxy "pgs". Did you mean "pg"?',
    ),
    "offers": ('offers = "redis"', r'offers must be a list of strings like \["redis"\]'),
    "changes": ('database_changes = "no"', 'must be true or false, without quotes, not "no"'),
    "placeholder": ('command = ["{prot:a}"]', r'no placeholder {prot:a}. Did you mean "port:NAME"'),
    "unnamed": ('command = ["{port}"]', r"there is no placeholder {port}"),
    "no proxy": ('proxies = { db = "a:1" }\ncwd = "{proxy:dbs}"', 'no proxy "dbs" in .* mean "db"'),
    "variable": ('command = ["{env:NO_SUCH}"]', "variable NO_SUCH is not set; set it and repeat"),
    "program": ('command = ["no-such-shop"]', 'command: there is no program "no-such-shop"'),
    "preparer": ('prepare = [["no-such"]]', 'prepare: there is no program "no-such"'),
    "folder": ('command = ["a"]\ncwd = "nowhere"', "cwd: there is no folder .*nowhere"),
}


@pytest.mark.parametrize(("toml", "message"), WRONG.values(), ids=WRONG)
def test_settings_that_cannot_be_used_are_refused_with_the_remedy(
    start: Begin, toml: str, message: str
) -> None:
    head = "" if not toml or toml.startswith("[") else "[tool.sayso.targets.x]\n"
    with pytest.raises(SettingsError, match=message), start("x", head + toml):
        pass


def test_a_taken_port_is_told_before_the_start(start: Begin, elsewhere: str) -> None:
    port = elsewhere.rpartition(":")[2]
    toml = f'[tool.sayso.targets.x]\ncommand = ["{{python}}"]\nready = {{ port = {port} }}'
    with pytest.raises(SettingsError, match=f"port {port} is taken: .* end it, or let"):
        start("x", toml).__enter__()


NOT_READY = {
    "never": ('command = ["{python}", "{root}/shop.py"]\nready = { port = 1 }', "a connection to"),
    "ended": ('command = ["{python}", "-c", "exit(3)"]', "ended with exit code 3\n"),
    "killed": (
        """command = ["{python}", "-c", "import os; os.kill(os.getpid(), 9)"]""",
        r"ended with exit code 137 \(SIGKILL\)",
    ),
    "no JSON": (
        """command = ["{python}", "-c", "print({'a': 1})"]""",
        r"no JSON is {'a': 1} \(Expecting property name",
    ),
    "prepare": (
        """prepare = [["{python}", "-c", "pass"], ["{python}", "-c", "exit('no database')"]]""",
        r"prepare: .*\n  ended with exit code 1; the end of what it wrote, .*:\n    no database",
    ),
    "server": (
        'proxies = { pg = "127.0.0.1:1" }\nstart_hints = { pg = "docker run pg" }',
        r"pg, which does not answer at 127.0.0.1:1 \(.*refused\); start it with `docker run pg`",
    ),
    "elsewhere": ("ready = { port = 1 }", 'the target "x" is not ready within 1 s: awaited a con'),
}


@pytest.mark.parametrize(("toml", "message"), NOT_READY.values(), ids=NOT_READY)
def test_a_system_that_does_not_become_ready_says_why(
    start: Begin, toml: str, message: str
) -> None:
    whole = f"[tool.sayso.targets.x]\nready_within = 1\n{toml}\n"
    with pytest.raises(NotReadyError, match=message), start("x", whole):
        pass


SIGNED = """
import pathlib, signal, sys, time
def end(*_):
    pathlib.Path("ended").write_text("by SIGINT")
    sys.exit()
signal.signal(signal.SIGINT, end)
print("{}", flush=True)
time.sleep(60)
"""


def test_prepare_and_clean_up_run_around_the_system_in_its_folder(
    start: Begin, tmp_path: Path
) -> None:
    write = "import os, pathlib, sys; pathlib.Path(sys.argv[1]).write_text(os.environ['WHO'])"
    (tmp_path / "backend").mkdir()
    (tmp_path / "write.py").write_text(write)
    (tmp_path / "signed.py").write_text(SIGNED)
    toml = """
[tool.sayso.targets.x]
command = ["{python}", "../signed.py"]
cwd = "backend"
prepare = [["{python}", "../write.py", "before-{run}-{worker}"]]
clean_up = [["{python}", "../write.py", "after"]]
stop = { signal = "SIGINT", within = 10 }
environment = { WHO = "{env:NO_SUCH|Ada}" }
"""
    with start("x", toml):
        assert (tmp_path / "backend/before-4f3a-gw1").read_text() == "Ada"
        assert not (tmp_path / "backend/after").exists()
    assert (tmp_path / "backend/after").read_text() == "Ada"
    assert (tmp_path / "backend/ended").read_text() == "by SIGINT"


def test_clean_up_runs_after_a_prepare_that_failed_and_tells_of_its_own_failure(
    tmp_path: Path,
) -> None:
    fails = '["{python}", "-c", "exit(\'it is %s\')"]'
    (tmp_path / "pyproject.toml").write_text(
        f"[tool.sayso.targets.x]\nprepare = [{fails % 'new'}]\nclean_up = [{fails % 'old'}]\n"
    )
    told: list[str] = []
    settings = Settings.at(tmp_path)
    start = replace(started_in(tmp_path, settings), tell=told.append)
    with pytest.raises(NotReadyError, match="it is new"), running(start, "x"):
        pass
    (trouble,) = told
    assert trouble.startswith("[tool.sayso.targets.x] clean_up: ")
    assert trouble.endswith("    it is old")


def test_proxies_and_the_parts_of_a_mailbox_are_placeholders(start: Begin, elsewhere: str) -> None:
    toml = f"""
[tool.sayso.targets.x]
offers = ["postgresql"]
proxies = {{ mysql = "{elsewhere.partition("//")[2]}" }}
[tool.sayso.targets.x.addresses]
mail = "{{mail_sink:host}} {{mail_sink:port}} {{mail_sink}}"
database = "{{proxy:mysql}}"
"""
    with start("x", toml) as system:
        assert system["mail"] == "127.0.0.1 25 smtp://127.0.0.1:25"
        assert system["database"] == system.proxies["mysql"].address
        assert system.target.offers == ("postgresql",)
        with pytest.raises(KeyError, match=r'no proxy "sql". Did you mean "mysql"?'):
            system.proxies["sql"]


@pytest.mark.parametrize(
    ("addresses", "base_url"),
    [
        ({"gateway": "http://a", "site": "http://b", "web": "http://c"}, "http://c"),
        ({"database": "sqlite:///a.db", "shop": "https://a", "port": 80}, "https://a"),
        ({"gateway": "http://a", "storefront": "http://b"}, None),
        ({"web": "a.example"}, None),
    ],
)
def test_paths_of_pages_are_relative_to_one_address(
    addresses: dict[str, object], base_url: str | None
) -> None:
    assert System(Target.of("shop", {}), addresses).base_url == base_url
