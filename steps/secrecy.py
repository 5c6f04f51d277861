"""Step definitions about secrets that stand nowhere, and events that are noted."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from pytest_bdd import given, then, when

from fixtures.mailbox import Mailboxes
from fixtures.people import Accounts, People
from fixtures.programs import Programs
from fixtures.records.accounts import AccountRecords
from fixtures.records.books import Books
from fixtures.records.news import NewsRecords
from fixtures.shop_log import ShopLog
from sayso import ScenarioInfo, eventually
from steps.phrases import parsed

LINK = "link to a new password"


@given(
    parsed("{person:Name} has an account, whose password is kept in an old way"),
    target_fixture="old_fingerprint",
)
def have_old_fingerprint(accounts: Accounts, person: str) -> str:
    return accounts.keep_password_in_old_way(person)


@when(
    parsed("a program signs in for {person:Name} with her new password"), target_fixture="secrets"
)
def sign_in_with_new(
    programs: Programs, people: People, person: str, used_link: str
) -> dict[str, str]:
    owner = people[person]
    token = programs.stranger.accounts.sign_in(owner.email, owner.next_password)
    programs.with_token(token).accounts.whoami()
    [in_link] = parse_qs(urlsplit(used_link).query)["token"]
    passwords = {"old password": owner.password, "new password": owner.next_password}
    return {**passwords, "token": token, "link": in_link}


@when(
    parsed(
        "a program that claims the shop is at {host:Text} asks for a link to a new password for {person:Name}"
    )
)
def ask_claiming(programs: Programs, people: People, host: str, person: str) -> None:
    body, headers = {"email": people[person].email}, {"Host": host}
    gateway = programs.stranger.gateway
    gateway.call("POST", "/password/forgotten", json=body, headers=headers, expecting=202)


@then("neither her passwords nor her link nor her token stand in the shop's database")
def stand_in_no_table(books: Books, news_records: NewsRecords, secrets: dict[str, str]) -> None:
    news_records.wait_until_all_is_told()
    found = {what: places for what, s in secrets.items() if (places := books.places_that_hold(s))}
    assert not found, f"secrets that stand in the shop's database, and where: {found}"


@then("they do not stand in the shop's log either")
def stand_in_no_log(shop_log: ShopLog, secrets: dict[str, str]) -> None:
    found = [what for what, secret in secrets.items() if shop_log.holds(secret)]
    assert not found, f"secrets that stand in the shop's log: {found}"


@then(parsed("it is noted that {person:Name} was refused the list of people, now, and from where"))
def note_refusal(
    account_records: AccountRecords, accounts: Accounts, scenario: ScenarioInfo, person: str
) -> None:
    expected = (accounts.of(person).id, "GET /api/users", "refused", "now", "from somewhere")
    eventually(
        lambda: account_records.entries(scenario.correlation_id, "access.denied"),
        equals=[expected],
        what="refused accesses: who, what, how it ended, when and where",
        where="the shop's audit log",
    )


@then(parsed("it is noted that signing in as {person:Name} failed, now, and from where"))
def note_failure(
    account_records: AccountRecords, accounts: Accounts, scenario: ScenarioInfo, person: str
) -> None:
    owner = accounts.of(person).id
    expected = (owner, owner, "refused", "now", "from somewhere")
    eventually(
        lambda: expected in account_records.entries(scenario.correlation_id, "login.failed"),
        equals=True,
        what=f"whether a failed sign-in is noted as {expected}",
        where="the shop's audit log",
    )


@then(parsed("it is noted that {person:Name} called too often"))
def note_hurry(shop_log: ShopLog, accounts: Accounts, scenario: ScenarioInfo, person: str) -> None:
    eventually(
        lambda: shop_log.told(scenario.correlation_id, "too many calls", "caller"),
        equals={f"user:{accounts.of(person).id}"},
        what="callers that were refused because they call too often",
        where="the shop's log",
    )


@then(parsed("the link in {person:Name}'s mailbox leads to the shop"))
def lead_to_shop(mailboxes: Mailboxes, people: People, base_url: str, person: str) -> None:
    link = mailboxes[people[person].email].newest(LINK).link("/reset-password")
    assert link.startswith(f"{base_url}/"), f"the link in the mail leads to {link}"


@then(parsed("the fingerprint of {person:Name}'s password is made anew, and fits"))
def renew_fingerprint(
    account_records: AccountRecords, people: People, old_fingerprint: str, person: str
) -> None:
    owner = people[person]
    eventually(
        lambda: (
            account_records.fingerprint(owner.email) != old_fingerprint,
            account_records.fingerprint_of(owner.email, owner.password),
        ),
        equals=(True, "argon2id, fits the password"),
        what=f"whether the fingerprint of {person}'s password is new, and what it is",
        where="the shop's database",
    )
