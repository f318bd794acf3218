"""Who renders an attempt: one worker, however often it was submitted."""

import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from vx_worker.addresses import ForbiddenLink
from vx_worker.context import JobContext
from vx_worker.errors import WorkerFailure
from vx_worker.log import log
from vx_worker.retrying import RETRY_PAUSES_S, Passing, passing_on, why, with_retries
from vx_worker.schema import HEAD, Claim, Duplicate, PresignedUpload, Result, as_json
from vx_worker.transport import TooLarge, Transport, Unreachable

MAX_BYTES = 1_000_000
STORED = frozenset({200, 201, 204})
# 403: a store that must not say whether there is an object. The write that follows shows whether the link is good.
ABSENT = frozenset({403, 404, 410})
CONFLICT = 409
TAKEN = frozenset({CONFLICT, 412})
CONDITION_UNKNOWN = frozenset({400, 403, 501})

Message = TypeVar("Message", bound=BaseModel)


class Claims:
    """The claim and the result of one attempt, in the object storage that its links lead to."""

    def __init__(
        self,
        transport: Transport,
        links: PresignedUpload,
        attempt_id: str,
        remote_id: str,
        ctx: JobContext,
        pauses: Sequence[float] = RETRY_PAUSES_S,
    ) -> None:
        self._transport = transport
        self._links = links
        self._attempt_id = attempt_id
        self._remote_id = remote_id
        self._ctx = ctx
        self._pauses = pauses
        self._not_understood: set[str] = set()

    def take(self) -> Result | Duplicate | None:
        """None: this job renders. Else the answer, as the attempt was rendered or is being rendered elsewhere.

        A claim with our own id means that the service gave the same job to a second worker after the first was lost.
        Raises WorkerFailure UPLOAD_FAILED where the object storage cannot be used: before anything is rendered.
        """
        result = self._read_result()
        if result is not None:
            return result
        held_by = self._holder()
        if held_by is None:
            status = self._write({"If-None-Match": "*"})
            # Whoever wrote last holds it, where the store does not know the condition.
            held_by = self._holder()
            if held_by is None and (status == CONFLICT or self._links.claim_get_url in self._not_understood):
                # Nobody holds it: the other write came to nothing, or what lies there is no claim.
                self._write({})
                held_by = self._holder()
            if held_by is None:
                raise WorkerFailure("UPLOAD_FAILED", "The object storage lost the claim of this render.")
        return self._answer_to(held_by)

    def lost(self) -> Duplicate | None:
        """Asked once more before the model is loaded, for stores where two may write a claim at the same moment."""
        held_by = self._holder()
        return None if held_by is None else self._answer_to(held_by)

    def _answer_to(self, held_by: str) -> Duplicate | None:
        if held_by == self._remote_id:
            return None
        return Duplicate(**HEAD, type="duplicate", attempt_id=self._attempt_id, claimed_by=held_by)

    def _read_result(self) -> Result | None:
        result = self._read(self._links.result_get_url, Result)
        return result if result is not None and result.attempt_id == self._attempt_id else None

    def _holder(self) -> str | None:
        claim = self._read(self._links.claim_get_url, Claim)
        return claim.remote_id if claim is not None and claim.attempt_id == self._attempt_id else None

    def _write(self, condition: dict[str, str]) -> int:
        claim = Claim(**HEAD, type="claim", attempt_id=self._attempt_id, remote_id=self._remote_id)
        body = json.dumps(as_json(claim)).encode()
        status = self._put(body, condition)
        if condition and status in CONDITION_UNKNOWN:
            status = self._put(body, {})
        if status not in STORED | TAKEN:
            text = f"The object storage did not take the claim of this render: it answered with HTTP {status}."
            raise WorkerFailure("UPLOAD_FAILED", text)
        return status

    def _put(self, body: bytes, condition: dict[str, str]) -> int:
        headers = {"Content-Type": "application/json", **condition}

        def call() -> int:
            return passing_on(self._transport.put(self._links.claim_put_url, body, len(body), headers))

        return self._tried("output.upload.claim_put_url", call)

    def _read(self, link: str, kind: type[Message]) -> Message | None:
        content = bytearray()

        def call() -> int:
            content.clear()
            return passing_on(self._transport.get(link, MAX_BYTES, content.extend))

        status = self._tried("output.upload", call)
        if status in ABSENT:
            return None
        if status != 200:
            raise WorkerFailure("UPLOAD_FAILED", f"The object storage answered with HTTP {status} when it was read.")
        try:
            return kind.model_validate_json(bytes(content))
        except ValidationError:
            # Not something that a worker wrote whole: whoever renders writes it anew.
            log("object not understood", message=kind.__name__)
            self._not_understood.add(link)
            return None

    def _tried(self, field: str, call: Callable[[], int]) -> int:
        try:
            return with_retries(self._ctx, self._pauses, call)
        except ForbiddenLink as error:
            raise WorkerFailure("INVALID_INPUT", f"{error} It was not followed.", field) from error
        except (Unreachable, Passing) as error:
            text = f"The object storage cannot be used: {why(error)}. Nothing was rendered."
            raise WorkerFailure("UPLOAD_FAILED", text) from error
        except TooLarge as error:
            raise WorkerFailure("UPLOAD_FAILED", "The object storage holds something else under this name.") from error
