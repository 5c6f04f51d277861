"""A page that keeps orders in a database."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

DATABASE = Path(os.environ["SHOP_DATABASE"])
TABLE = (
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, product TEXT, quantity INTEGER)"
)
INSERT = "INSERT INTO orders (customer, product, quantity) VALUES (?, ?, ?)"


class Front(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        line = form["customer"][0], form["product"][0], int(form["quantity"][0])
        with closing(sqlite3.connect(DATABASE)) as database, database:
            database.execute(INSERT, line)
        self.answer()

    def answer(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


DATABASE.unlink(missing_ok=True)
with closing(sqlite3.connect(DATABASE)) as database:
    database.execute(TABLE)
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Front).serve_forever()
