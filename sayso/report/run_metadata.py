"""About a run: on what, with what and how it was started, so that it can be repeated."""

from __future__ import annotations

import os
import platform
import shlex
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from typing import Any

import pytest

from sayso.browser.remote import RemoteBrowser, shown
from sayso.redaction.rules import redact_text
from sayso.report.commits import git_facts
from sayso.report.messages import PROTOCOL_VERSION, Envelope
from sayso.report.owners import read_owners
from sayso.settings import Settings

CIRCUMSTANCES = "application/vnd.sayso.run+json"  # the media type of what is noted here
UNDEFINED = "application/vnd.sayso.undefined+json"  # of the scenarios with a step without code
BOUND_TESTS = "application/vnd.sayso.bound+json"  # the pytest-bdd tests behind scenarios
DESELECTED = "application/vnd.sayso.deselected+json"  # of the scenarios somebody left out
NOT_READ = "application/vnd.sayso.not-read+json"  # of the files nobody asked for that are broken
PACKAGES = ("sayso", "pytest", "pytest-bdd", "playwright", "pytest-playwright", "pytest-xdist")
# Variables by which pipelines tell who they are: name of the service, build number, address.
PIPELINES = {
    "GITLAB_CI": ("GitLab", "CI_PIPELINE_ID", "CI_PIPELINE_URL"),
    "GITHUB_ACTIONS": ("GitHub Actions", "GITHUB_RUN_ID", ""),
    "JENKINS_URL": ("Jenkins", "BUILD_NUMBER", "BUILD_URL"),
}


def meta() -> Envelope:
    body: Envelope = {
        "protocolVersion": PROTOCOL_VERSION,
        "implementation": {"name": "sayso", "version": _version("sayso")},
        "runtime": {"name": platform.python_implementation(), "version": platform.python_version()},
        "os": {"name": platform.system(), "version": platform.release()},
        "cpu": {"name": platform.machine()},
    }
    return {"meta": body | _pipeline(os.environ)}


def _pipeline(environment: Mapping[str, str]) -> Envelope:
    for sign, (name, number, url) in PIPELINES.items():
        if sign in environment:
            more = {"buildNumber": environment.get(number), "url": environment.get(url)}
            found = {key: redact_text(value) for key, value in more.items() if value}
            return {"ci": {"name": name, **found}}
    return {}


def circumstances(config: pytest.Config) -> dict[str, Any]:
    """What the page "About this run" tells; everything in it may be read by anybody."""
    settings = Settings.of(config)
    arguments = shlex.join(config.invocation_params.args)
    return {
        "title": settings.title,
        "command": redact_text(f"pytest {arguments}".strip()),
        "target": settings.target,
        "browser": _remote_browser(config),
        "shard": config.getoption("sayso_shard", None) or "",
        "evidence": settings.evidence,
        "seed": str(config.getoption("randomly_seed", None) or ""),
        "workers": str(config.getoption("numprocesses", None) or 1),
        "links": dict(settings.tag_links),
        "versions": {name: found for name in PACKAGES if (found := _version(name))},
        "keep_runs": settings.keep_runs,
        "owners": read_owners(config.rootpath),
        **git_facts(config.rootpath),
    }


def _remote_browser(config: pytest.Config) -> str:
    """Where the browser runs, when it is none of this machine."""
    remote = RemoteBrowser.of(config)
    return shown(remote.address) if remote else ""


@cache  # looking it up reads a file
def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
