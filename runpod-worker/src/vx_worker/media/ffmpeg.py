"""Which ffmpeg writes the clips."""

import importlib
import shutil

from vx_worker.errors import WorkerFailure


def find_ffmpeg(named: str | None) -> str:
    """`named`, else the one on PATH, else the one that the package imageio-ffmpeg brings. Raises WorkerFailure."""
    found = named or shutil.which("ffmpeg")
    if found:
        return found
    try:
        bundled: str = importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe()
    except (ImportError, RuntimeError) as error:
        raise WorkerFailure("INTERNAL", "The worker has no ffmpeg.") from error
    return bundled
