"""Money as people read it, and text as it may come in."""

import pytest
from pydantic import ValidationError

from app_under_test.kernel.fields import Body, Email, Line
from app_under_test.kernel.money import format_money


class Card(Body):
    name: Line = "Ada"
    email: Email = "ada@example.org"


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (1250, "GBP", "£12.50"),
        (5, "GBP", "£0.05"),
        (0, "GBP", "£0.00"),
        (123456789, "GBP", "£1,234,567.89"),
        (-395, "GBP", "-£3.95"),
        (100, "XYZ", "1.00 XYZ"),
    ],
)
def test_money_reads_like_money(minor: int, currency: str, text: str) -> None:
    assert format_money(minor, currency) == text


@pytest.mark.parametrize("name", ["Zoë O'Neill", "مريم", "李 🙂", "x" * 200])
def test_names_of_any_script_are_kept(name: str) -> None:
    assert Card(name=name).name == name


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "a\r\nBcc: b", "a\0", "\ud800", "a\u2028b"])
def test_what_is_no_line_of_text_is_refused_without_repeating_it(name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Card(name=name)
    assert "input_value" not in str(refusal.value)


def test_an_address_is_one_address_in_any_spelling() -> None:
    assert Card(email="  Ada@Example.ORG ").email == "ada@example.org"


@pytest.mark.parametrize(
    "email",
    [
        *("", "ada", "ada@", "@example.org", "a b@c.d", "a@b@c.d", "ada@localhost"),
        *("a@b.c\nBcc: x@y.z", "x" * 250 + "@example.org", "a@b.c, d@e.f", "a@b.c\0"),
    ],
)
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(ValidationError, match=r"must be an e-mail address|characters that are no"):
        Card(email=email)
