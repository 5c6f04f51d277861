"""Sentences about what somebody does with an account, as the audit log tells it."""

from __future__ import annotations

from pytest_bdd import then, when

from fixtures.deeds import DEEDS, Owner
from fixtures.people import Accounts
from fixtures.records.accounts import AccountRecords
from sayso import ScenarioInfo, eventually
from steps.phrases import parsed


@when(parsed("Ada has {deed:Deed} through a program"))
def act(owner: Owner, deed: str) -> None:
    owner.do(deed)


@then(parsed("it is noted that she has {deed:Deed}, now, and from where"))
def note_deed(
    account_records: AccountRecords, accounts: Accounts, scenario: ScenarioInfo, deed: str
) -> None:
    ada, (action, outcome) = accounts.of("Ada").id, DEEDS[deed]
    eventually(
        lambda: account_records.entries(scenario.correlation_id, action),
        equals=[(ada, ada, outcome, "now", "from somewhere")],
        what=f"entries of the kind {action}: who, whose, how it ended, when and where",
        where="the shop's audit log",
    )
