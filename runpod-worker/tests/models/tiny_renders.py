"""Orders for the tiny models, engines of their own for a test, and renders with all that was said on the way."""

import gc
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy
import torch
from PIL import Image

from vx_worker.context import JobContext, Stage
from vx_worker.device import CPU, Device
from vx_worker.engines.base import LoraFile, RenderedFrames, RenderInputs
from vx_worker.engines.cogvideox import CogVideoXFamily
from vx_worker.engines.diffusion import DiffusersEngine, LoadPipeline, load_pipeline
from vx_worker.engines.families import EncodedPrompt, Family, Pipeline, StepCallback
from vx_worker.engines.offload import RungMemory
from vx_worker.engines.resident import Residency
from vx_worker.engines.wan import WanFamily
from vx_worker.registry import ModelRow, model_row
from vx_worker.schema import VideoOrder, order_schema
from vx_worker.weights import WeightsPlaces

PICTURE = {"type": "inline", "base64": "", "sha256": "0" * 64}
NOWHERE = WeightsPlaces(own=None, volume=Path("/nowhere"), offline=True)


def tiny_order(model: str, **changes: Any) -> VideoOrder:
    """A clip of 9 frames at 32x32 in 2 steps. `image` and `last_image`: true, or the colour of a picture."""
    kind = "image_to_video" if changes.get("image") else "text_to_video"
    pictures = {name: PICTURE for name in ("image", "last_image") if changes.pop(name, False)}
    order = {
        "kind": kind,
        "schema_version": 1,
        "job_id": "job_" + "1" * 32,
        "attempt_id": "att_" + "2" * 32,
        "model": model,
        "output": {"upload": {"type": "inline", "max_bytes": 1}, "settings_tag": "{}"},
        "runtime": {},
        "prompt": "a red fox",
        "negative_prompt": "grey",
        "width": 32,
        "height": 32,
        "num_frames": 9,
        "fps": 8,
        "num_inference_steps": 2,
        "guidance_scale": 4.0,
        "seed": 7,
        **pictures,
        **changes,
    }
    return order_schema.validate_python(order)


@dataclass
class Heard:
    """What a job said of its stages and steps. `at_step` is called with each step that ends."""

    at_step: Callable[[int], None] = lambda _step: None
    stages: list[Stage] = field(default_factory=list)
    steps: list[tuple[int, int]] = field(default_factory=list)

    def stage(self, name: Stage) -> None:
        self.stages.append(name)

    def step(self, step: int, total: int) -> None:
        self.steps.append((step, total))
        self.at_step(step)


@dataclass
class Render:
    """A finished render."""

    clip: numpy.ndarray
    rendered: RenderedFrames
    heard: Heard
    warnings: list[str]


def same(one: Render, other: Render) -> bool:
    """Every pixel of both clips."""
    return numpy.array_equal(one.clip, other.clip)


def _picture(asked: bool | str | None) -> Image.Image | None:
    return Image.new("RGB", (100, 80), asked if isinstance(asked, str) else "red") if asked else None


class Studio:
    """Engines that share one residency, as in a process, but apart from every other test."""

    def __init__(self, family: Family | None = None, load: LoadPipeline = load_pipeline, device: Device = CPU) -> None:
        self.residency = Residency()
        self.loads: list[str] = []
        self.rows: dict[str, ModelRow] = {}
        self.places = NOWHERE
        self._rungs = RungMemory()
        self._family = family
        self._load = load
        self._device = device

    @property
    def pipe(self) -> Any:
        """The loaded pipeline of diffusers."""
        assert self.residency.loaded is not None
        return self.residency.loaded.pipe

    def engine(self, model: str) -> DiffusersEngine:
        row = self.rows.get(model) or model_row(model)
        family = self._family or (WanFamily() if row.family == "wan" else CogVideoXFamily())

        def load(*arguments: Any) -> Any:
            self.loads.append(model)
            return self._load(*arguments)

        return DiffusersEngine(row, family, self.residency, self._rungs, lambda: self._device, self.places, load)

    def render(
        self,
        model: str,
        *,
        loras: tuple[LoraFile, ...] = (),
        heard: Heard | None = None,
        cancelled: threading.Event | None = None,
        **changes: Any,
    ) -> Render:
        order = tiny_order(model, **changes)
        heard = heard or Heard()
        ctx = JobContext(Path("/nowhere"), cancelled or threading.Event(), heard)
        image = _picture(changes.get("image"))
        last = _picture(changes.get("last_image"))
        rendered = self.engine(model).render(order, RenderInputs(image, last, loras), ctx)
        return Render(numpy.stack(list(rendered.frames)), rendered, heard, ctx.warnings())


Fault = Callable[[], Exception]


def card_is_full() -> Exception:
    return torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")


class ShortOfMemory(WanFamily):
    """Wan, on a card that is too small for the first `denoising` and the first `decoding` tries."""

    def __init__(self, denoising: int = 0, decoding: int = 0, fault: Fault = card_is_full) -> None:
        self.tried = {"denoise": 0, "decode": 0}
        self.held: list[weakref.ref[torch.Tensor]] = []
        self.held_when_tried_again: list[bool] = []
        self._too_small_for = {"denoise": denoising, "decode": decoding}
        self._fault = fault

    def _try(self, what: str) -> None:
        gc.collect()
        self.held_when_tried_again += [held() is not None for held in self.held]
        self.tried[what] += 1
        if self.tried[what] <= self._too_small_for[what]:
            activations = torch.zeros(1000)
            self.held.append(weakref.ref(activations))
            raise self._fault()

    def denoise(
        self, pipe: Pipeline, order: Any, inputs: Any, prompt: EncodedPrompt, on_step: StepCallback
    ) -> torch.Tensor:
        self._try("denoise")
        return super().denoise(pipe, order, inputs, prompt, on_step)

    def decode(self, pipe: Pipeline, latents: torch.Tensor) -> torch.Tensor:
        self._try("decode")
        return super().decode(pipe, latents)
