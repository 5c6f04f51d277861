"""Step definitions about what keeps people from using the shop."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import then, when

from fixtures.cards import GOOD
from fixtures.keyboard import Keyboard
from fixtures.people import People
from fixtures.products import Products
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from fixtures.visits import Visits
from pages.any_screen import AnyScreen
from pages.barriers import barriers, cut_off
from steps.phrases import parsed

LANDMARKS = """
- link "Skip to the main part"
- banner:
  - link "Kettle & Loom"
  - navigation "Shop"
- main:
  - heading /{heading}.*/ [level=1]
- contentinfo
"""


@when(parsed("{person:Name} looks at {screen:Screen}"))
def look_at(visits: Visits, person: str, screen: str) -> None:  # noqa: ARG001  # whoever is signed in
    visits.show(screen)


@when(parsed("{person:Name} makes a mistake at {screen:Screen}"))
def make_mistake(visits: Visits, person: str, screen: str) -> None:  # noqa: ARG001  # as above
    visits.make_mistake(screen)


@when(
    parsed("Ada buys {quantity:d} {product:Text} with the keyboard alone"), target_fixture="order"
)
def buy_by_keyboard(
    keyboard: Keyboard,
    products: Products,
    order_records: OrderRecords,
    people: People,
    quantity: int,
    product: str,
) -> Order:
    keyboard.buy(quantity, products[product].slug, GOOD)
    return order_records.newest_of(people["Ada"].email)


@then("nothing on it is a barrier or cut off, whatever the colours, the screen and the text")
def have_no_barrier(any_screen: AnyScreen) -> None:
    found = "\n".join(barriers(any_screen.browser))
    assert not found, f"barriers on {any_screen.browser.url}:\n{found}"
    hidden = cut_off(any_screen.browser)
    assert not hidden, f"what cannot be seen of {any_screen.browser.url}: {hidden}"


@then(parsed("title, heading and landmarks say that it is {heading:Text}"))
def say_where(any_screen: AnyScreen, heading: str) -> None:
    title = any_screen.browser.title()
    expected = f"{heading}*· Kettle & Loom"
    assert title.startswith(heading), f"title of the screen: expected {expected}, but it is {title}"
    expect(any_screen.whole, "landmarks of the screen").to_match_aria_snapshot(
        LANDMARKS.format(heading=heading.replace("?", r"\?"))
    )


@then(parsed("she is led to a list of what is wrong, and from there to {number:d} question"))
@then(parsed("she is led to a list of what is wrong, and from there to {number:d} questions"))
@then(parsed("he is led to a list of what is wrong, and from there to {number:d} question"))
def lead_to_fields(any_screen: AnyScreen, number: int) -> None:
    """Each line leads to the field it is about, which says the same."""
    expect(any_screen.alert, "list of what is wrong").to_be_focused()
    expect(any_screen.problems, "questions in the list of what is wrong").to_have_count(number)
    for problem in any_screen.problems.all():
        field, words = any_screen.field_of(problem), problem.inner_text()
        problem.click()
        expect(field, f"field that {words!r} leads to").to_be_focused()
        expect(field, "what is said beside that field").to_have_accessible_description(
            any_screen.saying(words)
        )
        expect(field, "whether the field counts as wrong").to_have_attribute("aria-invalid", "true")


@then("she has seen at every step where she was")
def have_seen_focus(keyboard: Keyboard) -> None:
    assert not keyboard.unmarked, f"focus that could not be seen: {keyboard.unmarked}"


@then(parsed("a screen reader hears {words:Text}"))
def hear(any_screen: AnyScreen, words: str) -> None:
    expect(any_screen.notice, "what is announced").to_contain_text(words)
