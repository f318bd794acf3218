"""Measured progress: few messages, each newer than the last, and never a long silence."""

import threading
import time
from collections.abc import Callable

from vx_worker.context import Stage
from vx_worker.log import log
from vx_worker.schema import HEAD, Progress, as_json

# Where each stage begins in the whole, in the order of the wire.
BEGINNINGS: dict[Stage, float] = {
    "fetch": 0.0,
    "load": 0.03,
    "encode_prompt": 0.10,
    "denoise": 0.12,
    "decode": 0.85,
    "encode": 0.92,
    "validate": 0.95,
    "upload": 0.96,
}
ENDS = dict(zip(BEGINNINGS, [*list(BEGINNINGS.values())[1:], 0.99], strict=True))

PAUSE_S = 1.0
"""A message after this long, if anything moved."""
SHORT_PAUSE_S = 0.2
"""A message after this long, if a hundredth of the whole was done."""
HUNDREDTH = 0.01
HEARTBEAT_S = 10.0
"""A message after this long in any case: the daemon takes silence for death."""

NUMBERS_A_SECOND = 100
"""More than messages are ever sent in one, so that a later run of a job begins above where an earlier one ended."""

Sink = Callable[[dict[str, object]], None]
"""Takes a message away. Must return at once."""


class ProgressReporter:
    """Of one job: hears stages and steps, and sends what is worth saying. Used as a context, which ends its thread."""

    def __init__(
        self,
        sink: Sink,
        clock: Callable[[], float] = time.monotonic,
        heartbeat_s: float = HEARTBEAT_S,
        time_of_day: Callable[[], float] = time.time,
    ) -> None:
        self._sink = sink
        self._clock = clock
        self._heartbeat_s = heartbeat_s
        self._lock = threading.Lock()
        self._ended = threading.Event()
        # A job whose worker was lost goes to another one under the same name: what that one says must count as newer.
        self._seq = int(time_of_day() * NUMBERS_A_SECOND)
        self._stage: Stage = "fetch"
        self._stage_since = clock()
        self._steps: tuple[int, int] | None = None
        self._first_step: tuple[int, float] | None = None
        self._fraction = 0.0
        self._sent_at = float("-inf")
        self._sent_fraction = 0.0
        self._moved = False
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> "ProgressReporter":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def stage(self, name: Stage) -> None:
        """A stage begins: always said."""
        with self._lock:
            self._stage = name
            self._stage_since = self._clock()
            self._steps = None
            self._first_step = None
            self._fraction = max(self._fraction, BEGINNINGS[name])
            self._send()

    def step(self, step: int, total: int) -> None:
        """So much of the stage is done: said now and then."""
        with self._lock:
            now = self._clock()
            self._steps = (step, max(total, 1))
            if self._first_step is None:
                self._first_step = (step, now)
            begins, ends = BEGINNINGS[self._stage], ENDS[self._stage]
            self._fraction = max(self._fraction, begins + (ends - begins) * min(1.0, step / max(total, 1)))
            self._moved = True
            waited = now - self._sent_at
            far = self._fraction - self._sent_fraction >= HUNDREDTH
            if waited >= PAUSE_S or (far and waited >= SHORT_PAUSE_S):
                self._send()

    def _beat(self) -> None:
        while not self._ended.wait(self._heartbeat_s / 4):
            with self._lock:
                quiet = self._clock() - self._sent_at
                if quiet >= self._heartbeat_s * 3 / 4 or (self._moved and quiet >= PAUSE_S):
                    self._send()

    def _send(self) -> None:
        """Called with the lock held, so that messages leave in the order of their numbers."""
        facts: dict[str, object] = {}
        if self._steps is not None and self._stage == "denoise":
            facts = {"step": self._steps[0], "total_steps": self._steps[1]}
            eta = self._seconds_left()
            if eta is not None:
                facts["eta_s"] = eta
        message = Progress(
            **HEAD,
            type="progress",
            seq=self._seq,
            stage=self._stage,
            fraction=round(self._fraction, 4),
            **facts,
        )
        self._seq += 1
        self._sent_at = self._clock()
        self._sent_fraction = self._fraction
        self._moved = False
        try:
            self._sink(as_json(message))
        except Exception as error:  # noqa: BLE001  (a message that is lost must not cost a render)
            log("progress not sent", error=type(error).__name__)

    def _seconds_left(self) -> float | None:
        """Of the denoising, from the steps after its first, which is slower than the rest."""
        if self._steps is None or self._first_step is None:
            return None
        step, total = self._steps
        first, since = self._first_step
        if step <= first:
            return None
        each = (self._clock() - since) / (step - first)
        return round(max(0.0, each * (total - step)), 1)
