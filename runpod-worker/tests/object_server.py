"""A small object storage on loopback: PUT, GET, If-None-Match, and faults on demand."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from quiet_server import QuietServer

SIGNATURE = "canary-of-a-signature"


@dataclass
class Asked:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Fault:
    """What happens to the next `times` requests to this method and path instead of the usual."""

    method: str
    ending: str
    times: int
    do: Callable[[BaseHTTPRequestHandler], None]


def status(code: int, body: bytes = b"<html>no</html>", headers: dict[str, str] | None = None) -> Callable[..., None]:
    """Reads what is sent, and answers with a status."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        _body(request)
        _reply(request, code, body, headers or {})

    return answer


def _reply(request: BaseHTTPRequestHandler, code: int, body: bytes, headers: dict[str, str]) -> None:
    request.send_response(code)
    for name, value in headers.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


def cut_upload(request: BaseHTTPRequestHandler) -> None:
    """Reads a little of what is sent, and hangs up."""
    request.rfile.read(min(100, int(request.headers.get("Content-Length", "0"))))
    request.close_connection = True


def cut_download(request: BaseHTTPRequestHandler) -> None:
    """Promises more than it sends."""
    request.send_response(200)
    request.send_header("Content-Length", "1000000")
    request.end_headers()
    request.wfile.write(b"only this")
    request.close_connection = True


def _body(request: BaseHTTPRequestHandler) -> bytes:
    return request.rfile.read(int(request.headers.get("Content-Length", "0")))


@dataclass
class ObjectServer:
    """Objects by path. Used as a context; `link` makes the links that an order carries."""

    honours_conditions: bool = True
    objects: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    before_put: Callable[[str], None] | None = None
    tls: ssl.SSLContext | None = None

    def __enter__(self) -> "ObjectServer":
        self._server = QuietServer(_handler_of(self))
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.__exit__()

    @property
    def port(self) -> int:
        return self._server.port

    @property
    def host(self) -> str:
        """As VX_ALLOWED_HOSTS wants it."""
        return f"127.0.0.1:{self.port}"

    def link(self, path: str) -> str:
        return f"http://{self.host}{path}?X-Amz-Signature={SIGNATURE}"

    def fail(self, method: str, ending: str, do: Callable[[BaseHTTPRequestHandler], None], times: int = 1) -> None:
        self.faults.append(Fault(method, ending, times, do))

    def requests(self, method: str, ending: str = "") -> list[Asked]:
        return [asked for asked in self.asked if asked.method == method and asked.path.endswith(ending)]

    def take_fault(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.method == method and path.endswith(fault.ending) and fault.times > 0:
                fault.times -= 1
                return fault
        return None


def _handler_of(store: ObjectServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """The tests say what they want to know."""

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            store.asked.append(Asked("GET", path, dict(self.headers), b""))
            fault = store.take_fault("GET", path)
            if fault is not None:
                fault.do(self)
            elif path in store.objects:
                _reply(self, 200, store.objects[path], {})
            else:
                _reply(self, 404, b"<html>none</html>", {})

        def do_PUT(self) -> None:
            path = urlsplit(self.path).path
            fault = store.take_fault("PUT", path)
            if fault is not None:
                store.asked.append(Asked("PUT", path, dict(self.headers), b""))
                fault.do(self)
                return
            body = _body(self)
            store.asked.append(Asked("PUT", path, dict(self.headers), body))
            if store.before_put is not None:
                store.before_put(path)
            if store.honours_conditions and self.headers.get("If-None-Match") == "*" and path in store.objects:
                _reply(self, 412, b"", {})
                return
            store.objects[path] = body
            store.types[path] = self.headers.get("Content-Type", "")
            _reply(self, 200, b"", {})

    return Handler
