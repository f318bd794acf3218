"""The worker as RunPod starts it, and as it runs at home against the daemon: `python -m vx_worker.handler`."""

import asyncio
import functools
import importlib
import os
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from vx_worker.answers import answer_job
from vx_worker.crash_reports import crash_reports_to
from vx_worker.engines.base import EngineFactory
from vx_worker.jobs import Job, Surroundings
from vx_worker.leftovers import sweep
from vx_worker.log import log
from vx_worker.loras import LoraCache
from vx_worker.media.ffmpeg import find_ffmpeg
from vx_worker.settings import Settings, read_settings
from vx_worker.transport import Transport
from vx_worker.version import WORKER_VERSION

ENCODER_CHECK_SECONDS = 20
REPORT_SECONDS = 2


def load_factory(name: str) -> EngineFactory:
    """`module:function`. Raises ImportError and AttributeError where there is none."""
    module, _, function = name.partition(":")
    factory: EngineFactory = getattr(importlib.import_module(module), function)
    return factory


def surroundings_of(settings: Settings) -> Surroundings:
    """Everything that jobs share, none of it loaded that takes long."""
    return Surroundings(
        engine_for=load_factory(settings.engine_factory),
        transport=Transport(settings.allowed_hosts),
        loras=LoraCache(settings.lora_folder, settings.lora_cache_bytes),
        work_folder=settings.work_folder,
        ffmpeg=find_ffmpeg(settings.ffmpeg),
        max_job_seconds=settings.max_job_seconds,
        reports=crash_reports_to(settings.sentry_dsn),
    )


class Handler:
    """Runs each job in one thread of its own, so that the loop stays free to hear that it was cancelled.

    The same thread for all: a card's memory belongs to the thread that took it.
    """

    def __init__(self, around: Surroundings, send_progress: Any) -> None:
        self._around = around
        self._send_progress = send_progress
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="render")

    async def __call__(self, job: dict[str, Any]) -> dict[str, object]:
        """The job's output. A cancelled one is awaited to its end, as until then the card is not free."""
        cancelled = threading.Event()
        ordered = Job(
            remote_id=str(job["id"]),
            order=job.get("input"),
            cancelled=cancelled,
            sink=functools.partial(self._send_progress, job),
            seconds_allowed=_seconds_allowed(job),
        )
        work = asyncio.get_running_loop().run_in_executor(self._thread, answer_job, ordered, self._around)
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            cancelled.set()
            await _end_of(work)
            raise


async def _end_of(work: "asyncio.Future[dict[str, object]]") -> None:
    """However it ends, and however often the cancellation is repeated meanwhile."""
    while not work.done():
        try:
            await asyncio.wait([work])
        except asyncio.CancelledError:
            continue
    if not work.cancelled():
        work.exception()


def _seconds_allowed(job: dict[str, Any]) -> float | None:
    """What the service allows, where it says so, less the time that the answer needs to arrive."""
    policy = job.get("policy")
    milliseconds = policy.get("executionTimeout") if isinstance(policy, dict) else None
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int | float) or milliseconds <= 0:
        return None
    return max(1.0, milliseconds / 1000 - 5)


def check_encoder(ffmpeg: str) -> None:
    """Raises RuntimeError where clips could not be written: better before the first job than after its render."""
    known = subprocess.run(
        [ffmpeg, "-hide_banner", "-encoders"],
        capture_output=True,
        timeout=ENCODER_CHECK_SECONDS,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if known.returncode != 0 or b"libx264" not in known.stdout:
        raise RuntimeError("ffmpeg cannot write H.264")


def check_folders(settings: Settings) -> None:
    """Raises OSError where jobs could not leave files while they run."""
    for folder in (settings.work_folder, settings.cache_folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"1")
        probe.unlink()


def main() -> None:
    """Takes jobs until it is told to end."""
    # At its own default the SDK logs whole answers.
    if "RUNPOD_DEBUG_LEVEL" not in os.environ:
        os.environ.setdefault("RUNPOD_LOG_LEVEL", "INFO")
    import runpod

    settings = read_settings()
    around = surroundings_of(settings)

    @runpod.serverless.register_fitness_check
    def ffmpeg_writes_h264() -> None:
        check_encoder(around.ffmpeg)

    @runpod.serverless.register_fitness_check
    def folders_can_be_written() -> None:
        check_folders(settings)

    log("worker starts", version=WORKER_VERSION)
    handler = Handler(around, runpod.serverless.progress_update)

    async def handle(job: dict[str, Any]) -> dict[str, object]:
        return await handler(job)

    try:
        sweep(settings.work_folder, settings.lora_folder, settings.max_job_seconds)
        runpod.serverless.start({"handler": handle})
    except Exception as error:
        around.reports.report(error, "The worker ended", fatal=True)
        raise
    finally:
        around.reports.close(REPORT_SECONDS)


if __name__ == "__main__":
    main()
