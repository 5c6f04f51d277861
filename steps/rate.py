"""Sentences about callers in a hurry."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.entrance import OURSELVES, Entrance, Entrances
from fixtures.programs import Programs
from fixtures.rush import Rush
from sayso import eventually
from steps.phrases import parsed


@given("an entrance without a proxy in front of it", target_fixture="second_entrance")
def open_entrance(entrances: Entrances) -> Entrance:
    return entrances.behind("")


@given("an entrance behind a proxy of the shop", target_fixture="second_entrance")
def open_entrance_behind_proxy(entrances: Entrances) -> Entrance:
    return entrances.behind(OURSELVES)


@when(
    parsed("a program calls {times:d} times at once, each time claiming another address"),
    target_fixture="rush",
)
def call_claiming(second_entrance: Entrance, times: int) -> Rush:
    claims = [f"203.0.113.{number}" for number in range(times)]
    return Rush.over(second_entrance.callers(*claims), 1)


@when(
    parsed(
        "a program calls {times:d} times at once through the proxy, each time claiming another address"
    ),
    target_fixture="rush",
)
def call_claiming_through_proxy(second_entrance: Entrance, times: int) -> Rush:
    claims = [f"203.0.113.{number}, 198.51.100.7" for number in range(times)]
    return Rush.over(second_entrance.callers(*claims), 1)


@when(parsed("{number:d} programs call at once through the proxy"), target_fixture="rush")
def call_through_proxy(second_entrance: Entrance, number: int) -> Rush:
    addresses = [f"198.51.100.{last}" for last in range(number)]
    return Rush.over(second_entrance.callers(*addresses), 1)


@when(
    parsed("a program calls {times:d} times at once on behalf of {person:Name}"),
    target_fixture="rush",
)
def call_at_once(programs: Programs, times: int, person: str) -> Rush:
    return Rush.of(programs[person].gateway, times)


@when(
    parsed(
        "a program calls {times:d} times at once at each of {number:d} entrances on behalf of {person:Name}"
    ),
    target_fixture="rush",
)
def call_at_every_entrance(programs: Programs, times: int, number: int, person: str) -> Rush:
    entrances = programs.at_every_entrance(person)
    assert len(entrances) == number, f"the shop has {len(entrances)} entrances, not {number}"
    return Rush.over(entrances, times)


@then(parsed("the first {granted:d} calls are answered and the others refused"))
def grant_first(rush: Rush, granted: int) -> None:
    expected = ["answered"] * granted + ["it calls too often"] * (rush.size - granted)
    assert rush.outcomes == expected, (
        f"outcomes of {rush.size} calls in {rush.seconds:.2f} s, read at the gateway:"
        f" expected {expected}, but they were {rush.outcomes}"
    )


@then("all of them are answered")
def grant_all(rush: Rush) -> None:
    grant_first(rush, rush.size)


@then(parsed("each answer has said how many of {limit:d} calls are left"))
def say_what_is_left(rush: Rush, limit: int) -> None:
    expected = [(limit, max(limit - number, 0)) for number in range(1, rush.size + 1)]
    assert rush.allowances == expected, (
        f"limit and calls left, read in the gateway's answers:"
        f" expected {expected}, but they were {rush.allowances}"
    )


@then(parsed("the program is told to wait for {pause:d} second, and is answered when that is over"))
def be_told_to_wait(rush: Rush, pause: int) -> None:
    assert rush.pause == pause, (
        f"pause in seconds, read in the last refusal: expected {pause}, but it was {rush.pause}"
    )
    eventually(
        rush.call_again,
        equals="answered",
        what=f"outcome of a further call, {rush.pause} s after the refusal at the latest",
        where="the gateway's answer",
        within=rush.pause,
    )


@then(parsed("a program that calls on behalf of {person:Name} is answered"))
def answer_other(programs: Programs, person: str) -> None:
    eventually(
        lambda: Rush.of(programs[person].gateway, 1).outcomes,
        equals=["answered"],
        what=f"outcome of a call on behalf of {person}",
        where="the gateway's answer",
        within=0,
    )
