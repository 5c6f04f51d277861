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
from tests.projects.report_whole import PAGES, whole_report

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


def accessibility_faults(page: Page) -> list[str]:
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
    opened(page, report, "f/features/part/hostile.html", "?read=technical")
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
    opened(page, report, "f/features/part/endings.html")
    failing = page.locator("#a-step-fails")
    detail = failing.get_by_text("Technical detail").first
    expect(failing.get_by_text("expected 4, but it was 3").first).to_be_visible()
    expect(detail).to_be_hidden()
    page.get_by_role("button", name="Technical").click()
    expect(detail).to_be_visible()
    expect(
        failing.get_by_text("pytest 'features/part/endings.feature::A step fails'")
    ).to_be_visible()


def test_the_keyboard_reaches_everything(page: Page, report: Path) -> None:
    opened(page, report, "f/features/part/endings.html")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Go to the content")).to_be_focused()
    technical = page.get_by_role("button", name="Technical")
    technical.focus()
    page.keyboard.press("Enter")
    expect(technical).to_have_attribute("aria-pressed", "true")
    summary = page.locator("#a-step-fails summary", has_text="Technical detail").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#a-step-fails pre").first).to_be_visible()


def test_the_search_finds_features_scenarios_steps_and_tags(page: Page, report: Path) -> None:
    opened(page, report, "index.html")
    page.keyboard.press("/")
    hits = page.locator("#hits li")
    for words, expected in {
        "endings": "Endings",
        "second TIME": "It works the second time",
        "weather is bad": "A step skips",
        "@REQ-1 adding": "Adding 1",
    }.items():
        page.get_by_role("searchbox", name="Search").fill(words)
        expect(hits.filter(has_text=expected).first).to_be_visible()
    page.get_by_role("searchbox", name="Search").fill("no such thing")
    expect(page.get_by_text("Nothing found")).to_be_visible()


def test_a_hit_leads_to_its_scenario(page: Page, report: Path) -> None:
    opened(page, report, "index.html")
    page.get_by_role("searchbox", name="Search").fill("a step skips")
    page.locator("#hits").get_by_role("link").first.click()
    assert page.url.endswith("endings.html#a-step-skips")


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
    shown = page.locator("#all tbody tr:visible a")
    expect(shown).to_have_text(names)


def test_a_broken_tag_expression_is_explained(page: Page, report: Path) -> None:
    opened(page, report, "run.html")
    page.get_by_label("Tags").fill("@known and")
    expect(page.locator("#found")).to_have_text("Tags: a tag is missing")


def test_testers_filter_by_state_and_text(page: Page, report: Path) -> None:
    opened(page, report, "run.html")
    page.get_by_label("State").select_option("fails")
    page.get_by_label("Text").fill("tear-down")
    expect(page.locator("#all tbody tr:visible a")).to_have_text(["Its tear-down fails"])


def test_rows_of_an_outline_are_told_apart_by_their_values(page: Page, report: Path) -> None:
    opened(page, report, "run.html")
    rows = page.locator("#all tbody a", has_text="Adding")
    expect(rows).to_have_text(["Adding 1 (n: 1, sum: 1)", "Adding 2 (n: 2, sum: 3)"])


def test_everything_can_be_read_without_scripts(new_context: NewContext, report: Path) -> None:
    page = new_context(java_script_enabled=False).new_page()
    opened(page, report, "f/features/part/endings.html")
    expect(page.get_by_text("expected 4, but it was 3").first).to_be_visible()
    expect(page.get_by_text("Technical detail").first).to_be_visible()
    expect(page.get_by_role("button", name="Technical")).to_be_hidden()
    opened(page, report, "index.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_print_opens_everything_but_tracebacks(page: Page, report: Path) -> None:
    opened(page, report, "f/features/part/endings.html", "?read=technical")
    page.emulate_media(media="print")
    expect(page.get_by_text("added up")).to_be_visible()
    expect(page.get_by_text("Traceback").first).to_be_hidden()
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
    expect(attention).to_contain_text("fails since")
    expect(page.get_by_role("heading", name="Everything about parts")).to_be_visible()


def test_one_file_needs_nothing_beside_it(page: Page, report: Path, tmp_path: Path) -> None:
    alone = tmp_path / "report.html"
    alone.write_bytes((report / "report.html").read_bytes())
    page.goto(alone.as_uri())
    pictures = page.locator("figure img")
    assert pictures.count() > 0
    for picture in pictures.all():
        assert (picture.get_attribute("src") or "").startswith("data:image/png;base64,")


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
