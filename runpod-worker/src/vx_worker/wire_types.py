"""The kinds of values that daemon and worker send each other, as strict as JSON Schema is."""

import math
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

MAX_PROMPT_CHARACTERS = 2000
MAX_SAFE_INTEGER = 2**53 - 1


def _as_json_integer(value: object) -> object:
    """JSON knows one kind of number: 3.0 is an integer there, and true is not one."""
    if isinstance(value, bool):
        raise ValueError("is not a number")
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return int(value)
    return value


def _is_prompt(text: str) -> str:
    if text.strip() == "":
        raise ValueError("is empty")
    return text


def _is_link(text: str) -> str:
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        known = False
    if not known or any(character.isspace() for character in text):
        raise ValueError("is not a link to http or https")
    return text


def is_not_null(value: object) -> object:
    if value is None:
        raise ValueError("is null; leave it out instead")
    return value


Integer = Annotated[int, BeforeValidator(_as_json_integer), Field(ge=-MAX_SAFE_INTEGER, le=MAX_SAFE_INTEGER)]
PositiveInteger = Annotated[Integer, Field(gt=0)]
CountingInteger = Annotated[Integer, Field(ge=0)]
Seconds = Annotated[float, Field(ge=0)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
JobId = Annotated[str, Field(pattern=r"^job_[0-9a-f]{32}$")]
AttemptId = Annotated[str, Field(pattern=r"^att_[0-9a-f]{32}$")]
Seed = Annotated[Integer, Field(ge=0, le=2**32 - 1)]
Prompt = Annotated[str, Field(max_length=MAX_PROMPT_CHARACTERS), AfterValidator(_is_prompt)]
Link = Annotated[str, AfterValidator(_is_link)]
Base64 = Annotated[
    str,
    Field(pattern=r"^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$"),
]
Version = Annotated[Literal[1], BeforeValidator(_as_json_integer)]


class Said(BaseModel):
    """What the worker says: unknown fields are dropped when it is read, as a newer worker may say more."""

    model_config = ConfigDict(strict=True, frozen=True, allow_inf_nan=False)


class Asked(BaseModel):
    """What the worker is asked: a field it does not know is an error, so that nothing is ignored in silence."""

    model_config = ConfigDict(strict=True, frozen=True, allow_inf_nan=False, extra="forbid")
