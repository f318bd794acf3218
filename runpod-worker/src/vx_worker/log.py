"""The worker's own log: one JSON object a line on stderr, without anything that opens a door."""

import json
import re
import sys
import traceback
from datetime import UTC, datetime

MAX_CHARACTERS = 8000

_link_secrets = re.compile(r"(https?://)(?:[^\s/'\"@]*@)?([^\s'\"?#]*)[?#][^\s'\"<>]*", re.IGNORECASE)
_bearers = re.compile(r"(authorization['\"]?\s*[:=]\s*['\"]?(?:bearer\s+)?)[^\s'\",]+", re.IGNORECASE)


def without_secrets(text: str) -> str:
    """The text with every link cut off before its query, and every authorization left out."""
    return _bearers.sub(r"\1***", _link_secrets.sub(r"\1\2?***", text))


def log(event: str, **facts: object) -> None:
    """Writes one line. Facts are plain values; texts among them are cleaned and cut."""
    line: dict[str, object] = {"time": datetime.now(UTC).isoformat(), "event": event}
    for name, value in facts.items():
        known = value if isinstance(value, int | float | bool) or value is None else without_secrets(str(value))
        line[name] = known[:MAX_CHARACTERS] if isinstance(known, str) else known
    sys.stderr.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stderr.flush()


def log_bug(job_id: str, error: BaseException) -> None:
    """An exception that nobody expected, with where it came from: for whoever runs the worker, never for the answer."""
    log("bug", job_id=job_id, error="".join(traceback.format_exception(error))[-MAX_CHARACTERS:])
