"""A service that books meeting rooms: the standard library, nothing kept after its end.

    python service/bookings.py PORT

POST /rooms {"name"}                     -> {"room"}
POST /rooms/ROOM {"who", "start", "end"} -> 201, or 409 {"taken_by", "until"}
GET  /rooms/ROOM                         -> [{"who", "start", "end"}]
GET  /rounds                             -> ["when and where to tidy up"], a moment later
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Timer
from typing import Any

NOTED_AFTER = 0.3  # seconds until the caretaker's list has a new booking
Booking = dict[str, str]

names: list[str] = []
booked: list[list[Booking]] = []
rounds: list[str] = []
one_at_a_time = Lock()


def add_room(name: str) -> tuple[int, Any]:
    with one_at_a_time:
        names.append(name)
        booked.append([])
        return 201, {"room": len(names) - 1}


def book(room: int, wish: Booking) -> tuple[int, Any]:
    if wish["start"] >= wish["end"]:
        return 422, {"error": "it ends before it starts"}
    with one_at_a_time:
        for other in booked[room]:
            if other["start"] < wish["end"] and wish["start"] < other["end"]:
                return 409, {"taken_by": other["who"], "until": other["end"]}
        booked[room].append(wish)
    Timer(NOTED_AFTER, rounds.append, [f"{wish['end']} {names[room]} #{room}"]).start()
    return 201, wish


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        match self.path.strip("/").split("/"):
            case ["health"]:
                self.answer(200, "ok")
            case ["rounds"]:
                self.answer(200, rounds)
            case ["rooms", room]:
                self.answer(200, sorted(booked[int(room)], key=lambda each: each["start"]))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        match self.path.strip("/").split("/"):
            case ["rooms"]:
                self.answer(*add_room(body["name"]))
            case ["rooms", room]:
                self.answer(*book(int(room), body))

    def answer(self, status: int, body: object) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, form: str, *args: object) -> None:
        """One line of JSON with the correlation id, so that the report knows whose line it is."""
        line = {"event": form % args, "request_id": self.headers.get("X-Request-ID", "")}
        sys.stderr.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
