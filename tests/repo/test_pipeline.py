"""A job of the pipeline is nothing that people could not run themselves."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NO_JOBS = {"default", "variables", "workflow"}


def test_every_job_stands_in_the_table_of_the_readme() -> None:
    pipeline = (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8")
    jobs = set(re.findall(r"^([a-z][a-z-]*):$", pipeline, re.MULTILINE)) - NO_JOBS
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert jobs == set(re.findall(r"^\| `([a-z-]+)` \| `(?:uv|docker) ", readme, re.MULTILINE))
