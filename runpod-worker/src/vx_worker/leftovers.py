"""What a killed worker could not take away. On a rented machine it goes with the machine; at home it would stay."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from vx_worker.log import log

JOB_FOLDERS = "job-*"
UNFINISHED_LORAS = "*.part"
OLD_S = 24 * 3600.0
"""Older than anything that another worker on the same folders may still be at."""


def sweep(work_folder: Path, lora_folder: Path, longest_job_s: float, now: float | None = None) -> None:
    """Removes folders of jobs and halves of LoRAs that nobody can be using any more. Raises nothing."""
    before = (time.time() if now is None else now) - max(OLD_S, 2 * longest_job_s)
    for path in (*_older(work_folder, JOB_FOLDERS, before), *_older(lora_folder, UNFINISHED_LORAS, before)):
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        except OSError as error:
            log("leftover not removed", name=path.name, error=type(error).__name__)
        else:
            log("leftover removed", name=path.name)


def _older(folder: Path, names: str, before: float) -> Iterator[Path]:
    for path in folder.glob(names):
        try:
            if path.lstat().st_mtime < before:
                yield path
        except OSError:
            continue
