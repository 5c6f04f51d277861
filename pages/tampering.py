"""What somebody with a little knowledge can do to any screen in their own browser."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

ADD_HIDDEN_INPUTS = """claims => {
  for (const form of document.forms) {
    for (const [name, value] of Object.entries(claims)) {
      form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
    }
  }
}"""


def claim(browser: Browser, claims: dict[str, str]) -> None:
    """Let every form on the screen send figures that the shop never asked for."""
    browser.evaluate(ADD_HIDDEN_INPUTS, claims)
