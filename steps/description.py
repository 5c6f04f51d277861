"""Sentences about what the shop publishes of itself for those who write programs."""

from __future__ import annotations

from pytest_bdd import given, then, when
from requests import Response

from fixtures.description import Description
from fixtures.entrance import OURSELVES, Entrance, Entrances
from fixtures.made_up_calls import MadeUpCalls
from fixtures.programs import Programs
from sayso import Evidence
from steps.phrases import ADDRESSES, parsed


@when("a program asks the shop to describe itself", target_fixture="description")
def ask_for_description(programs: Programs) -> Description:
    return described(programs)


@given("an entrance that lets a hurried program in", target_fixture="second_entrance")
def open_entrance(entrances: Entrances) -> Entrance:
    return entrances.behind(OURSELVES, rate="10000/second")


@when(
    parsed(
        "a program makes up {each:d} calls of each kind for everything that is described, on behalf of {person:Name}"
    ),
    target_fixture="calls",
)
def make_up_calls(
    second_entrance: Entrance, programs: Programs, evidence: Evidence, each: int, person: str
) -> MadeUpCalls:
    calls = MadeUpCalls(second_entrance, programs.token(person), each)
    calls.make()
    counts = f"{calls.made} calls were made, and {calls.refused} of them refused."
    evidence.add(counts, kind="text/plain", title="Calls made up")
    return calls


@then("people, products, stock, the cart, orders and payments are described")
def cover_all(description: Description) -> None:
    left_out = [subject for subject, path in ADDRESSES.items() if not description.covers(path)]
    assert not left_out, f"the shop does not describe {left_out}, only {description.paths()}"


@then("nothing of the inside of the shop is described")
def leave_inside_out(description: Description) -> None:
    told = [path for path in description.paths() if path.startswith(("/internal", "/health"))]
    assert not told, f"the shop describes its inside: {told}"


@then("the answer is as the shop describes it")
def be_as_described(programs: Programs, answer: Response) -> None:
    faults = described(programs).faults(answer)
    assert not faults, f"the answer is not as described: {faults}"


@then(parsed("every one of at least {number:d} calls is answered as the shop describes it"))
def answer_all(calls: MadeUpCalls, number: int) -> None:
    made = (calls.made, calls.refused)
    assert calls.made >= number, f"calls made, and those refused: {made}, expected {number} or more"
    faults = "\n".join(calls.faults)
    assert not faults, f"of {calls.made} calls, not answered as described: {faults}"


def described(programs: Programs) -> Description:
    return Description(programs.stranger.gateway.get("/openapi.json").json())
