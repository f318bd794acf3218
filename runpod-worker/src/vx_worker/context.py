"""What a running job may ask of its surroundings: stages, steps, whether to stop, and a folder of its own."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

from vx_worker.errors import JobCancelled, WorkerFailure

Stage = Literal["fetch", "load", "encode_prompt", "denoise", "decode", "encode", "validate", "upload"]
"""In the order in which they come; a job may go back to one, and none has to come."""

MAX_WARNINGS = 50


class StageListener(Protocol):
    """Hears how far the job is. Called from the thread that renders, so it must be quick and must not raise."""

    def stage(self, name: Stage) -> None: ...

    def step(self, step: int, total: int) -> None: ...


class JobContext:
    """Of one job. `deadline` is on `clock` (seconds, monotonic); None: the job may take as long as it takes."""

    def __init__(
        self,
        workdir: Path,
        cancelled: threading.Event,
        listener: StageListener | None = None,
        deadline: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.workdir = workdir
        self.deadline = deadline
        self._cancelled = cancelled
        self._listener = listener
        self._clock = clock
        self._seconds: dict[Stage, float] = {}
        self._warnings: list[str] = []
        self._now: Stage | None = None
        self._since = clock()

    def stage(self, name: Stage) -> None:
        """The stage before ends here, and this one begins. Raises like `check_cancelled`."""
        self._close_stage()
        self._now = name
        if self._listener is not None:
            self._listener.stage(name)
        self.check_cancelled()

    def step(self, step: int, total: int) -> None:
        """`step` of `total` of the present stage are done (1 after the first). Raises like `check_cancelled`."""
        if self._listener is not None:
            self._listener.step(step, total)
        self.check_cancelled()

    def check_cancelled(self) -> None:
        """Raises JobCancelled when the job is not wanted any more, and WorkerFailure TIMEOUT past the deadline."""
        if self._cancelled.is_set():
            raise JobCancelled
        if self.deadline is not None and self._clock() > self.deadline:
            raise WorkerFailure("TIMEOUT", "The render took longer than it was allowed to. Nothing was stored.")

    def pause(self, seconds: float) -> None:
        """Waits, but not past a cancellation. Raises like `check_cancelled`."""
        self._cancelled.wait(seconds)
        self.check_cancelled()

    def seconds_left(self) -> float | None:
        """Until the deadline, never below zero; None: there is none."""
        return None if self.deadline is None else max(0.0, self.deadline - self._clock())

    def warn(self, text: str) -> None:
        """Something the person should know about a clip that came out all the same. Said once."""
        if text not in self._warnings and len(self._warnings) < MAX_WARNINGS:
            self._warnings.append(text)

    def seconds(self) -> dict[Stage, float]:
        """How long each stage took so far."""
        self._close_stage()
        return dict(self._seconds)

    def warnings(self) -> list[str]:
        """What `warn` was told, in that order."""
        return list(self._warnings)

    def _close_stage(self) -> None:
        now = self._clock()
        if self._now is not None:
            self._seconds[self._now] = self._seconds.get(self._now, 0.0) + now - self._since
        self._since = now
