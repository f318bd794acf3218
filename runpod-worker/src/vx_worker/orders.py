"""An order as it comes in: parsed whole, or refused with the field at fault."""

from pydantic import ValidationError

from vx_worker.errors import WorkerFailure
from vx_worker.schema import VideoOrder, order_schema
from vx_worker.version import SCHEMA_VERSION, WORKER_VERSION

_unions = frozenset({"image", "last_image", "upload"})
"""Fields that may be one of several things; pydantic puts the name of the thing behind them."""


def parse_order(raw: object) -> VideoOrder:
    """The order of a job's `input`. Raises WorkerFailure INVALID_INPUT; its text repeats no value of the order."""
    version = raw.get("schema_version") if isinstance(raw, dict) else None
    if version != SCHEMA_VERSION:
        text = (
            f"This worker ({WORKER_VERSION}) speaks version {SCHEMA_VERSION} of the orders, not {_shown(version)}. "
            "Bring the app and the worker to the same release."
        )
        raise WorkerFailure("INVALID_INPUT", text, "schema_version")
    try:
        return order_schema.validate_python(raw)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        field = _path(first["loc"])
        raise WorkerFailure("INVALID_INPUT", f"{field or 'order'}: {first['msg']}.", field) from None


def _shown(version: object) -> str:
    return str(version) if isinstance(version, int) else "none"


def _path(place: tuple[int | str, ...]) -> str | None:
    """`loras.0.scale` of ('text_to_video', 'loras', 0, 'scale')."""
    names: list[str] = []
    rest = iter(place[1:])
    for part in rest:
        names.append(str(part))
        if part in _unions:
            next(rest, None)
    return ".".join(names) or None
