"""The end of a job, whatever it was, in the words of the wire."""

import errno
import json

from vx_worker.errors import JobCancelled, WorkerFailure
from vx_worker.faults import card_is_in_error, is_out_of_memory
from vx_worker.jobs import Job, Surroundings, run_job
from vx_worker.log import log, log_bug, without_secrets
from vx_worker.schema import HEAD, Failure, as_json

MAX_MESSAGE_CHARACTERS = 2000


def answer_job(job: Job, around: Surroundings) -> dict[str, object]:
    """The output of a job, or a dictionary with `error` as JSON text. Raises JobCancelled and nothing else.

    `refresh_worker` in it: the process must not take another job.
    """
    try:
        return as_json(run_job(job, around))
    except JobCancelled:
        log("job cancelled", job_id=job.remote_id)
        raise
    except WorkerFailure as failure:
        log("job failed", job_id=job.remote_id, code=failure.code, field=failure.field, message=failure.message)
        return _as_error(failure)
    except Exception as error:  # noqa: BLE001  (whatever it is, the caller gets no traceback)
        log_bug(job.remote_id, error)
        if _is_bug(error):
            around.reports.report(error, "A job")
        return _as_error(_failure_of(error))


def _is_bug(error: Exception) -> bool:
    """A full disk and a card that is full or broken are the machine's."""
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return not (full or is_out_of_memory(error) or card_is_in_error(error))


def _failure_of(error: Exception) -> WorkerFailure:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WorkerFailure("INTERNAL", "The worker's disk is full. Give the endpoint or the machine more room.")
    broken = card_is_in_error(error)
    if is_out_of_memory(error) and not broken:
        text = "The GPU ran out of memory. Order a smaller size, fewer frames, or a larger GPU."
        return WorkerFailure("OUT_OF_MEMORY", text)
    text = "The GPU failed, and this worker starts anew." if broken else "The worker failed. Its log says more."
    return WorkerFailure("INTERNAL", text, refresh_worker=broken)


def _as_error(failure: WorkerFailure) -> dict[str, object]:
    message = without_secrets(failure.message)[:MAX_MESSAGE_CHARACTERS]
    said = Failure(**HEAD, type="error", code=failure.code, message=message, field=failure.field)
    answer: dict[str, object] = {"error": json.dumps(as_json(said), ensure_ascii=False)}
    if failure.refresh_worker:
        # RunPod ends the pod by the flag; at home whoever started the worker goes by this line.
        log("card in error")
        answer["refresh_worker"] = True
    return answer
