"""Step definitions about callers that only pretend to call."""

from __future__ import annotations

from pytest_bdd import then, when

from fixtures.wires import BEGUN, TWO_LENGTHS, Wires
from steps.phrases import parsed

Heard = tuple[str, float]


@when(
    "one program begins a message and does not end it, and another says nothing",
    target_fixture="heard",
)
def pretend(wires: Wires) -> list[Heard]:
    both = [wires.open(BEGUN), wires.open()]
    return [wire.answer() for wire in both]


@when("a program says in two ways how long its message is", target_fixture="heard")
def say_two_lengths(wires: Wires) -> list[Heard]:
    return [wires.open(TWO_LENGTHS).answer()]


@when("a program leaves in the middle of its message")
def leave(wires: Wires) -> None:
    wires.leave_after(BEGUN)


@then(
    parsed(
        "the first is told that it takes too long, and both are sent away after {seconds:d} seconds"
    )
)
def send_away(heard: list[Heard], seconds: int) -> None:
    lines, waited = zip(*heard, strict=True)
    assert lines == ("HTTP/1.1 408 Request Timeout", ""), f"what the two programs heard: {lines}"
    assert seconds - 1 < min(waited) <= max(waited) < seconds + 4, (
        f"seconds until the programs were sent away: expected {seconds}, but they were {waited}"
    )


@then("it is told that this cannot be read")
def refuse_unreadable(heard: list[Heard]) -> None:
    [(line, _)] = heard
    assert line.startswith("HTTP/1.1 400 "), f"what the program heard: {line!r}"
