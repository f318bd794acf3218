"""Draws in place of a model: the factory of the tests, given by VX_ENGINE_FACTORY=drawing_engine:engine_for."""

import os
import time
from collections.abc import Generator
from pathlib import Path

import numpy

from vx_worker.context import JobContext
from vx_worker.engines.base import RenderedFrames, RenderInputs
from vx_worker.errors import WorkerFailure
from vx_worker.schema import MadeWith, VideoOrder

RENDERS = "VX_TEST_RENDERS"
"""Names a file that gets a line for each render that begins."""


class DrawingEngine:
    """Moving bars from the seed. `draw-endless` steps until it is stopped; `draw-fault:TEXT` raises that text."""

    def __init__(self, model: str) -> None:
        self.model = model
        self.rendered: list[tuple[VideoOrder, RenderInputs]] = []

    def check(self, order: VideoOrder) -> None:
        if order.width % 16 or order.height % 16:
            raise WorkerFailure("INVALID_INPUT", "The sides must be multiples of 16.", "width")

    def render(self, order: VideoOrder, inputs: RenderInputs, ctx: JobContext) -> RenderedFrames:
        self.rendered.append((order, inputs))
        if os.environ.get(RENDERS):
            with Path(os.environ[RENDERS]).open("a") as file:
                file.write(f"{order.attempt_id}\n")
        ctx.stage("load")
        if self.model.startswith("draw-fault:"):
            raise RuntimeError(self.model.partition(":")[2])
        ctx.stage("encode_prompt")
        ctx.stage("denoise")
        step = 0
        while self.model == "draw-endless" or step < order.num_inference_steps:
            step += 1
            if self.model == "draw-endless":
                time.sleep(0.01)
            ctx.step(min(step, order.num_inference_steps), order.num_inference_steps)
        ctx.stage("decode")
        return RenderedFrames(
            frames=self._frames(order, inputs),
            width=order.width,
            height=order.height,
            num_frames=order.num_frames,
            fps=order.fps,
            made_with=MadeWith(
                model=order.model,
                model_repo="tests/drawing",
                revision=None,
                gpu=None,
                dtype="uint8",
                offload="none",
                attention_backend="native",
                cache="none",
                versions={"numpy": numpy.__version__},
            ),
            cold=True,
        )

    def _frames(self, order: VideoOrder, inputs: RenderInputs) -> Generator[numpy.ndarray, None, None]:
        for at in range(order.num_frames):
            frame = numpy.zeros((order.height, order.width, 3), numpy.uint8)
            if self.model == "draw-black":
                pass
            elif self.model == "draw-flat":
                frame[:] = (200, 60, 60)
            elif self.model == "draw-noise":
                frame = numpy.random.default_rng(at).integers(0, 256, frame.shape, numpy.uint8)
            elif inputs.image is not None:
                frame[:] = numpy.asarray(inputs.image.resize((order.width, order.height)))
            else:
                left = (order.seed + at * 3) % order.width
                frame[:, left : left + 16] = (240, 200, 40)
                frame[: order.height // 2] |= 40
            yield frame


def engine_for(model: str) -> DrawingEngine:
    """Any model that begins with `draw`."""
    if not model.startswith("draw"):
        raise WorkerFailure("MODEL_UNAVAILABLE", f"This worker has no model {model}.", "model")
    return DrawingEngine(model)
