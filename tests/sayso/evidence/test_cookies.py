"""What the browser holds as a cookie stands in no artefact of the run."""

from __future__ import annotations

import os
from pathlib import Path

from sayso.cli import init
from tests.projects.forks import PYTEST, run_forked

KEY = "k9x2v7q4m1z8w3r6t5y0p2s4d6f8g1h3"
CHATTY = """
        print(f"opened with {self.headers['Cookie']}", flush=True)
        self.send_response(200)
        self.send_header("Set-Cookie", "sessionid=KEY; HttpOnly; Path=/")
""".replace("KEY", KEY)


def test_a_session_key_of_the_browser_opens_nothing_afterwards(tmp_path: Path) -> None:
    init.main([str(tmp_path)])
    app = tmp_path / "tiny_page/app.py"
    text = app.read_text().replace("        self.send_response(200)\n", CHATTY)
    app.write_text(text)
    steps = tmp_path / "steps/visitor.py"
    failing = f'front_page.open()\n    raise AssertionError("kept as {KEY}")'
    steps.write_text(steps.read_text().replace("front_page.open()", failing))
    ran = run_forked([*PYTEST, "--tracing", "on", "--showlocals"], tmp_path, os.environ, within=120)
    assert ran.returncode == 1
    assert "kept as [removed]" in ran.stdout
    written = [path for path in (tmp_path / "reports").rglob("*") if path.is_file()]
    assert [path for path in written if KEY.encode() in path.read_bytes()] == []
    assert KEY not in ran.stdout + ran.stderr
