"""A shop of one file for the framework's own tests; run by path, it knows nothing of the tests.

Pages: /, /sign-in (a form that posts to itself), /noisy (complains on the console), /end (its
last). It logs JSON lines, keeps a row and mails a link after each sign-in if it was given a mail
server.
"""

from __future__ import annotations

import json
import os
import signal
import smtplib
import sqlite3
import sys
from contextlib import closing
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

FORM = """<!doctype html><html lang="en"><title>Sign in</title><h1>Sign in</h1>
<form method="post"><label>Name <input name="name"></label>
<label>Password <input type="password" name="password"></label>
<label>Card number <input name="card" autocomplete="cc-number"></label>
<input type="hidden" name="csrf_token" value="hidden-csrf-value-1">
<button>Sign in</button></form>"""
NOISY = """<!doctype html><title>Noisy</title><h1>Noisy</h1><img src="http://127.0.0.1:9/gone.png">
<script>
console.error("something is odd"); setTimeout(() => { throw Error("script broke") })
</script>"""


class Shop(BaseHTTPRequestHandler):
    """Answers pages; a strict content security policy on all but the noisy one."""

    def do_GET(self) -> None:
        self.log("asked", path=urlsplit(self.path).path)
        if self.path == "/end":
            sys.stderr.write("out of memory\n")
            sys.stderr.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        noisy = self.path == "/noisy"
        self.page(NOISY if noisy else FORM, "default-src *" if noisy else "default-src 'none'")

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        name = form.get("name", ["nobody"])[0]
        self.log("signed in", name=name)
        with closing(sqlite3.connect(DATABASE)) as books, books:
            books.execute("INSERT INTO visits VALUES (?, 'password-hash-1')", (name,))
        if os.environ.get("SMTP"):
            mail(name)
        self.page(
            f"<!doctype html><title>Welcome</title><h1>Welcome, {name}</h1>", "default-src 'none'"
        )

    def page(self, text: str, policy: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Set-Cookie", "__Host-session=cookie-of-the-session-1; Path=/; Secure")
        self.send_header("Content-Security-Policy", policy.replace("*", "* 'unsafe-inline'"))
        self.end_headers()
        self.wfile.write(text.encode())

    def log(self, event: str, **facts: str) -> None:
        entry = {"event": event, "request_id": self.headers.get("X-Request-ID", ""), **facts}
        sys.stderr.write(json.dumps(entry) + "\n")
        sys.stderr.flush()

    def log_message(self, *_: object) -> None:
        """Only our own lines are the log."""


def mail(name: str) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "shop@shop.example", f"{name}@shop.example"
    message["Subject"] = f"Welcome, {name}"
    message.set_content("Confirm: http://shop.example/confirm?token=token-of-the-mail-1 \u2013 ü")
    address = urlsplit(os.environ["SMTP"])
    with smtplib.SMTP(str(address.hostname), address.port or 0, timeout=5) as server:
        server.send_message(message)


DATABASE = Path(__file__).with_name(f"visits-{os.getpid()}.db")


if __name__ == "__main__":
    with closing(sqlite3.connect(DATABASE)) as books:
        books.execute("CREATE TABLE visits (name TEXT, password_hash TEXT)")
    with ThreadingHTTPServer(("127.0.0.1", 0), Shop) as shop:
        gateway = f"http://127.0.0.1:{shop.server_port}"
        announcement = {"gateway": gateway, "database": f"sqlite:///{DATABASE}"}
        sys.stdout.write(json.dumps(announcement) + "\n")
        sys.stdout.flush()
        shop.serve_forever()
