"""Runs jobs in the test's own process."""

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drawing_engine import engine_for
from object_server import ObjectServer
from vx_worker.answers import answer_job
from vx_worker.crash_reports import CrashReports, NoCrashReports
from vx_worker.engines.base import EngineFactory
from vx_worker.jobs import Job, Surroundings
from vx_worker.loras import LoraCache
from vx_worker.media.ffmpeg import find_ffmpeg
from vx_worker.transport import Transport


@dataclass
class Bench:
    """A worker without a service. `progress`: every message so far."""

    folder: Path
    objects: ObjectServer | None = None
    factory: EngineFactory = engine_for
    reports: CrashReports = field(default_factory=NoCrashReports)
    pauses: Sequence[float] = (0.0, 0.0, 0.0)
    lora_bytes: int = 10_000_000
    progress: list[dict[str, Any]] = field(default_factory=list)
    cancelled: threading.Event = field(default_factory=threading.Event)
    on_progress: Callable[[dict[str, Any]], None] | None = None

    def around(self) -> Surroundings:
        allowed = frozenset() if self.objects is None else frozenset({self.objects.host})
        return Surroundings(
            engine_for=self.factory,
            transport=Transport(allowed),
            loras=LoraCache(self.folder / "loras", self.lora_bytes),
            work_folder=self.folder / "work",
            ffmpeg=find_ffmpeg(None),
            max_job_seconds=60,
            retry_pauses_s=self.pauses,
            reports=self.reports,
        )

    def run(self, order: object, remote_id: str = "r-1", seconds_allowed: float | None = None) -> dict[str, Any]:
        """The answer, with `error` already read."""
        answer = answer_job(Job(remote_id, order, self.cancelled, self._hear, seconds_allowed), self.around())
        assert not list((self.folder / "work").glob("*")), "the job's folder was left"
        return {**answer, "error": json.loads(str(answer["error"]))} if "error" in answer else answer

    def fails(self, order: object, **more: Any) -> dict[str, Any]:
        """The error of a job that must fail."""
        answer = self.run(order, **more)
        assert "error" in answer, answer
        return answer["error"]

    def _hear(self, message: dict[str, Any]) -> None:
        self.progress.append(message)
        if self.on_progress is not None:
            self.on_progress(message)
