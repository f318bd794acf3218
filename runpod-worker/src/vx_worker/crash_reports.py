"""Reports of bugs to the Sentry project that the environment names: what was raised and where, never what it says.

The report is made here from what it may hold, as `packages/job-schema/src/crash-reports` does for the studio; the SDK
only sends it, with all that it would collect by itself turned off.
"""

import errno
import platform
import re
import time
import uuid
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Protocol
from urllib.parse import urlsplit

from vx_worker.log import log
from vx_worker.version import WORKER_VERSION

WORDS_STAY_HERE = "What it says stays on the computer where it happened."
ELSEWHERE = "elsewhere"
MOST_FRAMES = 50
MOST_EXCEPTIONS = 5
MOST_REPORTS = 30
"""By one process: a bug that comes with every job must not come without end."""

_plain = re.compile(r"[A-Za-z0-9_@.+-]+(/[A-Za-z0-9_@.+-]+)*")
_beginnings = (
    (re.compile(r"/(?=(?:site|dist)-packages/.)"), False),
    (re.compile(r"/lib/(?=python\d+\.\d+/)"), False),
    (re.compile(r"/(?=vx_worker/)"), True),
)
_name = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,39}")
_function = re.compile(r"[A-Za-z0-9_.<>]{1,120}")
_secret_shape = re.compile(r"\b(?:sk|rk|pk|rpa|hf)[-_][A-Za-z0-9_.-]{8,}|\b(?:IGAA|EAA|ya29|AIza)[A-Za-z0-9_.-]{8,}")


class CrashReports(Protocol):
    """Where bugs are reported to."""

    def report(self, error: BaseException, where: str, fatal: bool = False) -> None:
        """Begins to send a report. `where`: in words of the program. Never raises and never waits."""

    def close(self, seconds: float) -> None:
        """Waits until what was begun is sent, at most so long."""


class NoCrashReports:
    """Nothing is reported: the environment names no project."""

    def report(self, error: BaseException, where: str, fatal: bool = False) -> None:
        """Nothing."""

    def close(self, seconds: float) -> None:
        """Nothing."""


def crash_reports_to(dsn: str | None) -> CrashReports:
    """The reports to this DSN. Where they cannot be sent, the log says why, and clips are made all the same."""
    if dsn is None:
        return NoCrashReports()
    if (trouble := _trouble_with(dsn)) is not None:
        log("no crash reports", reason=f"SENTRY_DSN {trouble}")
        return NoCrashReports()
    try:
        return _SentryReports(dsn)
    except ImportError:
        log("no crash reports", reason="sentry-sdk is not installed")
        return NoCrashReports()


def _trouble_with(dsn: str) -> str | None:
    try:
        url = urlsplit(dsn)
        near = url.hostname in ("localhost", "127.0.0.1", "::1")
    except ValueError:
        return "is no address"
    if url.scheme != "https" and not (url.scheme == "http" and near):
        return "must begin with https://"
    if not url.username or url.password or not re.fullmatch(r"(/[\w.-]+)*/\d+", url.path) or url.query or url.fragment:
        return "must look like https://PUBLIC_KEY@host/number"
    return None


class _SentryReports:
    def __init__(self, dsn: str) -> None:
        import sentry_sdk

        self._left = MOST_REPORTS
        # A client by itself, not sentry_sdk.init: nothing is hooked into, and no other library's events come here.
        self._client = sentry_sdk.Client(
            dsn=dsn,
            release=f"videoexpress@{WORKER_VERSION}",
            environment="production",
            default_integrations=False,
            auto_enabling_integrations=False,
            integrations=[],
            before_send=_only_what_may_leave,
            server_name="",
            data_collection={
                "user_info": False,
                "http_bodies": [],
                "database_query_data": False,
                "queues": False,
                "stack_frame_variables": False,
                "frame_context_lines": 0,
            },
            include_local_variables=False,
            include_source_context=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
            auto_session_tracking=False,
            send_client_reports=False,
            traces_sample_rate=0,
            trace_propagation_targets=[],
            spotlight=False,
            debug=False,
        )

    def report(self, error: BaseException, where: str, fatal: bool = False) -> None:
        try:
            if self._left > 0:
                self._left -= 1
                self._client.capture_event(strict_report(error, where, fatal))
        except Exception:  # noqa: BLE001  (a report about a report helps nobody)
            log("crash report failed")

    def close(self, seconds: float) -> None:
        self._client.close(timeout=seconds)


def strict_report(error: BaseException, where: str, fatal: bool) -> dict[str, Any]:
    """The event for an exception: its classes, and the functions and lines that it went through."""
    return {
        "event_id": uuid.uuid4().hex,
        "timestamp": time.time(),
        "platform": "python",
        "level": "fatal" if fatal else "error",
        "release": f"videoexpress@{WORKER_VERSION}",
        "environment": "production",
        "exception": {"values": [_told(each, fatal) for each in reversed(list(_chain(error)))]},
        "tags": {"part": "worker", "where": where},
        "contexts": {
            "runtime": {"name": "python", "version": platform.python_version()},
            "os": {"name": platform.system().lower()},
        },
    }


_may_leave = frozenset(
    ["event_id", "timestamp", "platform", "level", "release", "environment", "exception", "tags", "contexts", "sdk"]
)


def _only_what_may_leave(event: dict[str, Any], _hint: object) -> dict[str, Any]:
    """Takes out again what the SDK put in."""
    kept = {key: value for key, value in event.items() if key in _may_leave}
    kept["contexts"] = {key: value for key, value in kept["contexts"].items() if key in ("runtime", "os")}
    kept["sdk"] = {"name": "sentry.python", "version": event["sdk"]["version"], "settings": {"infer_ip": "never"}}
    return kept


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, and what caused it."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen and len(seen) < MOST_EXCEPTIONS:
        seen.add(id(at))
        yield at
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)


def _told(error: BaseException, fatal: bool) -> dict[str, Any]:
    code = errno.errorcode.get(error.errno or 0) if isinstance(error, OSError) else None
    return {
        "type": _formed(type(error).__qualname__, _name, "Exception"),
        "value": WORDS_STAY_HERE if code is None else f"{WORDS_STAY_HERE} ({code})",
        "mechanism": {"type": "generic", "handled": not fatal},
        "stacktrace": {"frames": list(_frames(error.__traceback__))[-MOST_FRAMES:]},
    }


def _frames(trace: TracebackType | None) -> Iterator[dict[str, Any]]:
    while trace is not None:
        code = trace.tb_frame.f_code
        filename, own = frame_path(code.co_filename)
        function = getattr(code, "co_qualname", code.co_name)
        yield {
            "filename": filename,
            "function": _formed(function, _function, "?"),
            "lineno": trace.tb_lineno,
            "in_app": own,
        }
        trace = trace.tb_next


def frame_path(file: str) -> tuple[str, bool]:
    """A file without the folders of this machine, and whether it is the worker's own."""
    path = file.replace("\\", "/")
    if re.fullmatch(r"<frozen [a-z._]+>", path):
        return path, False
    for beginning, own in _beginnings:
        found = list(beginning.finditer(path))
        rest = path[found[-1].end() :] if found else ""
        if rest and len(rest) <= 200 and _plain.fullmatch(rest) and ".." not in rest:
            return rest, own
    return ELSEWHERE, False


def _formed(text: str, form: re.Pattern[str], instead: str) -> str:
    return text if form.fullmatch(text) and not _secret_shape.search(text) else instead
