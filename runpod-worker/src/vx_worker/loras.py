"""LoRA files: fetched once, kept by their hash, and let go of in the order in which they were last used."""

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from vx_worker.engines.base import LoraFile
from vx_worker.errors import WorkerFailure
from vx_worker.fetch import Fetcher
from vx_worker.log import log
from vx_worker.safetensors_header import NotSafetensors, check_safetensors
from vx_worker.schema import Lora

MAX_BYTES = 4_000_000_000


class LoraCache:
    """A folder of `<sha256>.safetensors`, of at most `max_bytes`, but for what the present job needs."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes

    def bring(self, loras: Sequence[Lora], fetcher: Fetcher) -> tuple[LoraFile, ...]:
        """The files of an order, in its order. Raises WorkerFailure with the field."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = tuple(
            LoraFile(self._one(lora, f"loras.{at}", fetcher), lora.sha256, lora.scale, lora.target)
            for at, lora in enumerate(loras)
        )
        self._forget_oldest({file.path for file in found})
        return found

    def _one(self, lora: Lora, field: str, fetcher: Fetcher) -> Path:
        path = self._folder / f"{lora.sha256}.safetensors"
        if path.exists():
            os.utime(path)
            return path
        # A name of its own, so that a file under its final name is always whole, whoever else fetches it.
        part = self._folder / f"{uuid4().hex}.part"
        fetcher.to_file(lora.url, lora.sha256, MAX_BYTES, part, f"{field}.url")
        try:
            check_safetensors(part)
            part.replace(path)
        except NotSafetensors as error:
            text = f"The LoRA is not a safetensors file: {error}. Other formats are not read, as they can run code."
            raise WorkerFailure("INVALID_INPUT", text, f"{field}.url") from error
        finally:
            part.unlink(missing_ok=True)
        return path

    def _forget_oldest(self, needed: set[Path]) -> None:
        kept: list[tuple[float, int, Path]] = []
        for path in self._folder.glob("*.safetensors"):
            try:
                facts = path.stat()
            except FileNotFoundError:
                continue
            kept.append((facts.st_mtime, facts.st_size, path))
        total = sum(size for _, size, _ in kept)
        for _, size, path in sorted(kept):
            if total <= self._max_bytes:
                return
            if path not in needed:
                path.unlink(missing_ok=True)
                total -= size
                log("lora forgotten", sha256=path.stem, bytes=size)
