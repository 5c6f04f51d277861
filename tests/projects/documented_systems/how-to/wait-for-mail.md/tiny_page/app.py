"""A page that confirms an order by mail."""

from __future__ import annotations

import os
import smtplib
import sys
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

LINES = "You ordered: {}.\nSee https://shop.example/orders/1017.\nYour code is 271828.\n"


class Front(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        mail = EmailMessage()
        mail["From"], mail["To"] = "shop@shop.example", form["to"][0]
        mail["Subject"] = "Your order 1017"
        mail.set_content(LINES.format(form["product"][0]))
        address = urlsplit(os.environ["SHOP_SMTP_URL"])
        with smtplib.SMTP(str(address.hostname), address.port or 0) as server:
            server.send_message(mail)
        self.answer()

    def answer(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Front).serve_forever()
