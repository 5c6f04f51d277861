"""Step definitions about messages that could not be processed."""

from __future__ import annotations

from pytest_bdd import given, then

from fixtures.message_broker import MessageBroker
from pages.messages import MessagesPage
from sayso import eventually


@given("a message that nobody can read has been sent to the shop", target_fixture="topic")
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
