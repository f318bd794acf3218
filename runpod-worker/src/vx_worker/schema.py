"""What daemon and worker say to each other. The zod of the repository is the source; the tests hold this to it."""

from typing import Annotated, Literal, TypedDict

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter

from vx_worker.context import Stage
from vx_worker.errors import ErrorCode
from vx_worker.version import SCHEMA_VERSION, WORKER_VERSION
from vx_worker.wire_types import (
    Asked,
    AttemptId,
    Base64,
    CountingInteger,
    Integer,
    JobId,
    Link,
    PositiveInteger,
    Prompt,
    Said,
    Seconds,
    Seed,
    Sha256,
    Version,
    is_not_null,
)


class PresignedUpload(Asked):
    """The links of an attempt, fixed before it is submitted."""

    type: Literal["presigned"]
    video_put_url: Link
    poster_put_url: Link
    result_put_url: Link
    result_get_url: Link
    claim_put_url: Link
    claim_get_url: Link


class InlineUpload(Asked):
    """The clip travels in the answer; a larger one than `max_bytes` ends the job as too large to send."""

    type: Literal["inline"]
    max_bytes: PositiveInteger


class Output(Asked):
    """How the clip is written, and where to."""

    upload: Annotated[PresignedUpload | InlineUpload, Field(discriminator="type")]
    crf: Annotated[Integer, Field(ge=0, le=51)] = 18
    settings_tag: Annotated[str, Field(max_length=65_536)]


class Runtime(Asked):
    """How the model is run. `auto` leaves the choice to the worker, whose answer says what it chose."""

    preset: Literal["quality", "balanced", "turbo"] = "balanced"
    offload: Literal["auto", "none", "model", "group", "sequential"] = "auto"
    attention_backend: Literal["auto", "native", "flash3", "sage"] = "auto"
    cache: Literal["auto", "none", "first_block"] = "auto"
    vae_tiling: Literal["auto", "on", "off"] = "auto"


LoraTarget = Literal["auto", "transformer", "transformer_2"]


class Lora(Asked):
    """A LoRA for this job. Safetensors only: other weights can run code when they are read."""

    url: Link
    sha256: Sha256
    scale: Annotated[float, Field(ge=-4, le=4)] = 1.0
    target: LoraTarget = "auto"


class LinkedPicture(Asked):
    """A picture behind a link."""

    type: Literal["url"]
    url: Link
    sha256: Sha256


class InlinePicture(Asked):
    """A small picture in the order itself, where there is no object storage."""

    type: Literal["inline"]
    base64: Annotated[Base64, Field(max_length=11_000_000)]
    sha256: Sha256


Picture = Annotated[LinkedPicture | InlinePicture, Field(discriminator="type")]


class _VideoOrder(Asked):
    """Every number is resolved before it is sent: the worker draws no seed and fills in no default of a model."""

    schema_version: Version
    job_id: JobId
    attempt_id: AttemptId
    model: Annotated[str, Field(min_length=1, max_length=200)]
    output: Output
    runtime: Runtime
    loras: Annotated[list[Lora], Field(max_length=5, default_factory=list)]
    negative_prompt: Annotated[str, Field(max_length=2000)] = ""
    width: Annotated[Integer, Field(ge=16, le=4096)]
    height: Annotated[Integer, Field(ge=16, le=4096)]
    num_frames: Annotated[Integer, Field(ge=1, le=1000)]
    fps: Annotated[Integer, Field(ge=1, le=120)]
    num_inference_steps: Annotated[Integer, Field(ge=1, le=100)]
    guidance_scale: Annotated[float, Field(ge=0, le=20)]
    guidance_scale_2: Annotated[float, Field(ge=0, le=20)] | None = None
    flow_shift: Annotated[float, Field(ge=0.1, le=30)] | None = None
    seed: Seed


class TextToVideoOrder(_VideoOrder):
    """A clip from words alone."""

    kind: Literal["text_to_video"]
    prompt: Prompt


class ImageToVideoOrder(_VideoOrder):
    """A clip that begins with a picture, and may end with another."""

    kind: Literal["image_to_video"]
    prompt: Annotated[str, Field(max_length=2000)] = ""
    image: Picture
    last_image: Picture | None = None


VideoOrder = TextToVideoOrder | ImageToVideoOrder
order_schema: TypeAdapter[VideoOrder] = TypeAdapter(Annotated[VideoOrder, Field(discriminator="kind")])


class _Head(Said):
    schema_version: Version
    worker_version: str


class SpokenHead(TypedDict):
    """How everything that this worker says begins."""

    schema_version: Literal[1]
    worker_version: str


HEAD: SpokenHead = {"schema_version": SCHEMA_VERSION, "worker_version": WORKER_VERSION}


class Progress(_Head):
    """Measured progress. Reports overtake each other on their way, so `seq` says which is newer."""

    type: Literal["progress"]
    seq: CountingInteger
    stage: Stage
    fraction: Annotated[float, Field(ge=0, le=1)] | None
    step: Annotated[CountingInteger | None, BeforeValidator(is_not_null)] = None
    total_steps: Annotated[PositiveInteger | None, BeforeValidator(is_not_null)] = None
    eta_s: Annotated[Seconds | None, BeforeValidator(is_not_null)] = None


class Stored(Said):
    """An object that was put where the order says."""

    sha256: Sha256
    bytes: PositiveInteger


class StoredVideo(Stored):
    """The clip as it was measured after it was written."""

    width: PositiveInteger
    height: PositiveInteger
    num_frames: PositiveInteger
    fps: Annotated[float, Field(gt=0)]
    base64: Annotated[Base64 | None, BeforeValidator(is_not_null)] = None


class MadeWith(Said):
    """What the same clip would need to be made again. `gpu`: its name, null on a CPU."""

    model: str
    model_repo: str
    revision: str | None
    gpu: str | None
    dtype: str
    offload: str
    attention_backend: str
    cache: str
    versions: dict[str, str]


class StageSeconds(Said):
    """How long each part took, and the whole."""

    fetch: Seconds
    load: Seconds
    encode_prompt: Seconds
    denoise: Seconds
    decode: Seconds
    encode: Seconds
    upload: Seconds
    total: Seconds


class Result(_Head):
    """What a render came to. It is the job's output, and lies beside the clip for when the output is gone."""

    type: Literal["result"]
    kind: Literal["text_to_video", "image_to_video"]
    attempt_id: AttemptId
    video: StoredVideo
    poster: Stored | None
    seed: Seed
    made_with: MadeWith
    seconds: StageSeconds
    cold: bool
    peak_vram_gb: Annotated[float, Field(ge=0)] | None
    warnings: Annotated[list[str], Field(max_length=50)]


class Duplicate(_Head):
    """Another run of the same attempt is at it, or was: this one rendered nothing."""

    type: Literal["duplicate"]
    attempt_id: AttemptId
    claimed_by: str


Answer = Result | Duplicate
answer_schema: TypeAdapter[Answer] = TypeAdapter(Annotated[Answer, Field(discriminator="type")])


class Claim(_Head):
    """The claim that the worker writes as its first act: who renders this attempt."""

    type: Literal["claim"]
    attempt_id: AttemptId
    remote_id: Annotated[str, Field(min_length=1)]


class Failure(_Head):
    """Why a job failed, as the JSON text that the SDK carries."""

    type: Literal["error"]
    code: ErrorCode
    message: Annotated[str, Field(max_length=2000)]
    field: str | None


def as_json(message: BaseModel) -> dict[str, object]:
    """A message as it goes out: fields that are optional and unknown are left out, fields that may be null are not."""
    written = message.model_dump(mode="json")
    if isinstance(message, Progress):
        return {key: value for key, value in written.items() if value is not None or key == "fraction"}
    if isinstance(message, Result) and message.video.base64 is None:
        del written["video"]["base64"]
    return written
