"""Step definitions about messages that could not be processed."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.message_broker import MessageBroker
from pages.messages import MessagesPage
from sayso import eventually


@given("a message that nobody can read has been sent to the shop", target_fixture="topic")
@when("a message that nobody can read is sent to the shop", target_fixture="topic")
def have_sent_nonsense(message_broker: MessageBroker) -> str:
    return message_broker.send_nonsense()


@then("Sam finds the message among those that wait for the staff, with the reason")
def find_message(messages_page: MessagesPage, topic: str) -> None:
    eventually(
        lambda: [reason.partition(":")[0] for reason in messages_page.reasons(topic)],
        equals=["Invalid JSON"],
        what=f"reasons of the messages about {topic} that wait",
        where="the staff's page of messages",
    )


@when("Sam has the message tried again")
def retry(messages_page: MessagesPage, topic: str) -> None:
    find_message(messages_page, topic)
    messages_page.retry(topic)


@then("he is told that the message was refused again")
def be_told_of_refusal(messages_page: MessagesPage) -> None:
    told = "The message was refused again"
    expect(messages_page.notice, "notice on the page of messages").to_contain_text(told)


@then("it still waits for the staff")
def wait_still(messages_page: MessagesPage, topic: str) -> None:
    """Why it waits is written anew each time."""
    eventually(
        lambda: len(messages_page.reasons(topic)),
        equals=1,
        what=f"messages about {topic} that wait",
        where="the staff's page of messages",
    )
