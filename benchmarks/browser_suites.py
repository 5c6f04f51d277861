"""The same scenarios written for each tool, and the environment each tool lives in."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.environments import found, made, python_with

PROJECT = Path(__file__).parents[1]
Command = tuple[list[str | Path], Path]  # and the folder it runs in

BARE = """
from playwright.sync_api import expect, sync_playwright

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path={browser!r})
    for number in range({count}):
        context = browser.new_context()
        page = context.new_page()
        page.goto({address!r})
        page.get_by_label("Name").fill(f"Ada {{number}}")
        page.get_by_role("button", name="Greet").click()
        heading = page.get_by_role("heading", name=f"Hello Ada {{number}}", exact=True)
        expect(heading).to_be_visible()
        context.close()
    browser.close()
"""
LAUNCH = """
import pytest

@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {{**browser_type_launch_args, "executable_path": {browser!r}}}
"""
PLAIN = """
import pytest
from playwright.sync_api import expect

@pytest.mark.parametrize("number", range({count}))
def test_greeting(page, number):
    page.goto({address!r})
    page.get_by_label("Name").fill(f"Ada {{number}}")
    page.get_by_role("button", name="Greet").click()
    expect(page.get_by_role("heading", name=f"Hello Ada {{number}}", exact=True)).to_be_visible()
"""
SCENARIO = """
  Scenario: Visitor {number} is greeted
    Given a visitor has opened the form
    When the visitor asks to be greeted as "Ada {number}"
    Then the page says "Hello Ada {number}"
"""
STEPS = """
from playwright.sync_api import expect
from pytest_bdd import given, parsers, then, when

@given("a visitor has opened the form")
def open_form(page):
    page.goto({address!r})

@when(parsers.parse('the visitor asks to be greeted as "{{name}}"'))
def ask(page, name):
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Greet").click()

@then(parsers.parse('the page says "{{text}}"'))
def says(page, text):
    expect(page.get_by_role("heading", name=text, exact=True)).to_be_visible()
"""
BEHAVE_STEPS = """
from behave import given, then, when
from playwright.sync_api import expect

@given("a visitor has opened the form")
def open_form(context):
    context.page.goto({address!r})

@when('the visitor asks to be greeted as "{{name}}"')
def ask(context, name):
    context.page.get_by_label("Name").fill(name)
    context.page.get_by_role("button", name="Greet").click()

@then('the page says "{{text}}"')
def says(context, text):
    expect(context.page.get_by_role("heading", name=text, exact=True)).to_be_visible()
"""
ENVIRONMENT = """
from playwright.sync_api import sync_playwright

def before_all(context):
    context.playwright = sync_playwright().start()
    context.browser = context.playwright.chromium.launch(executable_path={browser!r})

def after_all(context):
    context.browser.close()
    context.playwright.stop()

def before_scenario(context, scenario):
    context.browsing = context.browser.new_context()
    context.page = context.browsing.new_page()

def after_scenario(context, scenario):
    context.browsing.close()
"""
PLAYWRIGHT_CONFIG = """
import {{ defineConfig }} from '@playwright/test';
import {{ defineBddConfig }} from 'playwright-bdd';

const testDir = defineBddConfig({{ features: 'features/*.feature', steps: 'steps.ts' }});
export default defineConfig({{
  testDir, workers: 1, reporter: 'html',
  use: {{ launchOptions: {{ executablePath: {browser} }}, screenshot: 'on' }},
}});
"""
PLAYWRIGHT_STEPS = """
import {{ expect }} from '@playwright/test';
import {{ createBdd }} from 'playwright-bdd';

const {{ Given, When, Then }} = createBdd();
Given('a visitor has opened the form', async ({{ page }}) => {{ await page.goto({address}); }});
When('the visitor asks to be greeted as {{string}}', async ({{ page }}, name) => {{
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', {{ name: 'Greet' }}).click();
}});
Then('the page says {{string}}', async ({{ page }}, text) => {{
  await expect(page.getByRole('heading', {{ name: text, exact: true }})).toBeVisible();
}});
"""
ROBOT = """\
*** Settings ***
Library          Browser    run_on_failure=NONE
Suite Setup      New Browser    chromium    headless=True    executablePath={browser}
Test Setup       New Context
Test Teardown    Close Context
Test Template    A Visitor Is Greeted

*** Test Cases ***
{cases}

*** Keywords ***
A Visitor Is Greeted
    [Arguments]    ${{name}}
    New Page    {address}
    Fill Text    input[name=name]    ${{name}}
    Click    button
    Get Text    h1    ==    Hello ${{name}}
"""


@dataclass(frozen=True)
class Suite:
    """`count` scenarios on the page at `address`, in folders below `folder`."""

    folder: Path
    count: int
    address: str
    browser: str

    def bare(self) -> Command:
        return [sys.executable, self._write("bare.py", BARE)], self.folder

    def sayso(self) -> Command:
        self._write("sayso/conftest.py", LAUNCH)
        self._write("sayso/steps/form.py", STEPS)
        self._features("sayso")
        settings = "[tool.sayso]\n[tool.pytest.ini_options]\n"
        folder = self._write("sayso/pyproject.toml", settings).parent
        return [self._python("sayso", "--editable", str(PROJECT)), "-m", "pytest", "-q"], folder

    def pytest_playwright(self) -> Command:
        self._write("plain/conftest.py", LAUNCH)
        folder = self._write("plain/test_form.py", PLAIN).parent
        return [self._python("plain", "pytest-playwright"), "-m", "pytest", "-q"], folder

    def pytest_bdd(self) -> Command:
        self._features("bdd")
        self._write("bdd/conftest.py", LAUNCH)
        bound = "\nfrom pytest_bdd import scenarios\n\nscenarios('features')\n"
        folder = self._write("bdd/test_form.py", STEPS + bound).parent
        return [
            self._python("bdd", "pytest-bdd", "pytest-playwright"),
            "-m",
            "pytest",
            "-q",
        ], folder

    def behave(self) -> Command:
        self._features("behave")
        self._write("behave/features/steps/form.py", BEHAVE_STEPS)
        folder = self._write("behave/features/environment.py", ENVIRONMENT).parents[1]
        return [self._python("behave", "behave", "playwright"), "-m", "behave", "-q"], folder

    def playwright_bdd(self) -> Command:
        self._features("node")
        self._write("node/steps.ts", PLAYWRIGHT_STEPS, as_json=True)
        folder = self._write("node/playwright.config.ts", PLAYWRIGHT_CONFIG, as_json=True).parent
        self._write("node/package.json", "{{}}")
        made([found("npm"), "install", "--silent", "playwright-bdd", "@playwright/test"], folder)
        return ["sh", "-c", "npx bddgen && npx playwright test"], folder

    def robot(self) -> Command:
        names = [f"Visitor {number}    Ada {number}" for number in range(self.count)]
        folder = self._write("robot/form.robot", ROBOT, cases="\n".join(names)).parent
        python = self._python("robot", "robotframework", "robotframework-browser")
        made([python, "-m", "Browser.entry", "init", "--skip-browsers"], folder)
        return [python, "-m", "robot", "form.robot"], folder

    def _features(self, name: str) -> None:
        scenarios = (SCENARIO.format(number=number) for number in range(self.count))
        target = self.folder / name / "features/greeting.feature"
        target.parent.mkdir(parents=True)
        target.write_text("Feature: Greeting\n" + "".join(scenarios), encoding="utf-8")

    def _write(self, name: str, text: str, *, as_json: bool = False, **more: str) -> Path:
        address, browser = self.address, self.browser
        if as_json:
            address, browser = json.dumps(address), json.dumps(browser)
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        filled = text.format(address=address, browser=browser, count=self.count, **more)
        target.write_text(filled, encoding="utf-8")
        return target

    def _python(self, name: str, *packages: str) -> str:
        return python_with(self.folder / f"{name}-environment", *packages)
