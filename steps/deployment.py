"""Sentences about a release that was just deployed."""

from __future__ import annotations

from pytest_bdd import then, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.deployment import ANSWER, SETTINGS, TABLES, Deployment, Findings


@when("a watchman inspects the shop", target_fixture="findings")
def inspect(deployment: Deployment) -> Findings:
    return deployment.inspect()


@when("a watchman looks through the shop window", target_fixture="is_open")
def look_through_window(deployment: Deployment) -> bool:
    return deployment.is_open()


@when("a stranger's program inspects the shop", target_fixture="refused")
def inspect_as_stranger(deployment: Deployment) -> Refused:
    return refusal(deployment.inspect_as_stranger)


@then("every part answers")
def answer(findings: Findings) -> None:
    assert not (faults := findings.faults(ANSWER)), wrong(faults)


@then("every part is of the expected release")
def be_of_release(findings: Findings) -> None:
    assert not (faults := findings.of_another_release()), wrong(faults)


@then("the database has the tables that every service expects")
def be_laid_out(findings: Findings) -> None:
    assert not (faults := findings.faults(TABLES)), wrong(faults)


@then("every server that a part needs can be used")
def have_servers(findings: Findings) -> None:
    assert not (faults := findings.server_faults()), wrong(faults)


@then("no part is set up differently from the entrance")
def be_set_up_alike(findings: Findings) -> None:
    assert not (faults := findings.faults(SETTINGS)), wrong(faults)


@then("the shop is open")
def be_open(is_open: bool) -> None:
    assert is_open, "the shop's first page was expected, but it did not come"


def wrong(faults: list[str]) -> str:
    """All of it in one line, so that somebody knows where to go."""
    return f"the deployment is broken: {'; '.join(faults)}"
