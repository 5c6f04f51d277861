"""Step definitions about the list of products and the search in it."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.gateway import refusal
from fixtures.products import Products
from fixtures.programs import Programs
from pages.product import ProductPage
from pages.products import ProductsPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("{product:Text} was looked at a moment ago, with {number:d} left"))
def have_looked_at(
    product_page: ProductPage, products: Products, product: str, number: int
) -> None:
    product_page.open(slug=products[product].slug)
    note = f"note about the stock of {product}"
    expect(product_page.stock_note, note).to_have_text(f"{number} left")


@given(parsed("{product:Text} is described as {description:Text}"))
def have_described(products: Products, product: str, description: str) -> None:
    products.describe(product, description)


@when(parsed("a program searches by the name of {product:Text}"), target_fixture="found")
def search_by_name(programs: Programs, products: Products, product: str) -> list[str]:
    return list(programs.stranger.inventory.found(products[product].name))


@when(parsed("Ada searches by the name of {product:Text}"))
def search_by_name_on_page(products_page: ProductsPage, products: Products, product: str) -> None:
    products_page.open()
    products_page.search(products[product].name)


@when("Ada looks at the shelves and their order", target_fixture="seen_names")
def look_at_order(products_page: ProductsPage) -> list[str]:
    products_page.open()
    return products_page.names.all_inner_texts()


@then(parsed("{first:Text} stands before {second:Text}"))
def stand_before(products: Products, seen_names: list[str], first: str, second: str) -> None:
    ours = [products[first].name, products[second].name]
    seen = [name for name in seen_names if name in ours]
    assert seen == ours, f"names on the shelves: expected {ours}, but they were {seen}"


@then(parsed("{product:Text} cannot be looked at any more"))
def have_no_page(programs: Programs, products: Products, product: str) -> None:
    inventory, slug = programs.stranger.inventory, products[product].slug
    reason = refusal(lambda: inventory.available(slug)).reason
    assert reason == "there is no such thing", f"the page of {product} is refused because {reason}"


@then(parsed("she reads of it {description:Text}"))
def read_description(product_page: ProductPage, description: str) -> None:
    expect(product_page.facts, "what is said of the product").to_contain_text(description)


@then(parsed("the search still says {words:Text}"))
def keep_words(products_page: ProductsPage, words: str) -> None:
    expect(products_page.words, "search field").to_have_value(words)


@then(parsed("she finds {product:Text}"))
def see_found(products_page: ProductsPage, products: Products, product: str) -> None:
    found = products_page.article(products[product].name)
    expect(found, f"{product} among what was found").to_have_count(1)


@then(parsed("{product:Text} is sold out in the list, in a search and by itself"))
def be_sold_out_everywhere(
    products_page: ProductsPage, product_page: ProductPage, products: Products, product: str
) -> None:
    name = products[product].name
    products_page.open()
    expect(products_page.stock_note(name), f"{product} in the list").to_have_text("Sold out")
    products_page.search(name)
    expect(products_page.stock_note(name), f"{product} in a search").to_have_text("Sold out")
    product_page.open(slug=products[product].slug)
    expect(product_page.stock_note, f"note on the page of {product}").to_have_text("Sold out")


@then(parsed("a program that searches for {product:Text} finds it with {number:d} left"))
def find(programs: Programs, products: Products, product: str, number: int) -> None:
    eventually(
        lambda: programs.stranger.inventory.found(products[product].name),
        equals={products[product].name: number},
        what=f"products that are found by the name of {product}",
        where="the shop's answer to a program",
    )


@then("she reads that 1 product was found")
def count_found(products_page: ProductsPage) -> None:
    expect(products_page.found, "how many were found").to_contain_text("1 product for")
