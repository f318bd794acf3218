"""The seam between the worker and whatever makes its frames. Imports no torch."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vx_worker.context import JobContext
from vx_worker.schema import LoraTarget, MadeWith, VideoOrder

if TYPE_CHECKING:
    import numpy
    from PIL.Image import Image


@dataclass(frozen=True)
class LoraFile:
    """A safetensors file that was checked, to be put on the model for this job and taken off after it."""

    path: Path
    sha256: str
    scale: float
    target: LoraTarget


@dataclass(frozen=True)
class RenderInputs:
    """Pictures are upright, RGB and of their own size: the engine fits them to the order's size."""

    image: "Image | None" = None
    last_image: "Image | None" = None
    loras: tuple[LoraFile, ...] = field(default=())


@dataclass
class RenderedFrames:
    """`frames` gives height x width x 3 of uint8, each frame once; whoever reads it closes it, as it holds the clip.

    The other fields are read when it is exhausted.
    """

    frames: "Generator[numpy.ndarray, None, None]"
    width: int
    height: int
    num_frames: int
    fps: float
    made_with: MadeWith
    cold: bool
    peak_vram_gb: float | None = None


class RenderEngine(Protocol):
    """One model that can render. Used by one job at a time."""

    def check(self, order: VideoOrder) -> None:
        """Whether the model can do this at all, without loading it. Raises WorkerFailure INVALID_INPUT with a field."""
        ...

    def render(self, order: VideoOrder, inputs: RenderInputs, ctx: JobContext) -> RenderedFrames:
        """Says its stages from `load` to `decode` to `ctx`, and asks it between steps whether to stop.

        Raises WorkerFailure and JobCancelled, and leaves a model that can render again after either.
        """
        ...


EngineFactory = Callable[[str], RenderEngine]
"""The engine of an order's `model`. Raises WorkerFailure MODEL_UNAVAILABLE for one it does not know or cannot have."""
