"""What Playwright calls the parts of a screen, and what can be done to them."""

from __future__ import annotations

import ast

from sayso.steps.module import Module, name_of

_GETTERS = ("alt_text", "label", "placeholder", "role", "test_id", "text", "title")
# Nothing but Playwright has these; what they give is a part of the screen.
LOCATORS = frozenset({"locator", "frame_locator", *(f"get_by_{each}" for each in _GETTERS)})
NARROWED = frozenset({"and_", "filter", "nth", "or_"})
PARTS = frozenset({"content_frame", "first", "last"})
# What Playwright does, or tells, without comparing anything. Its wait_for... fail by design.
ACTIONS = LOCATORS | frozenset(
    {"all", "all_inner_texts", "all_text_contents", "blur", "bounding_box", "check"}
    | {"clear", "click", "close", "content", "count", "dblclick", "dispatch_event"}
    | {"fill", "filter", "focus", "get_attribute", "go_back", "go_forward", "goto"}
    | {"hover", "inner_html", "inner_text", "input_value", "is_checked", "is_disabled"}
    | {"is_editable", "is_enabled", "is_hidden", "is_visible", "nth", "pause", "press"}
    | {"press_sequentially", "reload", "screenshot", "scroll_into_view_if_needed"}
    | {"select_option", "set_checked", "set_input_files", "tap", "text_content"}
    | {"title", "type", "uncheck"}
)
# What Playwright's expect(...) ends in.
ENDINGS = ("to_", "not_to_")


def is_expect(called: ast.expr, module: Module) -> bool:
    """Whether a function is Playwright's `expect`."""
    source, name = module.imported.get(name_of(called), ("", ""))
    return source.startswith("playwright") and name == "expect" and isinstance(called, ast.Name)
