"""A feature, steps and evidence whose every text tries to run something in the report."""

from __future__ import annotations

HACKED = "sayso_was_hacked"
SCRIPT = f"</script><script>window.{HACKED}=1;alert(1)</script>"
IMAGE = f"<img src=x onerror=window.{HACKED}=1>"
TITLE = f"Shop {SCRIPT}"

INTRODUCTION = f"""# Everything about parts

{SCRIPT} {IMAGE} <b class="hostile">bold</b>
[a link](javascript:window.{HACKED}=1) [another](data:text/html,<script>alert(1)</script>)
![a picture](http://outside.test/x.png) <svg onload=window.{HACKED}=1>
"""

HOSTILE = f"""\
@<b>tag @"quoted"
Feature: Hostile {SCRIPT}
  {IMAGE} [a link](javascript:window.{HACKED}=1) ![p](http://outside.test/x.png)
  <!-- a comment --> ]]> &lt; {{{{ 7*7 }}}} {{% raw %}}

  Rule: Rule {SCRIPT}

    Scenario: Scenario {IMAGE}
      Given a hostile "{IMAGE}" step
        | {SCRIPT} | {IMAGE} |
      Then it fails with "{SCRIPT}"

    Scenario Outline: Outline <a>
      Given a hostile "<a>" step
        | x |

      Examples: Examples {IMAGE}
        | a |
        | {SCRIPT} |
"""

HOSTILE_STEPS = f'''
import json

SCRIPT = {SCRIPT!r}
IMAGE = {IMAGE!r}
MAIL = f"""From: {{IMAGE}} <a@shop.example>
To: b@shop.example
Subject: {{SCRIPT}}
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<h1>A mail</h1>{{SCRIPT}}{{IMAGE}}<form action="javascript:alert(1)"><button>x</button></form>
"""


@given(parsers.parse('a hostile "{{text}}" step'))
def hostile(text, datatable, evidence):
    exchange = {{
        "request": {{"method": IMAGE, "url": SCRIPT, "headers": {{IMAGE: SCRIPT}}, "body": SCRIPT}},
        "response": {{"status": IMAGE, "reason": SCRIPT, "headers": {{}}, "body": IMAGE}},
        "milliseconds": 3,
    }}
    rows = {{
        "tables": [
            {{
                "name": SCRIPT,
                "columns": [IMAGE],
                "changes": [{{"kind": SCRIPT, "before": [IMAGE], "after": [SCRIPT]}}],
            }}
        ]
    }}
    for kind, body in {{
        "application/vnd.sayso.http+json": json.dumps(exchange),
        "application/vnd.sayso.database+json": json.dumps(rows),
        "message/rfc822": MAIL,
        "text/uri-list": "javascript:alert(1)",
        "text/x.sayso.log": SCRIPT + IMAGE,
        "application/json": json.dumps(SCRIPT),
        "text/plain": SCRIPT,
        "image/svg+xml": SCRIPT,
    }}.items():
        evidence.add(body, kind=kind, title=SCRIPT + IMAGE)


@then(parsers.parse('it fails with "{{text}}"'))
def fails(text):
    raise AssertionError(text + IMAGE)
'''
