"""Step definitions about the commands by which the shop is started and looked after."""

from __future__ import annotations

from collections.abc import Mapping

from pytest_bdd import given, then, when

from fixtures.clients.gateway import Gateway
from fixtures.clients.inventory import InventoryClient
from fixtures.command_line import CommandLine, Ended, OwnDatabase
from sayso import HttpSession, StartTarget, System
from steps.phrases import parsed

# Where people, products, stock, orders, payments and mails are kept.
TABLES = {"users", "products", "stock", "orders", "payments", "notifications"}


@given("a database without tables", target_fixture="its_database")
def have_empty_database(empty_database: OwnDatabase) -> OwnDatabase:
    return empty_database


@given("a database that somebody has made by hand", target_fixture="its_database")
def have_handmade_database(handmade_database: OwnDatabase) -> OwnDatabase:
    return handmade_database


@given("its tables have been brought to the newest version")
def have_newest_tables(command_line: CommandLine, its_database: OwnDatabase) -> None:
    say(migrate(command_line, its_database), "from no version to")


@when(parsed("somebody starts the shop with {words:Text}"), target_fixture="ended")
def start(command_line: CommandLine, words: str) -> Ended:
    return command_line.type(words)


@when("somebody brings its tables to the newest version", target_fixture="ended")
def migrate(command_line: CommandLine, its_database: OwnDatabase) -> Ended:
    return command_line.type("migrate", its_database.settings)


@when(
    parsed("somebody brings the tables of {shop:Shop} to the newest version"),
    target_fixture="ended",
)
def migrate_shop(command_line: CommandLine, shop: Mapping[str, str]) -> Ended:
    return command_line.type("migrate", shop)


@when(parsed("somebody takes away the database of {shop:Shop}"), target_fixture="ended")
def take_away(command_line: CommandLine, shop: Mapping[str, str]) -> Ended:
    return command_line.type("trial drop", shop)


@when("somebody takes it away", target_fixture="ended")
def take_it_away(command_line: CommandLine, its_database: OwnDatabase) -> Ended:
    return command_line.type("trial drop", its_database.settings)


@when("somebody opens a shop for demonstrations", target_fixture="demonstration")
def demonstrate(start_target: StartTarget) -> System:
    return start_target("demonstration")


@then(parsed("the command is refused, and says: {reason:Text}"))
def refuse(ended: Ended, reason: str) -> None:
    assert ended.code == 2, f"exit code 2 was expected, but it was {ended.code}: {ended.said}"
    assert reason in ended.said, f"{reason!r} was expected, but the command said: {ended.said}"


@then(parsed("the command says: {answer:Text}"))
def say(ended: Ended, answer: str) -> None:
    assert ended.code == 0, f"exit code 0 was expected, but it was {ended.code}: {ended.said}"
    assert answer in ended.said, f"{answer!r} was expected, but the command said: {ended.said}"


@then("there are tables for people, products, stock, orders, payments and mails")
def have_tables(its_database: OwnDatabase) -> None:
    missing = TABLES - its_database.tables()
    assert not missing, f"the database was expected to have these tables, too: {missing}"


@then("the database is still there")
def is_still_there(its_database: OwnDatabase) -> None:
    its_database.tables()


@then(parsed("{count:Count} {product:Text} and no {gone:Text} can be bought there"))
def can_be_bought(
    http: HttpSession, demonstration: System, count: int, product: str, gone: str
) -> None:
    found = InventoryClient(Gateway(http, demonstration["gateway"])).found("")
    on_sale = {name: found.get(name) for name in (product, gone)}
    assert on_sale == {product: count, gone: 0}, f"of these, the shop sells {on_sale}"
