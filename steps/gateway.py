"""Sentences about the one entrance for programs: routing, refusals, and who is calling."""

from __future__ import annotations

from pytest_bdd import then, when
from requests import Response

from fixtures.clients.gateway import Gateway, Refused, refusal
from fixtures.people import Accounts, People
from fixtures.programs import Programs
from sayso import HttpSession
from steps.phrases import parsed


@when(
    parsed("a program asks about {address:Subject} on behalf of {person:Name}"),
    target_fixture="answer",
)
def ask_about(programs: Programs, address: str, person: str) -> Response:
    return programs[person].gateway.get(address)


@when(
    parsed("a program pays on behalf of {person:Name} without giving any details"),
    target_fixture="refused",
)
def pay_without_details(programs: Programs, person: str) -> Refused:
    return refusal(programs[person].orders.pay_without_details)


@when("a program asks for something unknown", target_fixture="refused")
def ask_for_unknown(programs: Programs) -> Refused:
    return refusal(lambda: programs.stranger.gateway.get("/api/unicorns"))


@then("the refusal says that it can be read there")
def allow_reading(refused: Refused) -> None:
    allowed = refused.answer.headers.get("Allow")
    assert allowed == "GET", f"what the refusal says can be done there: {allowed}"


@when("a program asks for an address with a gap", target_fixture="refused")
def ask_with_gap(programs: Programs) -> Refused:
    return refusal(lambda: programs.stranger.gateway.get("/api//products"))


@when("a program asks for a product of no name", target_fixture="refused")
def ask_for_nameless(programs: Programs) -> Refused:
    return refusal(lambda: programs.stranger.gateway.get("/api/products/-"))


@when("a program asks for the inside of the shop", target_fixture="refused")
def ask_for_inside(programs: Programs) -> Refused:
    return refusal(lambda: programs.stranger.gateway.get("/internal/events"))


@when("a stranger's program asks the part that keeps orders itself", target_fixture="refused")
def ask_past_entrance(http: HttpSession, parts: dict[str, str]) -> Refused:
    return refusal(lambda: Gateway(http, parts["orders"]).get("/api/orders"))


@when("a stranger's program asks the shop window about its inside", target_fixture="refused")
def ask_window(http: HttpSession, base_url: str) -> Refused:
    return refusal(lambda: Gateway(http, base_url).get("/internal/condition"))


@when(
    parsed("a program asks for a person that never was on behalf of {person:Name}"),
    target_fixture="refused",
)
def ask_for_nobody(programs: Programs, person: str) -> Refused:
    return refusal(lambda: programs[person].gateway.get("/api/users/nobody"))


@when("a program asks the shop to remove all products", target_fixture="refused")
def ask_to_remove(programs: Programs) -> Refused:
    return refusal(lambda: programs.stranger.gateway.call("DELETE", "/api/products"))


@when("a stranger's program asks who it acts for", target_fixture="refused")
def ask_as_stranger_who(programs: Programs) -> Refused:
    return refusal(programs.stranger.accounts.whoami)


@when(parsed("a program asks who it acts for on behalf of {person:Name}"), target_fixture="named")
def ask_who(programs: Programs, person: str) -> list[str]:
    return [programs[person].accounts.whoami()]


@when(
    parsed(
        "a program names its proof in small letters and asks who it acts for on behalf of {person:Name}"
    ),
    target_fixture="named",
)
def ask_who_in_small_letters(programs: Programs, person: str) -> list[str]:
    proof = {"Authorization": f"bearer {programs.token(person)}"}
    answer = programs.stranger.gateway.call("GET", "/api/protected", headers=proof)
    return [str(answer.json()["email"])]


@when(
    parsed("a program tries to read the list of people on behalf of {person:Name}"),
    target_fixture="refused",
)
def try_to_list_people(programs: Programs, person: str) -> Refused:
    return refusal(programs[person].accounts.everybody)


@when(
    parsed(
        "a stranger's program says that it acts for {person:Name} and tries to read the list of people"
    ),
    target_fixture="refused",
)
def try_to_list_people_as(programs: Programs, accounts: Accounts, person: str) -> Refused:
    return refusal(programs.claiming_to_be(accounts.of(person).id).accounts.everybody)


@when(
    parsed("a program reads the list of people on behalf of {person:Name}"),
    target_fixture="named",
)
def list_people(programs: Programs, person: str) -> list[str]:
    return programs[person].accounts.everybody()


@then(parsed("the answer comes from {part}"))
def come_from(answer: Response, part: str) -> None:
    served_by = answer.headers["X-Served-By"]
    assert served_by == part, f"part that answered: expected {part}, but it was {served_by}"


@then(parsed("the refusal comes from {part}"))
def be_refused_by(refused: Refused, part: str) -> None:
    come_from(refused.answer, part)


@then(parsed("the request is refused because {reason:Reason}"))
def be_refused(refused: Refused, reason: str) -> None:
    assert refused.reason == reason, (
        f"reason of the refusal: expected that {reason}, but {refused.reason} ({refused})"
    )


@then("the refusal explains itself")
def explain_itself(refused: Refused) -> None:
    missing = {"title", "status", "instance"} - set(refused.problem)
    assert refused.is_problem, (
        f"the refusal was expected to be a problem detail, but it is {refused}"
    )
    assert not missing, f"the refusal was expected to state {missing}, but it reads: {refused.text}"


@then(parsed("the request is refused because its {field:Text} is not valid"))
def name_field(refused: Refused, field: str) -> None:
    be_refused(refused, "the details are not valid")
    assert refused.fields == [field], (
        f"fields that the refusal names: expected {field}, but it names {refused.fields}"
    )


@then("the answer says that nobody may keep it")
def forbid_keeping(answer: Response) -> None:
    said = answer.headers.get("Cache-Control", "")
    assert said == "no-store", f"what the answer says about keeping it: {said!r}"


@then("the refusal says how to sign in")
def say_how_to_sign_in(refused: Refused) -> None:
    said = refused.answer.headers.get("WWW-Authenticate", "")
    assert said.startswith("Bearer"), (
        f"way to sign in, read in the refusal: expected Bearer, but it was {said!r}"
    )


@then(parsed("the answer names {person:Name}"))
@then(parsed("the list names {person:Name}"))
def name_person(named: list[str], people: People, person: str) -> None:
    address = people[person].email
    assert address in named, (
        f"people in the answer: expected {address} among them, but it was {named}"
    )


@then(parsed("the list names {first:Name} before {second:Name}"))
def name_before(named: list[str], people: People, first: str, second: str) -> None:
    expected = [people[first].email, people[second].email]
    told = [address for address in named if address in expected]
    assert told == expected, f"people in the answer: expected {expected}, but they were {told}"
