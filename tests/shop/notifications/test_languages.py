"""Mails in German: subject, both parts, and how amounts and days are written."""

from typing import Any

import pytest

from tests.shop.notifications.post_office import ORDER, PERSON, Shop
from tests.shop.notifications.test_mails import squeezed, texts

NUMBER = str(ORDER["number"])
GERMAN_PERSON = PERSON | {"language": "de"}
GERMAN_BUYER = {"email": "ada@example.org", "language": "de"}


@pytest.mark.parametrize(
    ("topic", "payload", "subject", "facts"),
    [
        (
            "user.registered",
            GERMAN_PERSON,
            "Willkommen, bestätigen Sie Ihre Adresse",
            ["Guten Tag Ada", "https://shop.example/confirm-email?token=the-token"],
        ),
        (
            "user.registration_repeated",
            GERMAN_PERSON,
            "Sie haben schon ein Konto",
            ["https://shop.example/sign-in", "https://shop.example/forgotten-password"],
        ),
        (
            "password.reset_requested",
            GERMAN_PERSON,
            "Wählen Sie ein neues Passwort",
            ["https://shop.example/reset-password?token=the-token", "zehn Minuten"],
        ),
        (
            "password.changed",
            GERMAN_PERSON,
            "Ihr Passwort wurde geändert",
            ["https://shop.example/forgotten-password"],
        ),
        (
            "user.sign_in_blocked",
            GERMAN_PERSON,
            "Jemand versucht, sich als Sie anzumelden",
            ["https://shop.example/forgotten-password"],
        ),
        (
            "user.confirmation_requested",
            GERMAN_PERSON,
            "Bestätigen Sie Ihre Adresse",
            ["https://shop.example/confirm-email?token=the-token"],
        ),
        (
            "user.email_requested",
            GERMAN_PERSON,
            "Bestätigen Sie Ihre neue Adresse",
            ["https://shop.example/change-email?token=the-token"],
        ),
        (
            "user.email_changing",
            GERMAN_PERSON,
            "Ihre Adresse soll geändert werden",
            ["https://shop.example/forgotten-password"],
        ),
        ("user.deleted", GERMAN_PERSON, "Ihr Konto ist geschlossen", ["Auf Wiedersehen"]),
        (
            "order.paid",
            GERMAN_BUYER,
            "Ihre Bestellung SO-7K3M9Q2P ist bestätigt",
            [
                *("2 \u00d7 Blue <mug> & Söhne", "25,00\u00a0£", "Zwischensumme: 39,00\u00a0£"),
                *("Lieferung: 3,95\u00a0£", "Gesamt: 42,95\u00a0£", "Vereinigtes Königreich"),
                "https://shop.example/orders/SO-7K3M9Q2P?key=order-key",
            ],
        ),
        (
            "order.cancelled",
            GERMAN_BUYER | {"reason": "asked for"},
            "Ihre Bestellung SO-7K3M9Q2P ist storniert",
            ["über 42,95\u00a0£ ist storniert", "Es wurde nichts abgebucht"],
        ),
        (
            "order.dispatched",
            GERMAN_BUYER
            | {
                "dispatched_at": "2026-03-05T10:00:00+00:00",
                "tracking_link": "https://carrier.example/parcels/KL2026GB",
            },
            "Ihre Bestellung SO-7K3M9Q2P ist unterwegs",
            [
                "hat uns am 5. März 2026 verlassen",
                "Ihr Paket verfolgen: https://carrier.example/parcels/KL2026GB",
            ],
        ),
        (
            "order.refunded",
            GERMAN_BUYER | {"refund_id": "refund-1", "amount_minor": 1201},
            "Ihre Erstattung zur Bestellung SO-7K3M9Q2P",
            ["wir haben 12,01\u00a0£ Ihrer Bestellung SO-7K3M9Q2P"],
        ),
    ],
)
def test_both_parts_are_in_the_language_of_the_reader(
    shop: Shop, topic: str, payload: dict[str, Any], subject: str, facts: list[str]
) -> None:
    shop.tell(topic, NUMBER, **payload)
    mail = shop.the_mail()
    assert (mail["Subject"], mail["Content-Language"]) == (subject, "de")
    plain, html = texts(mail)
    for fact in facts:
        assert fact in plain
    assert squeezed(html) == squeezed(plain)
    markup = mail.get_body(("html",))
    assert markup is not None
    assert '<html lang="de">' in markup.get_content()


def test_two_readers_of_different_languages_get_one_mail_each(shop: Shop) -> None:
    shop.tell("password.changed", "1", **GERMAN_PERSON)
    shop.tell("password.changed", "2", **PERSON | {"language": "en", "email": "ben@example.org"})
    shop.settled("sent", "sent")
    assert {(to[0], str(mail["Content-Language"])) for to, mail in shop.office.taken} == {
        ("ada@example.org", "de"),
        ("ben@example.org", "en"),
    }
