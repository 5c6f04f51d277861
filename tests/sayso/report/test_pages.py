"""The pages in a real browser, opened from disk as people open them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from sayso.report.draw import draw
from sayso.report.reader import read_run
from tests.projects.report_hostile import HACKED
from tests.projects.report_whole import FAILED, FAILED_HOSTILE, FAILED_ROW, PAGES, whole_report

AXE = Path(__file__).parents[2] / "compat/axe/axe.min.js"
# Without `preload`: the policy of the pages forbids to fetch even their own style once more.
RULES = {
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole_report(tmp_path_factory.mktemp("report"))


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains of while a test looks at pages: must be nothing."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if _is_ours(message) else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: said.append(request.url) if _leaves(request.url) else None)
    yield said
    assert said == []


def _is_ours(message: ConsoleMessage) -> bool:
    """An error of the page itself; what is blocked inside a mail's frame is blocked on purpose."""
    inside_a_frame = "-frame.html" in message.text or "-frame.html" in message.location["url"]
    in_its_folder = "/evidence/x" in message.location["url"] or "/evidence/x" in message.text
    return message.type == "error" and not inside_a_frame and not in_its_folder


def _leaves(address: str) -> bool:
    return urlsplit(address).scheme not in ("file", "data", "about", "blob")


def opened(page: Page, report: Path, path: str, query: str = "") -> Page:
    page.goto((report / path).as_uri() + query)
    return page


def ending(address: str) -> re.Pattern[str]:
    """Of an address; a click returns before the page that it leads to is there."""
    return re.compile(re.escape(address) + "$")


# Chapters far away are laid out when somebody comes near; axe looks at all of them at once.
LAY_OUT = """
for (const each of document.querySelectorAll(".chapter")) each.style.contentVisibility = "visible"
"""


def accessibility_faults(page: Page) -> list[str]:
    page.evaluate(LAY_OUT)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{fault['id']}: {node['html'][:160]}: {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.usefixtures("complaints")
def test_pages_are_accessible_and_silent(page: Page, report: Path, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    found = {}
    for path in PAGES:
        opened(page, report, path, "?read=technical")
        found[path] = accessibility_faults(page)
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_no_foreign_text_becomes_markup(page: Page, report: Path) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    for path in PAGES:
        opened(page, report, path, "?read=technical")
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert page.evaluate(f"window.{HACKED}") is None, f"{path} ran foreign code"
        markup = page.locator("img[src='x'], svg[onload], b.hostile, a[href^='javascript']")
        assert markup.count() == 0, f"{path} has foreign elements"
    assert dialogs == []


def test_hostile_text_is_shown_as_text(page: Page, report: Path) -> None:
    opened(page, report, "f/features/part/hostile.html")
    expect(page.get_by_role("heading", level=1)).to_contain_text("</script><script>")


def test_a_mail_is_shown_in_a_frame_that_runs_nothing(page: Page, report: Path) -> None:
    opened(page, report, FAILED_HOSTILE, "?read=technical")
    page.get_by_text("E-mail to").first.click()
    frame = page.frame_locator("iframe").first
    expect(frame.get_by_role("heading", name="A mail")).to_be_visible()
    assert page.locator("iframe").first.get_attribute("sandbox") == ""


def test_pages_fit_a_phone(page: Page, report: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    widths = {}
    for path in PAGES:
        opened(page, report, path)
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in widths.items() if width > 360} == {}


def test_business_readers_are_spared_the_machinery(page: Page, report: Path) -> None:
    opened(page, report, FAILED)
    detail = page.get_by_text("Technical detail").first
    expect(page.get_by_text("Expected 4, but it was 3").first).to_be_visible()
    expect(detail).to_be_hidden()
    expect(page.get_by_role("heading", name="In order of time")).to_be_hidden()
    page.get_by_role("button", name="Technical").click()
    expect(detail).to_be_visible()
    expect(page.get_by_role("heading", name="In order of time")).to_be_visible()


def test_the_keyboard_reaches_everything(page: Page, report: Path) -> None:
    opened(page, report, FAILED)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Go to the content")).to_be_focused()
    technical = page.get_by_role("button", name="Technical")
    technical.focus()
    page.keyboard.press("Enter")
    expect(technical).to_have_attribute("aria-pressed", "true")
    page.locator("summary", has_text="Technical detail").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.trace pre").first).to_be_visible()


def test_a_reading_goes_along_to_other_pages(page: Page, report: Path) -> None:
    opened(page, report, "f/features/part/endings.html")
    page.get_by_role("button", name="Technical").click()
    page.get_by_role("link", name="Hostile").last.click()
    expect(page).to_have_url(ending("hostile.html?read=technical"))
    page.get_by_role("link", name="Tags", exact=True).click()
    expect(page).to_have_url(ending("tags.html?read=technical"))
    expect(page.get_by_role("button", name="Technical")).to_have_count(0)


def test_a_row_that_failed_leads_to_its_own_account(page: Page, report: Path) -> None:
    opened(page, report, "f/features/part/endings.html")
    page.locator("#adding-n table").get_by_role("link", name="fails").click()
    account = page.locator("details:target")
    expect(account.locator("summary")).to_have_text("How it was checked: 2, 3")
    account.get_by_role("link", name="Everything about this failure").click()
    expect(page).to_have_url(ending(FAILED_ROW))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Adding 2")


def test_keys_lead_from_failure_to_failure(page: Page, report: Path) -> None:
    opened(page, report, FAILED, "?read=technical")
    title = page.get_by_role("heading", level=1)
    expect(page.get_by_text("Failure 1 of")).to_be_visible()
    page.keyboard.press("n")
    expect(title).to_contain_text("Its set-up fails")
    expect(page.get_by_text("Failure 2 of")).to_be_visible()  # from then on keys are heard
    expect(page).to_have_url(ending("?read=technical"))
    page.keyboard.press("p")
    expect(title).to_contain_text("A step fails")


def test_a_failure_is_copied_as_text_with_its_address(
    new_context: NewContext, report: Path
) -> None:
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    opened(page, report, FAILED)
    page.get_by_role("button", name="Copy as ticket text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "> Then the total is 4\n\nReason: expected 4, but it was 3\nAgain: pytest " in copied
    assert copied.endswith(f"Report: {(report / FAILED).as_uri()}")


def test_a_picture_is_enlarged_in_place(page: Page, report: Path) -> None:
    opened(page, report, "f/features/part/endings.html", "?read=technical")
    address = page.url
    page.locator("figure img").first.click()
    large = page.get_by_role("dialog", name="Picture")
    expect(large.get_by_role("img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(large).to_have_count(0)
    assert page.url == address


def test_the_search_finds_features_scenarios_steps_and_tags(page: Page, report: Path) -> None:
    opened(page, report, "index.html")
    page.keyboard.press("/")
    hits = page.locator("#hits li")
    for words, expected in {
        "endings": "Endings",
        "second TIME": "It works the second time",
        "weather is bad": "A step skips",
        "@REQ-1 adding": "Adding 1",
        "known bug": "It is a known bug",
        "expected 4": "A step fails",
    }.items():
        page.get_by_role("searchbox", name="Search").fill(words)
        expect(hits.filter(has_text=expected).first).to_be_visible()
    page.get_by_role("searchbox", name="Search").fill("no such thing")
    expect(page.get_by_text("Nothing found")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("wether", "A step skips"),
        ("weatherr", "A step skips"),
        ("waether bad", "A step skips"),
        ("knowm", "It is a known bug"),
        ("wethr", ""),  # two errors
        ("bda", ""),  # too short to tell what was meant
    ],
)
def test_the_search_forgives_one_typing_error(
    page: Page, report: Path, typed: str, expected: str
) -> None:
    opened(page, report, "index.html")
    page.get_by_role("searchbox", name="Search").fill(typed)
    expect(page.get_by_text("Nothing found")).to_be_visible()
    if expected:
        expect(page.locator("#hits li", has_text=expected)).to_have_count(1)
    else:
        expect(page.locator("#hits li")).to_have_count(0)


def test_whole_words_and_titles_are_found_first(page: Page, report: Path) -> None:
    opened(page, report, "run.html", "?q=works")
    hits = page.locator("#hits li a")
    expect(hits.first).to_have_text("It works the second time")  # "works" is also a state
    expect(hits.filter(has_text="It passes")).to_be_visible()


def test_hits_are_reached_by_keys(page: Page, report: Path) -> None:
    opened(page, report, FAILED)
    page.keyboard.press("/")
    page.keyboard.type("adding")
    expect(page.locator("#hits li")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#hits a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    first = page.locator("#hits a").first.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{first.removeprefix('../')}")


def test_a_hit_leads_to_its_scenario(page: Page, report: Path) -> None:
    opened(page, report, "index.html")
    page.get_by_role("searchbox", name="Search").fill("a step skips")
    page.locator("#hits").get_by_role("link").first.click()
    expect(page).to_have_url(ending("endings.html#a-step-skips"))


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ("@known or @fixed", ["It is a known bug", "It was a known bug"]),
        ("@REQ-1 and not (@known or @later) and @fixed", ["It was a known bug"]),
    ],
)
def test_testers_filter_by_tag_expression(
    page: Page, report: Path, tags: str, names: list[str]
) -> None:
    opened(page, report, "run.html")
    page.get_by_label("Tags").fill(tags)
    shown = page.locator(".all tbody tr:visible a")
    expect(shown).to_have_text(names)
    page.reload()
    expect(shown).to_have_text(names)


def test_a_broken_tag_expression_is_explained(page: Page, report: Path) -> None:
    opened(page, report, "run.html")
    page.get_by_label("Tags").fill("@known and")
    expect(page.locator(".filters output")).to_have_text("Tags: a tag is missing")


def test_testers_filter_by_state_and_text(page: Page, report: Path) -> None:
    opened(page, report, "run.html")
    page.get_by_label("State").select_option("fails")
    page.get_by_label("Text").fill("tear-down")
    expect(page.locator(".all tbody tr:visible a")).to_have_text(["Its tear-down fails"])
    expect(page.locator(".att:visible a").first).to_have_text("Its tear-down fails")


def test_step_definitions_are_found_by_their_words(page: Page, report: Path) -> None:
    opened(page, report, "steps.html")
    page.get_by_label("Words").fill("weather")
    expect(page.locator(".sentence:visible")).to_have_count(1)
    expect(page.locator(".sentence:visible")).to_contain_text("the weather is bad")


def test_rows_of_an_outline_are_told_apart_by_their_values(page: Page, report: Path) -> None:
    opened(page, report, "run.html")
    rows = page.locator(".all tbody a", has_text="Adding")
    expect(rows).to_have_text(["Adding 1 (n: 1, sum: 1)", "Adding 2 (n: 2, sum: 3)"])


def test_everything_can_be_read_without_scripts(new_context: NewContext, report: Path) -> None:
    page = new_context(java_script_enabled=False).new_page()
    opened(page, report, FAILED)
    expect(page.get_by_text("Expected 4, but it was 3").first).to_be_visible()
    expect(page.get_by_text("Technical detail").first).to_be_visible()
    expect(page.get_by_role("button", name="Technical")).to_be_hidden()
    opened(page, report, "index.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_print_has_every_row_and_no_machinery(page: Page, report: Path) -> None:
    opened(page, report, "f/features/part/endings.html", "?read=technical")
    page.emulate_media(media="print")
    expect(page.locator(".reason", has_text="Expected 3, but it was 2")).to_be_visible()
    expect(page.locator("summary", has_text="Sum")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Report")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")


def test_the_start_page_says_it_in_a_sentence(page: Page, report: Path) -> None:
    opened(page, report, "index.html")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile(r"\d+ of \d+ scenarios work\.")
    )
    attention = page.locator(".att", has_text="A step fails")
    expect(attention).to_contain_text("Expected 4, but it was 3")
    expect(attention).to_contain_text("2 scenarios")  # that fail alike
    expect(attention).to_contain_text("Fails since")
    expect(page.get_by_role("heading", name="Everything about parts")).to_be_visible()


def test_one_file_needs_nothing_beside_it(page: Page, report: Path, tmp_path: Path) -> None:
    alone = tmp_path / "report.html"
    alone.write_bytes((report / "report.html").read_bytes())
    page.goto(alone.as_uri())
    pictures = page.locator("figure img")
    assert pictures.count() > 0
    for picture in pictures.all():
        assert (picture.get_attribute("src") or "").startswith("data:image/png;base64,")
    assert alone.read_text("utf-8").count("data:image/png;base64,") == 1


def test_drawing_again_from_the_recording_draws_the_same(report: Path) -> None:
    before = _pages(report)
    draw(read_run(report / "messages.ndjson"), report, report / "history.jsonl")
    assert before.keys() >= set(PAGES)
    assert _pages(report) == before


def _pages(report: Path) -> dict[str, str]:
    return {
        path.relative_to(report).as_posix(): path.read_text("utf-8")
        for path in report.rglob("*.html")
    }
