"""What keeps people from using a screen, as far as a program can find it."""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it tells no types
from playwright.sync_api import Page as Browser

ColourScheme = Literal["light", "dark"]

# The rules of WCAG 2.2 A and AA, and what axe itself holds to be good practice. Nothing is fetched.
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules that look at colours; the others find the same on a dark screen.
OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RULES: dict[ColourScheme, object] = {"light": EVERY_RULE, "dark": OF_COLOURS}

# The narrowest screen that WCAG 1.4.10 speaks of, in CSS pixels.
NARROW = {"width": 320, "height": 640}

LARGE_TEXT = "document.documentElement.style.fontSize = '200%'"

# Elements that stick out to the right, and boxes that what is in them does not fit into.
CUT_OFF = """() => {
  const root = document.documentElement, width = root.clientWidth;
  const shown = e => e.checkVisibility() && e.clientWidth > 1;
  const words = e => e.textContent.trim().slice(0, 40);
  const told = (e, how) => `${e.tagName.toLowerCase()} "${words(e)}" ${how}`;
  const isBox = e => !/^inline$/.test(getComputedStyle(e).display) && e.tagName !== "INPUT";
  const elements = [...document.body.querySelectorAll("*")].filter(shown);
  const out = elements.filter(e => e.getBoundingClientRect().right > width + 1);
  const tight = elements.filter(e => isBox(e) && e.scrollWidth > e.clientWidth + 1);
  const sideways = root.scrollWidth > width ? ["the screen scrolls sideways"] : [];
  return [
    ...sideways,
    ...out.map(e => told(e, "sticks out")),
    ...tight.map(e => told(e, "holds more than it has room for")),
  ];
}"""


def barriers(browser: Browser) -> list[str]:
    """What axe finds in light and in dark colours, each with the elements it is about."""
    found = []
    for colours, rules in RULES.items():
        browser.emulate_media(color_scheme=colours)
        options = {"resultTypes": ["violations"], "preload": False, "runOnly": rules}
        violations = Axe().run(browser, options=options).response["violations"]
        found += [f"in {colours} colours, {described(each)}" for each in violations]
    browser.emulate_media(color_scheme=None)
    return found


def described(violation: dict[str, Any]) -> str:
    targets = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
    return f"{violation['id']} ({violation['impact']}): {violation['help']}: {', '.join(targets)}"


def cut_off(browser: Browser) -> dict[str, list[str]]:
    """What cannot be seen on a narrow screen, and in text of twice the size."""
    usual = browser.viewport_size
    browser.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a width and a height
    narrow = browser.evaluate(CUT_OFF)
    browser.set_viewport_size(usual or {"width": 1280, "height": 720})
    browser.evaluate(LARGE_TEXT)
    large = browser.evaluate(CUT_OFF)
    browser.evaluate("document.documentElement.style.fontSize = ''")
    found = {"on a narrow screen": narrow, "in large text": large}
    return {where: things for where, things in found.items() if things}
