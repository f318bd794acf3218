"""The clip looked at as a stranger would: what it says it is, and every frame decoded."""

from dataclasses import dataclass
from pathlib import Path

import av
import av.error
import numpy

from vx_worker.context import JobContext
from vx_worker.errors import WorkerFailure

SAMPLE = 4
"""Every so many pixels are looked at, both ways."""
BLACK_LUMA = 20.0
"""Mean luma of limited range, whose black is 16."""
FLAT_DEVIATION = 1.0


@dataclass(frozen=True)
class Expected:
    """What the clip must turn out to be."""

    width: int
    height: int
    num_frames: int


@dataclass(frozen=True)
class Probed:
    """What the clip is. `all_black` and `all_flat`: true of every frame."""

    width: int
    height: int
    num_frames: int
    fps: float
    all_black: bool
    all_flat: bool


def probe(path: Path, expected: Expected, ctx: JobContext) -> Probed:
    """Decodes the whole clip. Raises WorkerFailure VALIDATION_FAILED where it is not H.264 in yuv420p as expected."""
    try:
        found = _decoded(path, ctx)
    except (av.error.FFmpegError, ValueError, IndexError) as error:
        raise WorkerFailure("VALIDATION_FAILED", "The clip that was written cannot be played.") from error
    if (found.width, found.height) != (expected.width, expected.height):
        raise WorkerFailure("VALIDATION_FAILED", f"The clip is {found.width} x {found.height}, not as it was written.")
    if found.num_frames != expected.num_frames:
        text = f"The clip has {found.num_frames} frames that can be decoded, not {expected.num_frames}."
        raise WorkerFailure("VALIDATION_FAILED", text)
    return found


def _decoded(path: Path, ctx: JobContext) -> Probed:
    with av.open(str(path), mode="r", format="mp4") as container:
        stream = container.streams.video[0]
        codec = stream.codec_context.name
        if codec != "h264" or stream.codec_context.pix_fmt != "yuv420p":
            text = f"The clip is {codec} in {stream.codec_context.pix_fmt}, not H.264 in yuv420p."
            raise WorkerFailure("VALIDATION_FAILED", text)
        stream.thread_type = "AUTO"
        count = 0
        all_black = True
        all_flat = True
        for frame in container.decode(stream):
            ctx.check_cancelled()
            count += 1
            if all_black or all_flat:
                luma = _luma(frame)
                all_black = all_black and float(luma.mean()) < BLACK_LUMA
                all_flat = all_flat and float(luma.std()) < FLAT_DEVIATION
        rate = stream.average_rate
        return Probed(
            width=stream.codec_context.width,
            height=stream.codec_context.height,
            num_frames=count,
            fps=float(rate) if rate else 0.0,
            all_black=all_black,
            all_flat=all_flat,
        )


def _luma(frame: av.VideoFrame) -> numpy.ndarray:
    plane = frame.planes[0]
    rows = numpy.frombuffer(plane, numpy.uint8).reshape(plane.height, plane.line_size)
    return rows[::SAMPLE, : plane.width : SAMPLE]
