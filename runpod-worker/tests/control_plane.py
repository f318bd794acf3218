"""The service's side of the worker protocol, as the official SDK speaks it: take, stop, done and ping."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from quiet_server import QuietServer

HOLD_S = 1.0
"""How long a poll is held where there is nothing; the service holds it for up to 90."""
API_KEY = "canary-of-an-api-key"
WAIT_S = 40


@dataclass
class ControlPlane:
    """Jobs for one endpoint. Used as a context."""

    progress: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    ended: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    pings: list[dict[str, list[str]]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    _queue: list[dict[str, Any]] = field(default_factory=list)
    _stops: list[str] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def __enter__(self) -> "ControlPlane":
        self._server = QuietServer(_handler_of(self)).__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.__exit__()

    def environment(self, worker: str) -> dict[str, str]:
        """What RunPod sets for a worker."""
        base = f"http://127.0.0.1:{self._server.port}/v2/endpoint"
        return {
            "RUNPOD_POD_ID": worker,
            "RUNPOD_AI_API_KEY": API_KEY,
            "RUNPOD_PING_INTERVAL": "1000",
            "RUNPOD_WEBHOOK_GET_JOB": f"{base}/job-take/$ID?gpu=x",
            "RUNPOD_WEBHOOK_POST_OUTPUT": f"{base}/job-done/$RUNPOD_POD_ID/$ID?gpu=x",
            "RUNPOD_WEBHOOK_POST_STREAM": f"{base}/job-stream/$RUNPOD_POD_ID/$ID?gpu=x",
            "RUNPOD_WEBHOOK_PING": f"{base}/ping/$RUNPOD_POD_ID?gpu=x",
        }

    def submit(self, job_id: str, order: object) -> None:
        self.submit_job({"id": job_id, "input": order})

    def submit_job(self, job: dict[str, Any]) -> None:
        with self._changed:
            self._queue.append(job)
            self._changed.notify_all()

    def stop(self, job_id: str) -> None:
        with self._changed:
            self._stops.append(job_id)
            self._changed.notify_all()

    def wait_until(self, what: str, is_so: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(is_so, WAIT_S), f"never came: {what}"

    def end_of(self, job_id: str) -> dict[str, Any]:
        """What the job ended with."""
        self.wait_until(f"the end of {job_id}", lambda: job_id in self.ended)
        assert len(self.ended[job_id]) == 1
        return self.ended[job_id][0]

    def output_of(self, job_id: str) -> dict[str, Any]:
        end = self.end_of(job_id)
        assert "error" not in end, end
        output: dict[str, Any] = end["output"]
        return output

    def error_of(self, job_id: str) -> dict[str, Any]:
        error: dict[str, Any] = json.loads(self.end_of(job_id)["error"])
        return error

    def take(self) -> dict[str, Any] | None:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._queue), HOLD_S)
            return self._queue.pop(0) if self._queue else None

    def take_stops(self) -> list[str]:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._stops), HOLD_S)
            stops, self._stops = self._stops, []
            return stops

    def hear(self, job_id: str, body: dict[str, Any]) -> None:
        with self._changed:
            if body.get("status") == "IN_PROGRESS":
                self.progress.setdefault(job_id, []).append(body["output"])
            else:
                self.ended.setdefault(job_id, []).append(body)
            self._changed.notify_all()

    def hear_ping(self, asked: dict[str, list[str]]) -> None:
        with self._changed:
            self.pings.append(asked)
            self._changed.notify_all()

    def stages_of(self, job_id: str) -> list[str]:
        """The stages that were told, in the order of their numbers."""
        messages = sorted(self.progress.get(job_id, []), key=lambda message: message["seq"])
        return list(dict.fromkeys(message["stage"] for message in messages))


def _handler_of(plane: ControlPlane) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """The tests say what they want to know."""

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            plane.keys.add(self.headers.get("Authorization", ""))
            if "/job-take/" in parts.path:
                self._say(plane.take())
            elif "/job-stop/" in parts.path:
                stops = plane.take_stops()
                self._say({"jobsToStop": stops} if stops else None)
            else:
                plane.hear_ping(parse_qs(parts.query))
                self._say({})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            plane.hear(urlsplit(self.path).path.rpartition("/")[2], body)
            self._say({})

        def _say(self, body: object) -> None:
            content = b"" if body is None else json.dumps(body).encode()
            self.send_response(204 if body is None else 200)
            if body is not None:
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    return Handler


def poll(what: str, is_so: Callable[[], bool], seconds: float = WAIT_S) -> None:
    """For what announces itself to nobody."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, f"never came: {what}"
        time.sleep(0.02)
