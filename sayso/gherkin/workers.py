"""Whether pytest-xdist hands the run out to workers."""

from __future__ import annotations

import pytest

from sayso.gherkin.discovery import has_features, only_collects

DIFFERING = "the workers collected different tests"


def pytest_configure(config: pytest.Config) -> None:
    each = hands_out_work(config) and config.getoption("dist") == "each"
    if each and has_features(config):
        raise pytest.UsageError(
            "--dist=each would run every scenario once in each worker, and a scenario counts once; "
            "use --dist=load"
        )


def hands_out_work(config: pytest.Config) -> bool:
    """Whether this is the controller of pytest-xdist, which collects and runs nothing itself."""
    distributing = config.getoption("dist", "no") != "no" and config.getoption("tx", None)
    in_worker = hasattr(config, "workerinput")
    return bool(distributing) and not in_worker and not only_collects(config)


def tells_of_differing(report: pytest.CollectReport) -> bool:
    """Whether it is pytest-xdist's word that workers differ, which names a worker for a file."""
    said = report.longrepr
    return isinstance(said, str) and said.startswith("Different tests were collected between ")
