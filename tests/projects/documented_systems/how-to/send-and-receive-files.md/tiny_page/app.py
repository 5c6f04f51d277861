"""A page that takes a list of prices, and gives it out again."""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"""<!doctype html><html lang="en"><title>Prices</title>
<form method="post" enctype="multipart/form-data">
<label>Price list <input type="file" name="prices"></label><button>Send</button></form>
<a href="/prices.csv" download>Download</a></html>"""
kept = [b""]


class Front(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        is_list = self.path == "/prices.csv"
        self.answer(kept[-1] if is_list else PAGE, "text/csv" if is_list else "text/html")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kept.append(body.split(b"\r\n\r\n")[1].split(b"\r\n--")[0])
        self.answer(PAGE, "text/html")

    def answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Front).serve_forever()
