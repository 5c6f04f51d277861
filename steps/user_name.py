"""Step definitions about user names."""

from __future__ import annotations

from pytest_bdd import given, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.people import People
from fixtures.programs import Program, Programs
from steps.phrases import parsed


@given(parsed("a program has registered {person:Name} under a user name"))
def have_been_registered(programs: Programs, people: People, person: str) -> None:
    owner = people[person]
    programs.stranger.accounts.register(owner, username=owner.user_name)


@given(parsed("a program has given {person:Name} a user name"))
def have_been_given(programs: Programs, people: People, person: str) -> None:
    programs[person].accounts.change_user_name(people[person].user_name)


@when(parsed("a program signs in for {person:Name} with her user name"), target_fixture="session")
def sign_in(programs: Programs, people: People, person: str) -> Program:
    return programs.signed_in(people[person].user_name, people[person].password)


@when(
    parsed("a program tries to register {person:Name} under the user name of {other:Name}"),
    target_fixture="refused",
)
def try_to_register(programs: Programs, people: People, person: str, other: str) -> Refused:
    accounts, taken = programs.stranger.accounts, people[other].user_name
    return refusal(lambda: accounts.register(people[person], username=taken))


@when(parsed("a program registers {person:Name} under the user name of {other:Name}"))
def register(programs: Programs, people: People, person: str, other: str) -> None:
    programs.stranger.accounts.register(people[person], username=people[other].user_name)


@when(
    parsed("a program tries to give {person:Name} the user name of {other:Name}"),
    target_fixture="refused",
)
def try_to_give(programs: Programs, people: People, person: str, other: str) -> Refused:
    accounts, taken = programs[person].accounts, people[other].user_name
    return refusal(lambda: accounts.change_user_name(taken))
