"""Behaviour-driven acceptance testing: everything a suite needs is imported from here.

What is not listed in `__all__` is private and may change.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.evidence.attachments import Evidence as Evidence
    from sayso.evidence.http import HttpSession as HttpSession
    from sayso.evidence.recorder import EvidenceRecorder as EvidenceRecorder
    from sayso.evidence.signed_in import Member as Member
    from sayso.evidence.signed_in import SignedIn as SignedIn
    from sayso.gherkin.document import FeatureDocument as FeatureDocument
    from sayso.gherkin.problems import Problem as Problem
    from sayso.outcomes import not_run as not_run
    from sayso.report.model import Run as Run
    from sayso.runner.scenario_info import ScenarioInfo as ScenarioInfo
    from sayso.steps.cucumber import cucumber_parser as cucumber_parser
    from sayso.steps.datatables import TableError as TableError
    from sayso.steps.datatables import rows as rows
    from sayso.steps.soft import soft as soft
    from sayso.target.mail_sink import MailSink as MailSink
    from sayso.target.mails import codes_in as codes_in
    from sayso.target.mails import links_in as links_in
    from sayso.target.mails import text_of as text_of
    from sayso.target.plugin import StartTarget as StartTarget
    from sayso.target.process import NotReadyError as NotReadyError
    from sayso.target.proxies import Proxy as Proxy
    from sayso.target.simultaneous import Call as Call
    from sayso.target.simultaneous import at_once as at_once
    from sayso.target.targets import System as System
    from sayso.target.waiting import EventuallyTimeoutError as EventuallyTimeoutError
    from sayso.target.waiting import eventually as eventually

# Loaded when first asked for, so that pytest and the `sayso` command start at once.
_MODULES = {
    "Call": "sayso.target.simultaneous",
    "Evidence": "sayso.evidence.attachments",
    "EvidenceRecorder": "sayso.evidence.recorder",
    "EventuallyTimeoutError": "sayso.target.waiting",
    "FeatureDocument": "sayso.gherkin.document",
    "HttpSession": "sayso.evidence.http",
    "MailSink": "sayso.target.mail_sink",
    "Member": "sayso.evidence.signed_in",
    "NotReadyError": "sayso.target.process",
    "Problem": "sayso.gherkin.problems",
    "Proxy": "sayso.target.proxies",
    "Run": "sayso.report.model",
    "ScenarioInfo": "sayso.runner.scenario_info",
    "SignedIn": "sayso.evidence.signed_in",
    "StartTarget": "sayso.target.plugin",
    "System": "sayso.target.targets",
    "TableError": "sayso.steps.datatables",
    "at_once": "sayso.target.simultaneous",
    "codes_in": "sayso.target.mails",
    "cucumber_parser": "sayso.steps.cucumber",
    "eventually": "sayso.target.waiting",
    "links_in": "sayso.target.mails",
    "not_run": "sayso.outcomes",
    "rows": "sayso.steps.datatables",
    "soft": "sayso.steps.soft",
    "text_of": "sayso.target.mails",
}

__all__ = list(_MODULES)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
