"""Frames into an MP4 that every browser plays and that begins with its index."""

import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy

from vx_worker.context import JobContext
from vx_worker.errors import WorkerFailure
from vx_worker.log import log

END_SECONDS = 300

_named = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
# As options alone they are lost to what the frames say of themselves, which is nothing (ffmpeg 7).
MOST_LOG_BYTES = 4000


@dataclass(frozen=True)
class Recipe:
    """How a clip is written. `tags`: names and texts for its metadata."""

    width: int
    height: int
    fps: float
    crf: int
    tags: dict[str, str]


def encode(frames: Iterable[numpy.ndarray], recipe: Recipe, to: Path, ffmpeg: str, ctx: JobContext) -> int:
    """Writes the frames as they come, none kept, and gives their number. Raises WorkerFailure VALIDATION_FAILED."""
    tags = ctx.workdir / "tags.txt"
    tags.write_text(_as_ffmetadata(recipe.tags), encoding="utf-8")
    shape = (recipe.height, recipe.width, 3)
    count = 0
    with tempfile.TemporaryFile(dir=ctx.workdir) as said:
        process = subprocess.Popen(
            [ffmpeg, *_arguments(recipe, tags, to)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        try:
            assert process.stdin is not None  # noqa: S101  (a pipe was asked for)
            broken = False
            for frame in frames:
                ctx.check_cancelled()
                if frame.shape != shape or frame.dtype != numpy.uint8:
                    text = f"The model made a frame of {frame.shape} {frame.dtype} in place of {shape} uint8."
                    raise WorkerFailure("VALIDATION_FAILED", text)
                try:
                    process.stdin.write(numpy.ascontiguousarray(frame).data)
                except BrokenPipeError:
                    broken = True
                    break
                count += 1
            _end(process, broken, said, ctx)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            if process.stdin is not None and not process.stdin.closed:
                _close_quietly(process)
    if count == 0:
        raise WorkerFailure("VALIDATION_FAILED", "The model made no frame.")
    return count


def _end(
    process: "subprocess.Popen[bytes]", broken: bool, said: "tempfile._TemporaryFileWrapper[bytes]", ctx: JobContext
) -> None:
    _close_quietly(process)
    for _ in range(END_SECONDS * 10):
        try:
            code = process.wait(timeout=0.1)
            break
        except subprocess.TimeoutExpired:
            ctx.check_cancelled()
    else:
        raise WorkerFailure("VALIDATION_FAILED", "ffmpeg did not come to an end.")
    if code != 0 or broken:
        said.seek(0)
        log("ffmpeg failed", code=code, said=said.read()[-MOST_LOG_BYTES:].decode("utf-8", "replace"))
        raise WorkerFailure("VALIDATION_FAILED", "The clip could not be written: ffmpeg failed.")


def _close_quietly(process: "subprocess.Popen[bytes]") -> None:
    try:
        if process.stdin is not None:
            process.stdin.close()
    except BrokenPipeError:
        # It ended by itself; its exit code says why.
        pass


def _arguments(recipe: Recipe, tags: Path, to: Path) -> list[str]:
    size = f"{recipe.width}x{recipe.height}"
    rate = str(Fraction(recipe.fps).limit_denominator(1001))
    colours = ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"]
    return [
        *("-hide_banner", "-loglevel", "warning", "-nostdin", "-y"),
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", rate, "-i", "pipe:0"),
        # Tags come from a file: a long one is no argument, and none of them is seen in a list of processes.
        *("-f", "ffmetadata", "-i", f"file:{tags}", "-map", "0:v", "-map_metadata", "1"),
        # The matrix is named for the conversion too: left alone it would be the one for small pictures of old.
        *("-vf", f"scale=in_range=pc:out_range=tv:out_color_matrix=bt709,format=yuv420p,{_named}"),
        *("-c:v", "libx264", "-preset", "medium", "-crf", str(recipe.crf), "-pix_fmt", "yuv420p", *colours),
        *("-movflags", "+faststart+use_metadata_tags", "-f", "mp4", f"file:{to}"),
    ]


def _as_ffmetadata(tags: dict[str, str]) -> str:
    """What ends in a backslash goes last, and no line end follows: ffmpeg 9 takes the two for an escaped line end."""
    in_order = sorted(tags.items(), key=lambda tag: tag[1].endswith("\\"))
    return "\n".join([";FFMETADATA1", *(f"{name}={_escaped(text)}" for name, text in in_order)])


def _escaped(text: str) -> str:
    """ffmetadata: these six begin a comment, a key or a line of their own unless they are told not to."""
    cleaned = text.replace("\0", "")
    for mark in ("\\", "=", ";", "#", "\n", "\r"):
        cleaned = cleaned.replace(mark, f"\\{mark}")
    return cleaned
