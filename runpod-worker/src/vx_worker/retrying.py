"""Calls that are tried again after a while, as networks fail now and then."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from vx_worker.context import JobContext
from vx_worker.transport import Unreachable

RETRY_PAUSES_S: tuple[float, ...] = (0.5, 2.0, 5.0)
PASSING_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})

Answer = TypeVar("Answer")


class Passing(Exception):
    """A status that says: not now."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


def passing_on(status: int) -> int:
    """The status, or Passing where the same call may go through later."""
    if status in PASSING_STATUSES:
        raise Passing(status)
    return status


def with_retries(ctx: JobContext, pauses: Sequence[float], call: Callable[[], Answer]) -> Answer:
    """Calls once and again after each pause, as long as it raises Unreachable or Passing; then the last is raised."""
    for pause in pauses:
        try:
            return call()
        except (Unreachable, Passing):
            ctx.pause(pause)
    return call()


def why(error: Unreachable | Passing) -> str:
    """What went wrong, as the end of a sentence."""
    return f"it answered with HTTP {error.status}" if isinstance(error, Passing) else str(error)
