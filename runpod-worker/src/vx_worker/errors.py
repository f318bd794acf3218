"""Why a render failed. Everything else that is raised is a bug, and is answered as INTERNAL without its text."""

from typing import Literal

ErrorCode = Literal[
    "INVALID_INPUT",
    "INPUT_FETCH_FAILED",
    "MODEL_UNAVAILABLE",
    "OUT_OF_MEMORY",
    "CANCELLED",
    "TIMEOUT",
    "OUTPUT_TOO_LARGE",
    "VALIDATION_FAILED",
    "UPLOAD_FAILED",
    "INTERNAL",
]


class WorkerFailure(Exception):
    """An expected failure, in words that a person may read: no path, no host name, no link's query, no traceback.

    `field`: of the order at fault, with dots. `refresh_worker`: this process must not render again (a card in error).
    """

    def __init__(
        self,
        code: ErrorCode,
        message: str,
        field: str | None = None,
        refresh_worker: bool = False,
    ) -> None:
        super().__init__(message)
        self.code: ErrorCode = code
        self.message = message
        self.field = field
        self.refresh_worker = refresh_worker


class JobCancelled(Exception):
    """Whoever ordered the clip does not want it any more. Nothing is uploaded, and nothing is answered."""
