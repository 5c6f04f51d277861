"""The pictures of the products: always the same, always harmless."""

from xml.etree import ElementTree as ET

import pytest

from app_under_test.storefront.artwork import GLAZES, SHAPE_WORDS
from app_under_test.storefront.pages import TEMPLATES
from tests.shop.storefront.browser import Person


@pytest.mark.parametrize("slug", ["blue-mug", "assam-tea", "oak-chopping-board", "x", "7", "a_b"])
def test_every_slug_has_a_picture_that_needs_no_style(visitor: Person, slug: str) -> None:
    response = visitor.open(f"/art/{slug}.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    tree = ET.fromstring(response.text)  # noqa: S314 - our own answer
    for element in tree.iter():
        assert "style" not in element.attrib, "the pages' CSP refuses style attributes"
        assert element.tag.rpartition("}")[2] not in {"style", "script", "image", "foreignObject"}
    assert visitor.open(f"/art/{slug}.svg").text == response.text


def test_the_words_decide_what_is_drawn(visitor: Person) -> None:
    blue_mug = visitor.open("/art/blue-mug.svg").text
    assert GLAZES["blue"].main in blue_mug
    assert blue_mug != visitor.open("/art/blue-teapot.svg").text


def test_every_shape_has_a_drawing_and_every_drawing_a_word() -> None:
    drawn = {path.stem for path in (TEMPLATES / "art").glob("*.svg")} - {"frame"}
    assert drawn == set(SHAPE_WORDS)
