"""The subject of each letter in each language it is written in."""

from collections.abc import Mapping
from typing import Any

from app_under_test.kernel.languages import DEFAULT, Language

SUBJECTS: dict[Language, dict[str, str]] = {
    "en": {
        "confirm-address": "Welcome, confirm your address",
        "account-exists": "You already have an account",
        "sign-in-blocked": "Somebody tries to sign in as you",
        "confirm-again": "Confirm your address",
        "reset-password": "Choose a new password",
        "password-changed": "Your password was changed",
        "change-address": "Confirm your new address",
        "address-changing": "Your address is about to change",
        "goodbye": "Your account is closed",
        "order-confirmation": "Your order {number} is confirmed",
        "order-cancelled": "Your order {number} is cancelled",
        "order-dispatched": "Your order {number} is on its way",
        "order-refunded": "Your refund for order {number}",
        "refund-refused": "Refund refused: order {number}",
        "low-stock": "Low stock: {name}",
        "stock-back": "Back in stock: {name}",
    },
    "de": {
        "confirm-address": "Willkommen, bestätigen Sie Ihre Adresse",
        "account-exists": "Sie haben schon ein Konto",
        "sign-in-blocked": "Jemand versucht, sich als Sie anzumelden",
        "confirm-again": "Bestätigen Sie Ihre Adresse",
        "reset-password": "Wählen Sie ein neues Passwort",
        "password-changed": "Ihr Passwort wurde geändert",
        "change-address": "Bestätigen Sie Ihre neue Adresse",
        "address-changing": "Ihre Adresse soll geändert werden",
        "goodbye": "Ihr Konto ist geschlossen",
        "order-confirmation": "Ihre Bestellung {number} ist bestätigt",
        "order-cancelled": "Ihre Bestellung {number} ist storniert",
        "order-dispatched": "Ihre Bestellung {number} ist unterwegs",
        "order-refunded": "Ihre Erstattung zur Bestellung {number}",
    },
}
"""Staff are written to in English, and so is who waits for a product: no language is kept there."""


def language_of(facts: Mapping[str, Any]) -> Language:
    """The language in which the reader of a letter is written to; English where none is kept."""
    language: Language = facts.get("language", DEFAULT)
    return language


def subject_of(template: str, facts: Mapping[str, Any]) -> str:
    """The subject of a letter with its facts filled in."""
    return SUBJECTS[language_of(facts)][template].format(**facts)
