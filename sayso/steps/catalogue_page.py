"""The catalogue as one page that a person who never saw Python can write a scenario from."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sayso.steps.catalogue import CatalogueEntry
from sayso.text import plural

ASSETS = Path(__file__).parent / "assets"


def page(entries: Iterable[CatalogueEntry], title: str) -> str:
    """A page in one file, without outside calls; only its own script and style may run."""
    style, script = (
        (ASSETS / name).read_text(encoding="utf-8") for name in ("catalogue.css", "catalogue.js")
    )
    templates = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("catalogue.html").render(
        entries=list(entries),
        plural=plural,
        title=title,
        style=style,
        script=script,
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'",
    )


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
