"""Files that an order names: read from their link into the job's folder, and believed only with the right hash."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from vx_worker.addresses import ForbiddenLink
from vx_worker.context import JobContext
from vx_worker.errors import WorkerFailure
from vx_worker.retrying import RETRY_PAUSES_S, Passing, passing_on, why, with_retries
from vx_worker.transport import TooLarge, Transport, Unreachable


class Fetcher:
    """Reads links of one job. Stops between two pieces when the job is cancelled."""

    def __init__(self, transport: Transport, ctx: JobContext, pauses: Sequence[float] = RETRY_PAUSES_S) -> None:
        self._transport = transport
        self._ctx = ctx
        self._pauses = pauses

    def to_file(self, link: str, sha256: str, max_bytes: int, to: Path, field: str) -> None:
        """Leaves the whole file at `to`, or nothing. `field`: of the order, for the failure.

        Raises WorkerFailure: INVALID_INPUT for what another try cannot mend, INPUT_FETCH_FAILED for the rest.
        """
        try:
            with_retries(self._ctx, self._pauses, lambda: self._once(link, sha256, max_bytes, to, field))
        except ForbiddenLink as error:
            raise WorkerFailure("INVALID_INPUT", f"{error} It was not followed.", field) from error
        except TooLarge as error:
            text = f"The file is larger than {max_bytes // 1_000_000} MB."
            raise WorkerFailure("INVALID_INPUT", text, field) from error
        except (Unreachable, Passing) as error:
            text = f"The file could not be fetched: {why(error)}."
            raise WorkerFailure("INPUT_FETCH_FAILED", text, field) from error

    def _once(self, link: str, sha256: str, max_bytes: int, to: Path, field: str) -> None:
        found = hashlib.sha256()
        kept = False
        try:
            with to.open("wb") as file:

                def write(chunk: bytes) -> None:
                    self._ctx.check_cancelled()
                    found.update(chunk)
                    file.write(chunk)

                status = passing_on(self._transport.get(link, max_bytes, write))
            if status != 200:
                text = f"The file could not be fetched: its link answered with HTTP {status}."
                raise WorkerFailure("INPUT_FETCH_FAILED", text, field)
            if found.hexdigest() != sha256:
                raise WorkerFailure(
                    "INPUT_FETCH_FAILED", "The file is not the one that was ordered: its hash differs.", field
                )
            kept = True
        finally:
            if not kept:
                to.unlink(missing_ok=True)
