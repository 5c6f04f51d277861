"""How each language writes amounts, days and countries, and what is written in it."""

import pytest

from app_under_test.kernel.languages import Language
from app_under_test.notifications import wording
from app_under_test.notifications.rendering import TEMPLATES
from app_under_test.notifications.subjects import SUBJECTS

ENGLISH_ONLY = {"refund-refused", "low-stock", "stock-back"}


@pytest.mark.parametrize(
    ("minor", "currency", "english", "german"),
    [
        (123450, "GBP", "\u00a31,234.50", "1.234,50\u00a0\u00a3"),
        (123456789, "EUR", "\u20ac1,234,567.89", "1.234.567,89\u00a0\u20ac"),
        (5, "GBP", "\u00a30.05", "0,05\u00a0\u00a3"),
        (-395, "GBP", "-\u00a33.95", "-3,95\u00a0\u00a3"),
        (100, "XYZ", "1.00 XYZ", "1,00\u00a0XYZ"),
    ],
)
def test_an_amount_has_the_signs_of_its_language(
    minor: int, currency: str, english: str, german: str
) -> None:
    assert wording.money(minor, currency, "en") == english
    assert wording.money(minor, currency, "de") == german


@pytest.mark.parametrize(("language", "day"), [("en", "5 March 2026"), ("de", "5. M\u00e4rz 2026")])
def test_a_day_is_written_out(language: Language, day: str) -> None:
    assert wording.day("2026-03-05T23:59:00+00:00", language) == day


@pytest.mark.parametrize(("language", "country"), [("en", "Germany"), ("de", "Deutschland")])
def test_a_country_has_a_name_in_each_language(language: Language, country: str) -> None:
    assert wording.country("DE", language) == country
    assert wording.country("XX", language) == "XX"


def test_every_letter_to_a_customer_is_there_in_german_too() -> None:
    assert set(SUBJECTS["de"]) == set(SUBJECTS["en"]) - ENGLISH_ONLY


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_subject_has_a_letter_of_two_parts(language: Language) -> None:
    files = {file.name for file in (TEMPLATES / language).iterdir()}
    assert files == {f"{name}.{kind}" for name in SUBJECTS[language] for kind in ("txt", "html")}
