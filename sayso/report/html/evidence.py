"""Evidence as the page shows it: pictures, exchanges, rows, mails, logs; all of it untrusted."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

from sayso.evidence import kinds
from sayso.report.html.files import Files
from sayso.report.html.wording import duration
from sayso.report.model import Evidence, Outcome
from sayso.report.said import entry_of

# What every line of a structured log has; the rest follows as name=value.
LOG_HEAD = ("timestamp", "level", "service", "event")
ADDRESS = re.compile(r": ([a-z]+:\S+)$")
PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")


@dataclass
class EvidenceView:
    """What the template draws; `kind` picks the form, `href` is relative to the report."""

    kind: str
    title: str
    text: str = ""
    href: str = ""
    path: str = ""  # of a picture: by which the one image of it is found
    facts: list[tuple[str, str]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)


def is_picture(item: Evidence) -> bool:
    return item.media_type in PICTURES and bool(item.path)


class EvidenceViews:
    """Turns evidence into views; `files` knows how the report gets at their contents."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self._kinds: dict[str, Callable[[Evidence], EvidenceView]] = {
            kinds.EXCHANGE: self._exchange,
            kinds.ROWS: self._changes,
            kinds.BROWSER: self._browser_calls,
            "application/json": self._json,
            kinds.TRACE: self._trace,
            kinds.MAIL: self._mail,
            "text/html": self._page,
            kinds.LOG: self._log,
            kinds.LOG_END: self._log,
            "text/uri-list": self._link,
        }

    def view(self, item: Evidence) -> EvidenceView:
        """The view of a piece of evidence; what cannot be understood is shown as text."""
        if is_picture(item):
            title, address = _without_address(item.title or "Picture")
            is_here = self.files.holds(item.path)
            href = self.files.picture(item.path) if is_here else ""
            return EvidenceView("picture", title, address, href, item.path if is_here else "")
        draw = self._kinds.get(item.media_type, self._plain)
        try:
            return draw(item)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return self._plain(item)

    def thumbnail(self, outcome: Outcome) -> str:
        """The picture of what went wrong, if one was taken, and is not in the page already."""
        culprit = outcome.telling.culprit if outcome.telling else None
        pictures = [item.path for item in culprit.evidence if is_picture(item)] if culprit else []
        return self.files.thumbnail(pictures[0]) if pictures else ""

    def _plain(self, item: Evidence) -> EvidenceView:
        title = item.title or item.media_type
        if item.path and not item.media_type.startswith("text/"):
            return EvidenceView("link", title, item.path, href=self.files.link(item.path))
        return EvidenceView("text", title, self.files.text(item))

    def _json(self, item: Evidence) -> EvidenceView:
        parsed = json.loads(self.files.text(item))
        text = json.dumps(parsed, indent=2, ensure_ascii=False)
        return EvidenceView("text", item.title or "JSON", text)

    def _exchange(self, item: Evidence) -> EvidenceView:
        body = json.loads(self.files.text(item))
        request, response = body["request"], body.get("response")
        title = f"{request['method']} {request['url']}"
        facts = [("Request", _spoken(f"{request['method']} {request['url']}", request))]
        if response is None:
            facts.append(("No answer", str(body.get("error") or "")))
            return EvidenceView("exchange", f"{title}: no answer", facts=facts)
        status = f"{response['status']} {response.get('reason') or ''}".strip()
        facts.append(("Answer", _spoken(status, response)))
        took = duration(float(body.get("milliseconds") or 0) / 1000)
        return EvidenceView("exchange", f"{title} → {status}, {took}", facts=facts)

    def _changes(self, item: Evidence) -> EvidenceView:
        body = json.loads(self.files.text(item))
        tables = [_changed_table(table) for table in body.get("tables", ())]
        note = str(body.get("note") or "")
        return EvidenceView("changes", item.title or "Database", note, tables=tables)

    def _browser_calls(self, item: Evidence) -> EvidenceView:
        lines = [
            f"{method} {path} → {status}, {duration(took / 1000)}"
            for _at_ms, method, path, status, took in json.loads(self.files.text(item))
        ]
        return EvidenceView("text", item.title, "\n".join(lines))

    def _log(self, item: Evidence) -> EvidenceView:
        lines = map(_log_line, self.files.text(item).splitlines())
        return EvidenceView("text", item.title or "Log", "\n".join(lines))

    def _trace(self, item: Evidence) -> EvidenceView:
        root, path = self.files.from_root(item.path)
        runner = "uv run " if (root / "uv.lock").is_file() else ""
        command = f"{runner}playwright show-trace {shlex.quote(path.as_posix())}"
        return EvidenceView("trace", item.title or "Trace", command, self.files.link(item.path))

    def _mail(self, item: Evidence) -> EvidenceView:
        path = self.files.inside(item.path) if item.path else None
        mail = message_from_bytes(
            path.read_bytes() if path else item.text.encode(), policy=policy.default
        )
        html = _body(mail, "html")
        href = self.files.frame(html) if html else ""
        facts = [(name, str(mail[name] or "")) for name in ("From", "To", "Subject")]
        text = _body(mail, "plain") or ("" if href else self.files.text(item))
        title = f"E-mail to {facts[1][1]}: {facts[2][1]}"
        return EvidenceView("frame", title, text, href, facts=facts)

    def _page(self, item: Evidence) -> EvidenceView:
        return EvidenceView(
            "frame", item.title or "Page", href=self.files.frame(self.files.text(item))
        )

    def _link(self, item: Evidence) -> EvidenceView:
        address = self.files.text(item).strip()
        if urlsplit(address).scheme not in ("http", "https"):
            return EvidenceView("text", item.title or "Link", address)
        return EvidenceView("outside", item.title or address, href=address)


def _without_address(title: str) -> tuple[str, str]:
    """The title of a picture, and the address of its page, which means nothing to most readers."""
    found = ADDRESS.search(title)
    return (title[: found.start()], found[1]) if found else (title, "")


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()).strip() if part is not None else ""


def _spoken(first: str, part: Mapping[str, Any]) -> str:
    headers = (f"{name}: {value}" for name, value in (part.get("headers") or {}).items())
    return "\n".join([first, *headers, "", _pretty(part.get("body"))]).rstrip()


def _pretty(body: Any) -> str:
    if body is None:
        return ""
    try:
        parsed = json.loads(body) if isinstance(body, str) else body
    except ValueError:
        return str(body)
    return json.dumps(parsed, indent=2, ensure_ascii=False)


def _changed_table(table: Mapping[str, Any]) -> dict[str, Any]:
    rows: list[tuple[str, list[str]]] = []
    for change in table["changes"]:
        known = [which for which in ("before", "after") if change.get(which) is not None]
        for which in known:
            kind = f"{change['kind']}, {which}" if len(known) > 1 else str(change["kind"])
            rows.append((kind, ["" if value is None else str(value) for value in change[which]]))
    return {"name": str(table["name"]), "columns": table["columns"], "rows": rows}


def _log_line(line: str) -> str:
    """A line of a structured log as a person reads it; any other line as it is."""
    entry = entry_of(line)
    if entry is None:
        return line
    head = [str(entry[key]) for key in LOG_HEAD if key in entry]
    rest = [f"{key}={value}" for key, value in entry.items() if key not in LOG_HEAD]
    return "  ".join([*head, " ".join(rest)]).rstrip()
