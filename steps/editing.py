"""Step definitions about two who change the same thing."""

from __future__ import annotations

from pytest_bdd import given, when

from fixtures.clients.accounts import ProfileReader
from fixtures.clients.gateway import Refused, refusal
from fixtures.programs import Programs
from steps.phrases import parsed


@given(parsed("two programs have read the profile of {person:Name}"), target_fixture="readers")
def have_read(programs: Programs, person: str) -> list[ProfileReader]:
    return [programs[person].accounts.reader(), programs.elsewhere(person).accounts.reader()]


@given(parsed("the first program has changed her name to {name:Text}"))
def have_changed(readers: list[ProfileReader], name: str) -> None:
    readers[0].rename(name)


@when(
    parsed("the second program tries to change her name to {name:Text}"), target_fixture="refused"
)
def try_to_change(readers: list[ProfileReader], name: str) -> Refused:
    return refusal(lambda: readers[1].rename(name))


@when(parsed("the second program reads again and changes her name to {name:Text}"))
def read_and_change(readers: list[ProfileReader], name: str) -> None:
    readers[1].read()
    readers[1].rename(name)
