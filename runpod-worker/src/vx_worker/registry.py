"""The models this worker knows: one JSON file, read by the daemon as well, and what it may say. Imports no torch."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from vx_worker.errors import WorkerFailure

Kind = Literal["text_to_video", "image_to_video"]
PresetName = Literal["quality", "balanced", "turbo"]
OffloadName = Literal["none", "model", "group", "sequential"]
Transformer = Literal["transformer", "transformer_2"]

REGISTRY_FILE = Path(__file__).with_name("models.json")
EXTRA_REGISTRY_VARIABLE = "VX_REGISTRY_EXTRA"
"""Path of a second file of the same form. Its rows come on top, and win over a row of the same id."""

Side = Annotated[int, Field(gt=0)]
Count = Annotated[int, Field(ge=0)]


class _Row(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)


class SizeGrid(_Row):
    """Which sizes the model can make. `presets_only`: no other than those."""

    multiple_of: Side
    min_side: Side
    max_side: Side
    max_pixels: Side
    presets: Annotated[list[Annotated[list[Side], Field(min_length=2, max_length=2)]], Field(min_length=1)]
    presets_only: bool


class FrameRule(_Row):
    """Frames are `base + n * step`, from `min` to `max`."""

    base: Count
    step: Side
    min: Side
    max: Side
    default: Side


class FpsRule(_Row):
    """Only how fast the frames are shown: the model makes the same ones."""

    min: Side
    max: Side
    default: Side


class PresetLora(_Row):
    """A distillation LoRA that makes a preset what it is."""

    repo: str
    revision: str | None
    file: Annotated[str, Field(pattern=r"\.safetensors$")]
    target: Transformer
    scale: float


class Preset(_Row):
    """What a preset sets where the person set nothing. `as_shipped`: the scheduler that lies with the weights."""

    scheduler: Literal["unipc", "euler", "as_shipped"]
    num_inference_steps: Annotated[int, Field(ge=1, le=100)]
    guidance_scale: Annotated[float, Field(ge=0, le=20)]
    guidance_scale_2: Annotated[float, Field(ge=0, le=20)] | None
    flow_shift: Annotated[float, Field(ge=0.1, le=30)] | None
    cache: Literal["none", "first_block"]
    loras: list[PresetLora]


class VideoMemory(_Row):
    """How much video memory (GB) a way of running takes at the default size, and at the largest where it is known."""

    offload: OffloadName
    gb: Annotated[float, Field(ge=0)]
    gb_at_max_pixels: float | None
    source: str


class PublishedSeconds(_Row):
    """How long somebody else's clip took, whole, as its source says."""

    gpu: str
    kind: Kind
    width: Side
    height: Side
    num_frames: Side
    num_inference_steps: Side
    seconds: Annotated[float, Field(gt=0)]
    source: str


class LoraRule(_Row):
    """`base`: what a LoRA must have been trained for, by the daemon's names. `targets`: what it can be put on."""

    base: Literal["wan-1.3b", "wan-5b", "wan-14b", "cogvideox-2b", "cogvideox-5b"]
    targets: Annotated[list[Transformer], Field(min_length=1)]


class ModelRow(_Row):
    """One model. `revision` null: the newest commit of the repository; the answer says which one that was."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=200)]
    label: str
    family: Literal["wan", "cogvideox"]
    repo: str
    revision: Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")] | None
    licence: str
    pipelines: Annotated[dict[Kind, str], Field(min_length=1)]
    dtypes: dict[str, Literal["bfloat16", "float16", "float32"]]
    max_tokens: Side
    size: SizeGrid
    frames: FrameRule
    fps: FpsRule
    last_image: bool
    negative_prompt: bool
    flow_shift: bool
    second_guidance: bool
    tile_vae: bool
    lora: LoraRule
    presets: dict[PresetName, Preset]
    vram: Annotated[list[VideoMemory], Field(min_length=1)]
    published: list[PublishedSeconds]

    @model_validator(mode="after")
    def _holds_together(self) -> "ModelRow":
        if "balanced" not in self.presets:
            raise ValueError(f"{self.id}: the preset balanced is missing")
        for width, height in self.size.presets:
            if not size_fits(self.size, width, height):
                raise ValueError(f"{self.id}: the preset size {width}x{height} is off its own grid")
        if not frames_fit(self.frames, self.frames.default):
            raise ValueError(f"{self.id}: the default of frames is off its own rule")
        for preset in self.presets.values():
            if any(lora.target not in self.lora.targets for lora in preset.loras):
                raise ValueError(f"{self.id}: a preset's LoRA is for a transformer that the model lacks")
        return self

    @property
    def kinds(self) -> list[Kind]:
        """What it can make, in the order of the file."""
        return list(self.pipelines)


class _RegistryFile(_Row):
    schema_: Annotated[Literal[1], Field(alias="schema")]
    models: Annotated[list[ModelRow], Field(min_length=1)]


_registry_file: TypeAdapter[_RegistryFile] = TypeAdapter(_RegistryFile)


def size_fits(grid: SizeGrid, width: int, height: int) -> bool:
    """Whether the model can make this size."""
    if grid.presets_only:
        return [width, height] in grid.presets
    on_grid = width % grid.multiple_of == 0 and height % grid.multiple_of == 0
    in_bounds = grid.min_side <= min(width, height) and max(width, height) <= grid.max_side
    return on_grid and in_bounds and width * height <= grid.max_pixels


def frames_fit(rule: FrameRule, frames: int) -> bool:
    """Whether the model can make this many frames."""
    return rule.min <= frames <= rule.max and (frames - rule.base) % rule.step == 0


def read_registry(file: Path) -> list[ModelRow]:
    """The rows of one file. Raises ValueError (pydantic's) where it says what it may not."""
    return _registry_file.validate_json(file.read_bytes()).models


@cache
def _rows_of(extra: str | None) -> Mapping[str, ModelRow]:
    rows = {row.id: row for row in read_registry(REGISTRY_FILE)}
    if extra:
        rows.update({row.id: row for row in read_registry(Path(extra))})
    return rows


def known_models() -> Mapping[str, ModelRow]:
    """Every row by its id, the default first. The files are read once."""
    return _rows_of(os.environ.get(EXTRA_REGISTRY_VARIABLE))


def model_row(model_id: str) -> ModelRow:
    """The row of an order's model. Raises WorkerFailure MODEL_UNAVAILABLE."""
    rows = known_models()
    if model_id not in rows:
        known = ", ".join(rows)
        raise WorkerFailure(
            "MODEL_UNAVAILABLE", f"This worker does not know {model_id[:80]!r}. It has: {known}.", "model"
        )
    return rows[model_id]


def preset_of(row: ModelRow, name: PresetName) -> Preset:
    """A model's preset. Raises WorkerFailure INVALID_INPUT where the model has none of that name."""
    if name not in row.presets:
        raise WorkerFailure(
            "INVALID_INPUT",
            f"{row.label} has no preset {name}. It has: {', '.join(row.presets)}.",
            "runtime.preset",
        )
    return row.presets[name]
