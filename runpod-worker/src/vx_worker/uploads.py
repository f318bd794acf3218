"""What a job leaves in the object storage: clip, poster and, last of all, the result that says that both are there."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from vx_worker.addresses import ForbiddenLink
from vx_worker.context import JobContext
from vx_worker.errors import WorkerFailure
from vx_worker.retrying import RETRY_PAUSES_S, Passing, passing_on, why, with_retries
from vx_worker.schema import PresignedUpload, Result, as_json
from vx_worker.transport import Transport, Unreachable

STORED = frozenset({200, 201, 204})


class Uploader:
    """Writes by presigned links, each with exactly the content type that the link was made for."""

    def __init__(
        self,
        transport: Transport,
        links: PresignedUpload,
        ctx: JobContext,
        pauses: Sequence[float] = RETRY_PAUSES_S,
    ) -> None:
        self._transport = transport
        self._links = links
        self._ctx = ctx
        self._pauses = pauses

    def video(self, path: Path) -> None:
        """Raises WorkerFailure UPLOAD_FAILED, as do the others."""
        self._file(self._links.video_put_url, path, "video/mp4", "video_put_url")

    def poster(self, path: Path) -> None:
        self._file(self._links.poster_put_url, path, "image/webp", "poster_put_url")

    def result(self, result: Result) -> None:
        body = json.dumps(as_json(result), ensure_ascii=False).encode()
        link = self._links.result_put_url

        def call() -> int:
            return self._put(link, body, len(body), "application/json")

        self._tried(call, "result_put_url")

    def _file(self, link: str, path: Path, content_type: str, field: str) -> None:
        size = path.stat().st_size

        def call() -> int:
            with path.open("rb") as file:
                return self._put(link, _Watched(file, size, self._ctx), size, content_type)

        self._tried(call, field)

    def _put(self, link: str, body: bytes | IO[bytes], size: int, content_type: str) -> int:
        return passing_on(self._transport.put(link, body, size, {"Content-Type": content_type}))

    def _tried(self, call: Callable[[], int], field: str) -> None:
        try:
            status = with_retries(self._ctx, self._pauses, call)
        except ForbiddenLink as error:
            raise WorkerFailure("INVALID_INPUT", f"{error} It was not followed.", f"output.upload.{field}") from error
        except (Unreachable, Passing) as error:
            raise WorkerFailure("UPLOAD_FAILED", f"The clip could not be stored: {why(error)}.") from error
        if status not in STORED:
            text = f"The clip could not be stored: the object storage answered with HTTP {status}."
            raise WorkerFailure("UPLOAD_FAILED", text)


class _Watched:
    """A file that is read for sending: between two pieces the job can be cancelled, and says how far it is."""

    def __init__(self, file: IO[bytes], size: int, ctx: JobContext) -> None:
        self._file = file
        self._size = size
        self._ctx = ctx

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(size)
        self._ctx.step(self._file.tell(), self._size)
        return chunk
