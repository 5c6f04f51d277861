"""What a suite looks for on a page is compared with what the templates carry."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.lint.locators import Ids
from tests.sayso.lint.conftest import TEMPLATE, Write, found

CARRIED = {
    "without quotation marks": ("total", "<p data-testid=total>1</p>"),
    "in single ones": ("total", "<p data-testid='total'>1</p>"),
    "partly computed, without any": ("cart-total", "<p data-testid={{ kind }}-total>1</p>"),
    "partly computed": ("cart-total", '<p data-testid="{{ kind }}-total">1</p>'),
}


@pytest.mark.parametrize("name", CARRIED)
def test_a_test_id_is_found_in_a_template(name: str, write: Write, tmp_path: Path) -> None:
    wanted, template = CARRIED[name]
    write("shop/more.html", template)
    write("pages/more.py", f'def more(page):\n    return page.get_by_test_id("{wanted}")\n')
    assert found(tmp_path) == []


LOST = {
    "a selector": ("""locator('[data-testid="lost"]')""", "unknown-test-id"),
    "a selector without quotation marks": ("locator('p[data-testid=lost]')", "unknown-test-id"),
    "the beginning of one": ("""locator('[data-testid^="lost"]')""", "unknown-test-id"),
    "a constant": ("get_by_test_id(LOST)", "unknown-test-id"),
    "an id": ('locator("#lost")', "unknown-id"),
    "an id in a selector": ('locator("form > p#lost.wide")', "unknown-id"),
    "the end of an id": ('locator(f"#{kind}-lost")', "unknown-id"),
}
FOUND = {
    "a test id": """locator('[data-testid="cart-total"]')""",
    "the beginning of a test id": """locator('[data-testid^="cart-"]')""",
    "the end of a test id": """locator('[data-testid$="-total"]')""",
    "a part of a test id": """locator('[data-testid*="rt-to"]')""",
    "an id": 'locator("#note")',
    "an id without quotation marks": 'locator("#plain")',
    "a computed id": 'locator("#line-3")',
    "an address": """locator('a[href="#lost"]')""",
    "a text": """locator('p:has-text("#lost")')""",
    "another engine": "locator('text=#lost')",
    "a value": "locator(selector)",
}


@pytest.mark.parametrize("name", LOST)
def test_an_id_that_no_template_carries_is_told(name: str, write: Write, tmp_path: Path) -> None:
    call, rule = LOST[name]
    write("pages/more.py", f'LOST = "lost"\ndef more(page, kind):\n    return page.{call}\n')
    assert found(tmp_path) == [f"pages/more.py:3 {rule}"]


@pytest.mark.parametrize("name", FOUND)
def test_what_a_template_carries_is_found(name: str, write: Write, tmp_path: Path) -> None:
    write("shop/more.html", '<p id="note"></p><p id=plain></p><p id="line-{{ number }}"></p>')
    write("pages/more.py", f"def more(page, selector):\n    return page.{FOUND[name]}\n")
    assert found(tmp_path) == []


def test_ids_fit_when_one_can_become_the_other() -> None:
    fitting = {
        "total": {"total", "t{}", "{}l", "{}", "t{}l", "{}{}"},
        "t{}": {"total", "t{}", "{}", "t{}l", "{}{}"},
        "note": {"note", "{}", "{}{}"},
    }
    others = ["total", "note", "t{}", "{}l", "{}", "t{}l", "{}{}", "note-t"]
    for one, expected in fitting.items():
        assert {each for each in others if Ids([one]).fit(each)} == expected
        assert {each for each in others if Ids([each]).fit(one)} == expected
    assert not Ids([]).fit("{}")


COMPUTED = """
class Totals:
    def __init__(self, page, of):
        self.total = page.get_by_test_id({asked})
"""


@pytest.mark.parametrize(
    ("asked", "unused"),
    [
        ('f"{of}-total"', ["2"]),
        ('f"{of}"', ["1", "2"]),
        ("of", ["1", "2"]),
        ('f"{of}-n{of}"', ["1"]),
    ],
)
def test_a_computed_test_id_uses_only_those_it_can_name(
    asked: str, unused: list[str], write: Write, tmp_path: Path
) -> None:
    write("shop/more.html", '<p data-testid="sum-total">\n<p data-testid="sum-note">')
    write("pages/more.py", COMPUTED.format(asked=asked))
    assert found(tmp_path) == [f"shop/more.html:{line} unused-test-id" for line in unused]


def test_a_test_id_that_is_handed_over_is_used(write: Write, tmp_path: Path) -> None:
    write("shop/more.html", '<p data-testid="sum-total">\n<p data-testid="sum-note">')
    write("pages/more.py", COMPUTED.format(asked="of"))
    write("fixtures/totals.py", 'def total(page):\n    return Totals(page, "sum-total")\n')
    assert found(tmp_path) == ["shop/more.html:2 unused-test-id"]


def test_a_test_id_that_only_a_fixture_uses_is_used(write: Write, tmp_path: Path) -> None:
    write("shop/cart.html", TEMPLATE + '<p data-testid="note">')
    write("fixtures/note.py", 'def note(page):\n    return page.get_by_test_id("note")\n')
    assert found(tmp_path) == []


def test_a_template_in_another_encoding_is_read_as_far_as_it_goes(
    write: Write, tmp_path: Path
) -> None:
    write("pages/more.py", 'def more(page):\n    return page.get_by_test_id("note")\n')
    (tmp_path / "shop" / "more.html").write_bytes(b'<p data-testid="note">caf\xe9</p>')
    assert found(tmp_path) == []


@pytest.mark.usefixtures("write")
def test_a_folder_or_a_link_to_nothing_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "shop" / "more.html").mkdir()
    (tmp_path / "shop" / "lost.html").symlink_to("nowhere.html")
    assert found(tmp_path) == []
