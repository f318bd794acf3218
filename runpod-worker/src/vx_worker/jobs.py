"""One job from order to answer. Knows nothing of the service that brought it."""

import base64
import hashlib
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy

from vx_worker.claims import Claims
from vx_worker.context import JobContext
from vx_worker.crash_reports import CrashReports, NoCrashReports
from vx_worker.engines.base import EngineFactory, RenderedFrames, RenderInputs
from vx_worker.errors import WorkerFailure
from vx_worker.fetch import Fetcher
from vx_worker.log import log
from vx_worker.loras import LoraCache
from vx_worker.media.encode import Recipe, encode
from vx_worker.media.poster import poster_frame, write_poster
from vx_worker.media.probe import Expected, Probed, probe
from vx_worker.orders import parse_order
from vx_worker.pictures import bring_picture
from vx_worker.progress import ProgressReporter, Sink
from vx_worker.retrying import RETRY_PAUSES_S
from vx_worker.schema import (
    HEAD,
    Answer,
    ImageToVideoOrder,
    InlineUpload,
    Result,
    StageSeconds,
    Stored,
    StoredVideo,
    VideoOrder,
)
from vx_worker.transport import Transport
from vx_worker.uploads import Uploader

HASH_CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Surroundings:
    """What every job of this process uses. `max_job_seconds`: also where the service allows more."""

    engine_for: EngineFactory
    transport: Transport
    loras: LoraCache
    work_folder: Path
    ffmpeg: str
    max_job_seconds: float
    retry_pauses_s: Sequence[float] = RETRY_PAUSES_S
    clock: Callable[[], float] = time.monotonic
    reports: CrashReports = field(default_factory=NoCrashReports)


@dataclass(frozen=True)
class Job:
    """As the service brings it. `remote_id`: its name there, the same when it is given to a second worker."""

    remote_id: str
    order: object
    cancelled: threading.Event
    sink: Sink
    seconds_allowed: float | None = None


def run_job(job: Job, around: Surroundings) -> Answer:
    """Renders and stores, or finds that there is nothing to render. Raises WorkerFailure and JobCancelled.

    Leaves nothing on the disk but the LoRAs it fetched.
    """
    began = around.clock()
    order = parse_order(job.order)
    log("job begins", job_id=job.remote_id, attempt=order.attempt_id, kind=order.kind, model=order.model)
    around.work_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    workdir = Path(tempfile.mkdtemp(prefix="job-", dir=around.work_folder))
    allowed = min(job.seconds_allowed or around.max_job_seconds, around.max_job_seconds)
    try:
        with ProgressReporter(job.sink, around.clock) as reporter:
            ctx = JobContext(workdir, job.cancelled, reporter, began + allowed, around.clock)
            answer = _Run(order, job.remote_id, ctx, around, began).answer()
    finally:
        shutil.rmtree(workdir, ignore_errors=True)
    log("job done", job_id=job.remote_id, attempt=order.attempt_id, answer=answer.type)
    return answer


@dataclass(frozen=True)
class _Clip:
    path: Path
    poster: Path
    facts: Probed


class _Run:
    def __init__(self, order: VideoOrder, remote_id: str, ctx: JobContext, around: Surroundings, began: float) -> None:
        self._order = order
        self._ctx = ctx
        self._around = around
        self._began = began
        upload = order.output.upload
        self._claims = (
            None
            if isinstance(upload, InlineUpload)
            else Claims(around.transport, upload, order.attempt_id, remote_id, ctx, around.retry_pauses_s)
        )

    def answer(self) -> Answer:
        self._ctx.stage("fetch")
        if self._claims is not None and (known := self._claims.take()) is not None:
            return known
        engine = self._around.engine_for(self._order.model)
        engine.check(self._order)
        inputs = self._inputs()
        if self._claims is not None and (lost := self._claims.lost()) is not None:
            return lost
        rendered = engine.render(self._order, inputs, self._ctx)
        # Also when it fails or is cancelled: until they are closed, the frames keep the decoded clip on the card.
        with closing(rendered.frames):
            clip = self._clip(rendered)
        self._ctx.stage("upload")
        return self._stored(clip, rendered)

    def _inputs(self) -> RenderInputs:
        fetcher = Fetcher(self._around.transport, self._ctx, self._around.retry_pauses_s)
        image = last_image = None
        if isinstance(self._order, ImageToVideoOrder):
            image = bring_picture(self._order.image, "image", fetcher, self._ctx)
            if self._order.last_image is not None:
                last_image = bring_picture(self._order.last_image, "last_image", fetcher, self._ctx)
        return RenderInputs(image, last_image, self._around.loras.bring(self._order.loras, fetcher))

    def _clip(self, rendered: RenderedFrames) -> _Clip:
        path = self._ctx.workdir / "clip.mp4"
        poster = self._ctx.workdir / "poster.webp"
        recipe = Recipe(
            width=rendered.width,
            height=rendered.height,
            fps=rendered.fps,
            crf=self._order.output.crf,
            tags={"comment": self._order.prompt, "videoexpress": self._order.output.settings_tag},
        )
        frames = self._watched(rendered, poster)
        count = encode(frames, recipe, path, self._around.ffmpeg, self._ctx)
        self._ctx.stage("validate")
        facts = probe(path, Expected(rendered.width, rendered.height, count), self._ctx)
        self._say_what_is_odd(facts)
        return _Clip(path, poster, facts)

    def _watched(self, rendered: RenderedFrames, poster: Path) -> Iterator[numpy.ndarray]:
        """The frames on their way to the encoder. The stage changes with the first: until then they are decoded."""
        chosen = poster_frame(rendered.num_frames)
        for at, frame in enumerate(rendered.frames):
            if at == 0:
                self._ctx.stage("encode")
            if at == 0 or at == chosen:
                write_poster(frame, poster)
            yield frame
            self._ctx.step(at + 1, max(rendered.num_frames, at + 1))

    def _say_what_is_odd(self, facts: Probed) -> None:
        order = self._order
        if (facts.width, facts.height) != (order.width, order.height):
            self._ctx.warn(
                f"The clip is {facts.width} x {facts.height}, not {order.width} x {order.height} as ordered."
            )
        if facts.num_frames != order.num_frames:
            self._ctx.warn(f"The clip has {facts.num_frames} frames, not {order.num_frames} as ordered.")
        if abs(facts.fps - order.fps) > 0.01 * order.fps:
            self._ctx.warn(f"The clip plays {facts.fps:g} frames a second, not {order.fps} as ordered.")
        if facts.all_black:
            self._ctx.warn("Every frame is black.")
        elif facts.all_flat:
            self._ctx.warn("Every frame is of one colour.")

    def _stored(self, clip: _Clip, rendered: RenderedFrames) -> Result:
        upload = self._order.output.upload
        video, poster = _measured(clip.path), _measured(clip.poster)
        if isinstance(upload, InlineUpload):
            if video.bytes > upload.max_bytes:
                text = f"The clip has {video.bytes} bytes, and at most {upload.max_bytes} can be sent in the answer."
                raise WorkerFailure("OUTPUT_TOO_LARGE", text, "output.upload.max_bytes")
            text = base64.b64encode(clip.path.read_bytes()).decode("ascii")
            return self._result(clip, rendered, video, None, text)
        uploader = Uploader(self._around.transport, upload, self._ctx, self._around.retry_pauses_s)
        uploader.video(clip.path)
        uploader.poster(clip.poster)
        result = self._result(clip, rendered, video, poster, None)
        uploader.result(result)
        return result

    def _result(
        self, clip: _Clip, rendered: RenderedFrames, video: Stored, poster: Stored | None, inline: str | None
    ) -> Result:
        seconds = self._ctx.seconds()
        facts = clip.facts
        base = {} if inline is None else {"base64": inline}
        return Result(
            **HEAD,
            type="result",
            kind=self._order.kind,
            attempt_id=self._order.attempt_id,
            video=StoredVideo(
                sha256=video.sha256,
                bytes=video.bytes,
                width=facts.width,
                height=facts.height,
                num_frames=facts.num_frames,
                fps=facts.fps,
                **base,
            ),
            poster=poster,
            seed=self._order.seed,
            made_with=rendered.made_with,
            seconds=StageSeconds(
                fetch=seconds.get("fetch", 0.0),
                load=seconds.get("load", 0.0),
                encode_prompt=seconds.get("encode_prompt", 0.0),
                denoise=seconds.get("denoise", 0.0),
                decode=seconds.get("decode", 0.0),
                encode=seconds.get("encode", 0.0),
                upload=seconds.get("upload", 0.0),
                total=self._around.clock() - self._began,
            ),
            cold=rendered.cold,
            peak_vram_gb=rendered.peak_vram_gb,
            warnings=self._ctx.warnings(),
        )


def _measured(path: Path) -> Stored:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(HASH_CHUNK_BYTES):
            found.update(chunk)
    return Stored(sha256=found.hexdigest(), bytes=path.stat().st_size)
