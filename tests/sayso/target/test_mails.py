"""Text, links and codes of a mail."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from sayso import codes_in, links_in, text_of


def mail(plain: str = "", rich: str = "") -> EmailMessage:
    message = EmailMessage()
    if plain:
        message.set_content(plain)
    if rich and plain:
        message.add_alternative(rich, subtype="html")
    elif rich:
        message.set_content(rich, subtype="html")
    return message


def test_links_of_both_parts_stand_once_and_without_the_full_stop() -> None:
    found = links_in(
        mail(
            "Follow https://shop.example/confirm?token=a1&lang=en. Bye",
            '<a href="https://shop.example/confirm?token=a1&amp;lang=en">here</a>'
            "<a href='https://shop.example/help'>help</a><a href='mailto:a@b.example'>us</a>",
        )
    )
    assert found == ["https://shop.example/confirm?token=a1&lang=en", "https://shop.example/help"]


def test_a_code_is_no_part_of_a_longer_number_or_an_amount() -> None:
    said = "Your code is 482913. Order 48291377, ref A-123456, total 123456.50, or 099001!"
    assert codes_in(mail(said)) == ["482913", "099001"]
    assert codes_in(mail(said), digits=8) == ["48291377"]


def test_a_mail_that_is_only_html_has_a_text() -> None:
    assert "<b>Hello</b>" in text_of(mail(rich="<b>Hello</b>"))
    empty = message_from_bytes(b"Subject: nothing\n\n", policy=policy.default)
    assert text_of(empty) == ""
