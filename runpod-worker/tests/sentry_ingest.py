"""A Sentry ingest on loopback that keeps what it is sent."""

import gzip
import importlib
import json
from http.server import BaseHTTPRequestHandler
from typing import Any

from control_plane import poll
from quiet_server import QuietServer


class SentryIngest(QuietServer):
    """Used as a context. `received`: heads and unpacked bodies, as they came."""

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.received: list[tuple[str, bytes]] = []

    @property
    def dsn(self) -> str:
        return f"http://publickey0123@127.0.0.1:{self.port}/1"

    def everything(self) -> bytes:
        """All of it, to search in."""
        return b"\n".join(head.encode() + b"\n" + body for head, body in self.received)

    def item_types(self) -> list[str]:
        """Of every item of every envelope."""
        return [item["type"] for _, body in self.received for item in _lines(body)[1::2]]

    def events(self) -> list[dict[str, Any]]:
        """The events among them."""
        return [
            lines[at + 1]
            for _, body in self.received
            for lines in [_lines(body)]
            for at in range(1, len(lines), 2)
            if lines[at]["type"] == "event"
        ]

    def until_events(self, count: int) -> list[dict[str, Any]]:
        """Waits for so many."""
        poll(f"{count} events", lambda: len(self.events()) >= count)
        return self.events()


def _lines(body: bytes) -> list[Any]:
    return [json.loads(line) for line in body.split(b"\n") if line]


class _Handler(BaseHTTPRequestHandler):
    server: SentryIngest

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        packed = self.headers.get("content-encoding")
        if packed == "gzip":
            body = gzip.decompress(body)
        elif packed == "br":
            # The SDK packs so where the library is there.
            body = importlib.import_module("brotli").decompress(body)
        self.server.received.append((f"{self.path}\n{self.headers}", body))
        self.send_response(200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Quiet."""
