"""Steps about rooms and who has them."""

from __future__ import annotations

import re

from pytest_bdd import given, parsers, then, when

from fixtures.rooms import Booking, Refusal, Rooms
from sayso import Call, at_once, eventually, rows

Outcome = Booking | Refusal


@given(parsers.parse('there is a room "{room}"'))
def add_room(rooms: Rooms, room: str) -> None:
    rooms.add(room)


@given(parsers.parse('"{room}" is booked'))
def book_all(rooms: Rooms, room: str, datatable: list[list[str]]) -> None:
    bookings = rows(datatable, Booking)
    assert [rooms.book(room, each) for each in bookings] == bookings


@when(parsers.parse('{who:w} books "{room}" from {start} to {end}'))
def book(rooms: Rooms, who: str, room: str, start: str, end: str) -> None:
    wish = Booking(who, start, end)
    assert rooms.book(room, wish) == wish


@when(
    parsers.parse('{who:w} tries to book "{room}" from {start} to {end}'), target_fixture="outcome"
)
def try_to_book(rooms: Rooms, who: str, room: str, start: str, end: str) -> Outcome:
    return rooms.book(room, Booking(who, start, end))


@when(
    parsers.parse('{people} book "{room}" from {start} to {end} at the same moment'),
    target_fixture="calls",
)
def book_at_once(rooms: Rooms, people: str, room: str, start: str, end: str) -> list[Call[Outcome]]:
    wishes = [Booking(who, start, end) for who in re.split(", | and ", people)]
    return at_once(lambda wish: rooms.book(room, wish), wishes)


@then(parsers.parse("he is told that {who:w} has it until {end}"))
def check_refusal(outcome: Outcome, who: str, end: str) -> None:
    assert outcome == Refusal(who, end)


@then("one of them has it and the others are told so")
def check_one(calls: list[Call[Outcome]]) -> None:
    outcomes = [call.result for call in calls]
    winners = [each for each in outcomes if isinstance(each, Booking)]
    assert len(winners) == 1, f"{len(winners)} of {len(calls)} have the room: {winners}"
    told = [each.taken_by for each in outcomes if isinstance(each, Refusal)]
    assert told == [winners[0].who] * (len(calls) - 1)


@then(parsers.parse('the bookings of "{room}" are'))
def check_bookings(rooms: Rooms, room: str, datatable: list[list[str]]) -> None:
    assert rooms.bookings(room) == rows(datatable, Booking)


@then(parsers.parse('"{room}" has {number:d} booking'))
def check_number(rooms: Rooms, room: str, number: int) -> None:
    assert len(rooms.bookings(room)) == number


@then(parsers.parse('the caretaker tidies up "{room}" at {end}'))
def check_round(rooms: Rooms, room: str, end: str) -> None:
    eventually(
        lambda: rooms.rounds(room),
        equals=[end],
        what=f'when "{room}" is tidied up',
        where="the caretaker's list",
    )
