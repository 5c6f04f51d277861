"""What a page is made of, for checks that a browser would make with its accessibility tree."""

from html.parser import HTMLParser
from typing import Self

Attributes = dict[str, str | None]


class Markup(HTMLParser):
    """The elements of a page in their order, and the forms with what is in them."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, Attributes]] = []
        self.forms: list[tuple[Attributes, list[Attributes]]] = []

    @classmethod
    def of(cls, page: str) -> Self:
        """Read a page."""
        markup = cls()
        markup.feed(page)
        markup.close()
        return markup

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag == "form":
            self.forms.append((attributes, []))
        if tag in {"input", "select"} and self.forms:
            self.forms[-1][1].append(attributes)

    def all(self, *tags: str) -> list[Attributes]:
        """The attributes of every element with one of these names."""
        return [attributes for tag, attributes in self.elements if tag in tags]

    def values(self, tag: str, attribute: str) -> list[str | None]:
        """One attribute of every element of a name."""
        return [attributes.get(attribute) for attributes in self.all(tag)]
