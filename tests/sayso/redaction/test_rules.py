"""Nothing secret stays in a text: known values in every spelling, and what looks like a secret."""

from __future__ import annotations

import json
import time

import pytest

from sayso.redaction import rules as redaction
from sayso.redaction import secrets
from sayso.redaction.rules import Redaction, passes_luhn, redact_text
from sayso.redaction.secrets import Secrets

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.s3cr3t-signature"
CARD = "4242424242424242"


@pytest.fixture(autouse=True)
def own_secrets(monkeypatch: pytest.MonkeyPatch) -> Secrets:
    """The secrets of this test instead of those of the run."""
    own = Secrets()
    monkeypatch.setattr(secrets, "RUN", own)
    monkeypatch.setattr(redaction, "RUN", own)
    return own


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"email": "a@b.example", "password": "s3cret!"}',
         '{"email": "a@b.example", "password": "[removed]"}'),
        ('{"password":"with \\"quotes\\" in it","n":1}', '{"password":"[removed]","n":1}'),
        ('{"access_token": "abc", "token_type": "bearer"}',
         '{"access_token": "[removed]", "token_type": "bearer"}'),
        ('{"card": {"security_code": 123, "expiry": "12/30"}}',
         '{"card": {"security_code": [removed], "expiry": "12/30"}}'),
        ('{"password": "it\'s"}', '{"password": "[removed]"}'),
        ("{'newPassword': 'it is'}", "{'newPassword': '[removed]'}"),
        ('{"event": "{\\"password\\": \\"s3cret!\\"}"}',
         '{"event": "{\\"password\\": \\"[removed]\\"}"}'),
        ("username=ada&password=s3cret%21&next=/", "username=ada&password=[removed]&next=/"),
        ("/reset-password?token=abc-def&x=1", "/reset-password?token=[removed]&x=1"),
        ("Authorization: Digest abc, x=1\nAccept: */*", "Authorization: [removed]\nAccept: */*"),
        ("Cookie: __Host-session=abc; theme=dark", "Cookie: [removed]"),
        (" * Debugger PIN: 141-777-613", " * Debugger PIN: [removed]"),
        ("password   = 'hunter two'", "password   = '[removed]'"),
        ('var CSRF = "abc", SECRET = "def";', 'var CSRF = "[removed]", SECRET = "[removed]";'),
        ('{"html": "SECRET = \\"def\\";"}', '{"html": "SECRET = \\"[removed]\\";"}'),
        ("it sent Bearer abcdefgh.ijk to us", "it sent Bearer [removed] to us"),
        (f"token was {TOKEN}", "token was [removed]"),
        ("it was .eJyrVkpMTFSyUkpMSqwF.Z0oQpA.sWnq4eJ0, he said", "it was [removed], he said"),
        ("row eyJfYXV0aF91c2VyX2lkIjoiMSJ9:1tPabc:w0Rd-1yZ_x ends", "row [removed] ends"),
        ("postgresql://shop:pa55@db/shop", "postgresql://shop:[removed]@db/shop"),
        (f'{{"number": "{CARD}"}}', '{"number": "[removed]"}'),
        ("paid with 4242 4242 4242 4242.", "paid with [removed]."),
        ("3782-822463-10005", "[removed]"),
        ('<input type=hidden name="csrf_token" value="abc">',
         '<input type=hidden name="csrf_token" value="[removed]">'),
        ("<input value='s3cret' type='password'>", "<input value=\"[removed]\" type='password'>"),
        ('<input name="q" value="mug">', '<input name="q" value="mug">'),
        ("İİ is longer in small: password=abc", "İİ is longer in small: password=[removed]"),
        ("SHOP_INTERNAL_KEY=abc SHOP_HOST=::1", "SHOP_INTERNAL_KEY=[removed] SHOP_HOST=::1"),
    ],
    ids=lambda value: value[:40],
)  # fmt: skip
def test_what_looks_like_a_secret_is_removed(text: str, expected: str) -> None:
    assert redact_text(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "4242424242424241",  # fails the check digit
        "1763801234567890123",  # a time in nanoseconds
        "8-4242424242424242-x",  # part of another number
        "a4242424242424242f",  # a hash
        '{"order_number": "SO-7K3M9Q2P", "total_minor": 2900}',
        "the password was changed",
        'if secret == "public": password = ask()',
        "http://127.0.0.1:8025/orders/SO-7K3M9Q2P",
        "a@b.example wrote to http://shop.example/x",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert redact_text(text) == text


def test_a_project_may_name_more(own_secrets: Secrets) -> None:
    rules = Redaction(["order_?key", "iban"])
    assert rules.text('{"orderKey": "abc", "iban": "DE12"}') == (
        '{"orderKey": "[removed]", "iban": "[removed]"}'
    )
    assert rules.is_sensitive("X-Order-Key") is False
    assert rules.is_sensitive("X-OrderKey") is True
    assert not own_secrets.kinds


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("SessionRef", "SessionRef=abcdef123", "SessionRef=[removed]"),
        ("SessionRef", '{"sessionref": "abc"}', '{"sessionref": "[removed]"}'),
        (r"order\Sref\b", "Order-Ref=abc&order refs=2", "Order-Ref=[removed]&order refs=2"),
        (
            r"\bPIN\b|\bPUK",
            "pin=1234&PukCode=99&shipping=3",
            "pin=[removed]&PukCode=[removed]&shipping=3",
        ),
        (r"(re)f\1", "İ refRE=abc", "İ refRE=[removed]"),
    ],
)
def test_a_name_of_the_project_is_found_in_any_case(name: str, text: str, expected: str) -> None:
    rules = Redaction(["iban", name])
    assert rules.text(text) == expected
    assert rules.text(expected) == expected


def test_headers_are_judged_by_their_names() -> None:
    shown = redaction.RULES.headers(
        {"X-Api-Key": "abc", "Set-Cookie": "a=b", "Location": "/?token=x", "Accept": "*/*"}
    )
    assert shown == {
        "X-Api-Key": "[removed]",
        "Set-Cookie": "[removed]",
        "Location": "/?token=[removed]",
        "Accept": "*/*",
    }


@pytest.mark.parametrize(
    "text",
    [
        "she typed Grün & \"süß\"/12 there",
        json.dumps({"x": 'Grün & "süß"/12'}),
        json.dumps({"x": 'Grün & "süß"/12'}, ensure_ascii=False),
        "q=Gr%C3%BCn+%26+%22s%C3%BC%C3%9F%22%2F12",
        "/Gr%C3%BCn%20%26%20%22s%C3%BC%C3%9F%22/12",
        "<b>Grün &amp; &quot;süß&quot;/12</b>",
        "R3LDvG4gJiAic8O8w58iLzEy",
    ],
)  # fmt: skip
def test_a_known_secret_is_removed_in_every_spelling(own_secrets: Secrets, text: str) -> None:
    own_secrets.add('Grün & "süß"/12')
    removed = redact_text(text)
    assert "[removed]" in removed
    for part in ("Grün", "Gr%C3", "Gr\\u00fcn", "R3LD"):
        assert part not in removed


def test_a_known_secret_is_found_inside_a_word(own_secrets: Secrets) -> None:
    own_secrets.add("abcdef123456")
    assert redact_text("xabcdef123456y") == "x[removed]y"


def test_a_known_secret_that_pytest_cuts_is_removed_on_both_sides(own_secrets: Secrets) -> None:
    own_secrets.add(f"{'begin'.ljust(150, 'b')}{'end'.rjust(150, 'e')}")
    own_secrets.add("abcdefgh-middle-ijklmnop")
    long = f"a long {'text ' * 60}abcdefgh-middle-ijklmnop"
    with pytest.raises(AssertionError) as raised:
        expect_equal(next(iter(own_secrets.kinds)), long)
    shown = redact_text(str(raised.value))
    assert "bbbb" not in shown
    assert "eeee" not in shown
    assert redact_text("x abcdefgh-mi...le-ijklmnop y") == "x [removed]...[removed] y"
    assert redact_text("'a longer abcdefgh...other'") == "'a longer [removed]...other'"
    assert redact_text("x abcdefg...jklmnop") == "x abcdefg...jklmnop"
    assert redact_text("12345678... and so on...") == "12345678... and so on..."


def expect_equal(one: str, other: str) -> None:
    assert one == other


def test_a_known_secret_without_letters_is_found(own_secrets: Secrets) -> None:
    own_secrets.add("!?&%-+ =")
    assert redact_text("it is !?&%-+ = here") == "it is [removed] here"


def test_a_longer_secret_is_removed_before_one_inside_it(own_secrets: Secrets) -> None:
    own_secrets.add("correct-horse")
    own_secrets.add("correct-horse-battery")
    assert redact_text("x correct-horse-battery y") == "x [removed] y"


def test_a_value_too_short_to_be_told_apart_is_refused(own_secrets: Secrets) -> None:
    with pytest.raises(ValueError, match="at least 6 characters, not 5"):
        own_secrets.add("12345")


def test_the_time_of_a_search_does_not_grow_with_the_number_of_secrets() -> None:
    few, many = Secrets(), Secrets()
    for number in range(5_000):
        (many if number else few).add(f"secret-of-{number * 7919:012d}")
    text = "an ordinary sentence of a report, 12345678 times\n" * 2_000
    assert seconds(few, text) * 20 + 0.1 > seconds(many, text)


def seconds(known: Secrets, text: str) -> float:
    started = time.process_time()
    assert known.found_in(text) == set()
    return time.process_time() - started


@pytest.mark.parametrize(
    "piece",
    ["-a", "\\", '"', "token", "eyJ-", "4 ", "4", "://a", "password=", "<input ", '"token":"'],
    ids=repr,
)
def test_no_text_takes_long(piece: str) -> None:
    started = time.process_time()
    redact_text(piece * (40_000 // len(piece)))
    assert time.process_time() - started < 1


def test_the_check_digit_of_cards() -> None:
    assert passes_luhn("4000 0000 0000 9995")
    assert not passes_luhn("4000 0000 0000 9996")
