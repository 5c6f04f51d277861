"""What a scenario's browser showed: pictures, complaints of its console, groups in the trace."""

from __future__ import annotations

from contextlib import suppress

import pytest
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    WebError,
)
from pytest_bdd.parser import Step

from sayso.browser.plugin import BROWSERS
from sayso.evidence import pictures, refused_hosts
from sayso.evidence.attachments import Evidence
from sayso.evidence.awaited import selector_in
from sayso.evidence.browser_calls import BrowserCalls
from sayso.evidence.downloads import Downloads
from sayso.evidence.kinds import CONSOLE, REQUEST, SCRIPT, TEXT
from sayso.redaction.sessions import remember_cookies
from sayso.settings import Settings

FOUND_WITHIN = 200.0  # milliseconds; the step has waited for it long enough
MAX_COMPLAINTS = 50  # of one scenario; a page that complains in a loop says nothing new
# Dots instead of characters in every field that takes a secret, in pictures, traces and videos
# alike. A style sheet of this sort is not subject to the page's content security policy.
HIDE_SECRETS = """
(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`input:is(
    [autocomplete^="cc-number"], [autocomplete="cc-csc"], [autocomplete$="password"],
    [name*="password" i], [name*="card_number" i], [name*="cardnumber" i], [name*="cvc" i],
    [name*="cvv" i], [name*="security_code" i], [name*="secret" i]
  ) { -webkit-text-security: disc !important }`);
  document.adoptedStyleSheets.push(sheet);
})()
"""
# A number that changes with what a page shows and with what was typed into it.
FINGERPRINT = r"""
() => {
  const fields = [...document.querySelectorAll("input, textarea, select")];
  const shown = [location.href, document.documentElement.outerHTML]
    .concat(fields.map((field) => field.value + field.checked)).join("\n");
  let number = 0;
  for (let n = 0; n < shown.length; n++) number = (number * 31 + shown.charCodeAt(n)) | 0;
  return number;
}
"""


class BrowserRecorder:
    """Watches the contexts of one attempt, and at a failure pictures every page there is."""

    def __init__(self, config: pytest.Config, evidence: Evidence) -> None:
        self._config = config
        self._evidence = evidence
        self._mode = Settings.of(config).evidence
        self._traced = config.getoption("tracing", "off") != "off"
        self._browsers = config.stash.get(BROWSERS, [])
        self._contexts: list[BrowserContext] = []
        self._downloads = Downloads(evidence)
        self._pictures = pictures.Pictures()
        self._refuses = False
        self._complaints = 0
        self._failure_pictured = False
        # the fingerprint of each page when it was pictured
        self._pictured: dict[Page, int | None] = {}
        self._step: Step | None = None
        self._calls = BrowserCalls(evidence)
        self._awaited = ""

    def watch(self, context: BrowserContext, *, refuses: bool) -> None:
        """Follow a new context until it is closed; it may refuse foreign hosts."""
        self._refuses = self._refuses or refuses
        context.add_init_script(HIDE_SECRETS)
        context.on("console", self._console)
        context.on("weberror", self._script_error)
        context.on("requestfailed", self._failed_request)
        context.on("download", self._downloads.keep)
        context.on("response", self._calls.note)
        context.on("close", self._forget)
        self._contexts.append(context)
        if self._step:
            self._open_group(context, self._step)

    def _forget(self, context: BrowserContext) -> None:  # Playwright takes no built-in function
        self._contexts.remove(context)

    def before_step(self, step: Step) -> None:
        self._step = step
        for context in self._contexts:
            self._open_group(context, step)

    def failed_with(self, error: BaseException) -> None:
        """What the step that failed was looking for is marked in its picture."""
        if self._refuses:
            refused_hosts.explain(error)
        self._awaited = selector_in(error)

    def after_step(self, *, failed: bool, last: bool) -> None:
        self._remember_cookies()
        self._calls.keep()
        if failed:
            self._picture_failure("The page when the step failed")
            self._failure_pictured = True
        elif self._mode == "steps":
            self._picture_changed()
        elif last and self._mode == "scenarios":
            for page in self._pages:
                self._picture(page, "The page after the last step")
        if self._traced and self._step:  # a step that failed softly may end twice
            for context in self._contexts:
                context.tracing.group_end()
        self._step = None

    def finish(self, *, failed: bool) -> None:
        """A failure outside of any step is pictured too."""
        self._calls.keep()
        if failed and not self._failure_pictured:
            self._picture_failure("The page at the failure")
        self._downloads.finish()

    def _remember_cookies(self) -> None:
        """Before anybody else writes down what the step has changed."""
        for context in self._contexts:
            with suppress(Error):  # the browser has ended
                found = context.cookies()
                remember_cookies((each["name"], each["value"]) for each in found)

    def _open_group(self, context: BrowserContext, step: Step) -> None:
        if self._traced:
            context.tracing.group(f"{step.keyword} {step.name}")

    @property
    def _pages(self) -> list[Page]:
        return [page for context in self._contexts for page in context.pages]

    def _picture_failure(self, title: str) -> None:
        """Also what a test opened by itself, or another test left open, like a shared sign-in."""
        pages = dict.fromkeys(self._pages)
        for browser in self._browsers:
            if browser.is_connected():
                pages |= dict.fromkeys(page for own in browser.contexts for page in own.pages)
            else:
                reason = "the browser has ended; the next scenario gets a new one"
                self._evidence.add(reason, kind=TEXT, title="No picture")
        for page in pages:
            self._picture(page, title, whole=True)

    def _picture_changed(self) -> None:
        for page in self._pages:
            try:
                # Not page.evaluate, which would wait for a script that never ends.
                fingerprint = page.locator(":root").evaluate(FINGERPRINT, timeout=pictures.WITHIN)
            except Error:
                fingerprint = None  # it hangs, or is on its way to another page: changed
            if fingerprint is None or self._pictured.get(page) != fingerprint:
                self._pictured[page] = fingerprint
                self._picture(page, "The page after the step")

    def _picture(self, page: Page, title: str, *, whole: bool = False) -> None:
        note = ""
        try:
            if whole:
                picture, note = self._whole(page)
            else:
                picture = self._pictures.view(page)
        except Error as error:
            reason = f"{page.url} could not be pictured: {error.message}"
            self._evidence.add(reason, kind=TEXT, title="No picture")
        else:
            self._evidence.add(picture, kind="image/png", title=f"{title}{note}: {page.url}")

    def _looked_for(self, page: Page) -> tuple[list[Locator], str]:
        """What the step looked for, to be marked where this page has it."""
        if not self._awaited:
            return [], ""
        awaited = page.locator(self._awaited)
        try:
            # Not count(), which would wait for a script that never ends.
            awaited.first.wait_for(state="attached", timeout=FOUND_WITHIN)
        except Error:
            return [], "; what it looked for is not there"
        return [awaited], "; what it looked for is marked"

    def _whole(self, page: Page) -> tuple[bytes, str]:
        """The whole page, and a note on what the step looked for."""
        if page.context not in self._contexts:
            for frame in page.frames:
                frame.locator(":root").evaluate(HIDE_SECRETS, timeout=pictures.WITHIN)
        awaited, note = self._looked_for(page)
        return self._pictures.whole(page, awaited), note

    def _console(self, message: ConsoleMessage) -> None:
        refused = self._refuses and refused_hosts.NO_PROXY in message.text  # told by the request
        if message.type == "error" and not refused:
            place = message.location
            where = f"{place['url']}:{place['lineNumber'] + 1}"
            self._complain(f"{message.text}\n{where}", CONSOLE, "The browser's console")

    def _script_error(self, error: WebError) -> None:
        text = error.error.stack or error.error.message
        self._complain(text, SCRIPT, "An error in a script of the page")

    def _failed_request(self, request: Request) -> None:
        reason = request.failure or "failed"
        if self._refuses and refused_hosts.is_refusal(reason):
            said = refused_hosts.note(self._config, request.url)
            self._complain(said, TEXT, f"Refused: {request.method} {request.url}")
        elif reason != "net::ERR_ABORTED":  # the page was left before the answer came
            self._complain(f"{request.method} {request.url}\n{reason}", REQUEST, "A failed request")

    def _complain(self, text: str, kind: str, title: str) -> None:
        self._complaints += 1
        if self._complaints <= MAX_COMPLAINTS:
            self._evidence.add(text, kind=kind, title=title)
