"""What a step was looking for on a page when it failed."""

from __future__ import annotations

from types import TracebackType


def selector_in(error: BaseException) -> str:
    """Playwright's selector of the locator that an action or expectation was about.

    Messages name a locator in words of Python, so it is read off the frames of the traceback, where
    Playwright's own objects stand; nothing if there is none, or if they are called otherwise.
    """
    found, place = "", error.__traceback__
    while place is not None:
        found = _selector_of(place) or found
        place = place.tb_next
    return found


def _selector_of(place: TracebackType) -> str:
    owner = place.tb_frame.f_locals.get("self")
    if not type(owner).__module__.startswith("playwright."):
        return ""
    inner = getattr(owner, "_impl_obj", owner)
    locator = getattr(inner, "_actual_locator", inner)
    selector = getattr(locator, "_selector", "")
    return selector if isinstance(selector, str) else ""
