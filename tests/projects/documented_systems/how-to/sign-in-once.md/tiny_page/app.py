"""A page that greets who has signed in."""

from __future__ import annotations

import sys
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

PAGE = '<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,">{}</html>'
FORM = '<form method="post"><label>Name <input name="name"></label><button>Sign in</button></form>'


class Front(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        session = SimpleCookie(self.headers.get("Cookie", "")).get("session")
        name = session.value.removeprefix("session-of-") if session else "stranger"
        self.answer(200, FORM if self.path == "/sign-in" else f"<h1>Welcome, {name}</h1>")

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        cookie = f"session=session-of-{form['name'][0]}; HttpOnly; Path=/"
        self.answer(303, "", {"Set-Cookie": cookie, "Location": "/"})

    def answer(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        body = PAGE.format(text).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Front).serve_forever()
