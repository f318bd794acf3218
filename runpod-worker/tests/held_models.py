"""The real engines, which tests can hold at a stage: the factory given by VX_ENGINE_FACTORY=held_models:engine_for."""

import os
from functools import cache
from pathlib import Path

from vx_worker.context import JobContext, Stage
from vx_worker.engines.base import RenderedFrames, RenderEngine, RenderInputs
from vx_worker.engines.select import engine_for as real_engine_for
from vx_worker.schema import VideoOrder

HOLD = "VX_TEST_HOLD"
"""Names a file. While it holds the name of a stage, jobs wait there: at `denoise` after each step, else at once."""

STAGES = "VX_TEST_STAGES"
"""Names a file that gets a line for each render that begins, and for each stage from there on: attempt and stage."""

LOOK_SECONDS = 0.02


class HeldEngine:
    """Renders as the engine that it holds. Waiting ends with a cancellation, as a render does between two steps."""

    def __init__(self, engine: RenderEngine) -> None:
        self._engine = engine

    def check(self, order: VideoOrder) -> None:
        self._engine.check(order)

    def render(self, order: VideoOrder, inputs: RenderInputs, ctx: JobContext) -> RenderedFrames:
        _note(order, "render")
        _hold(order, ctx)
        return self._engine.render(order, inputs, ctx)


def _hold(order: VideoOrder, ctx: JobContext) -> None:
    """From here on to the end of the job, of which the render is only a part."""
    begin, step = ctx.stage, ctx.step
    stages: list[Stage] = []

    def held_stage(name: Stage) -> None:
        stages.append(name)
        _note(order, name)
        begin(name)
        if name != "denoise":
            wait(name)

    def held_step(done: int, total: int) -> None:
        step(done, total)
        if stages[-1:] == ["denoise"]:
            wait("denoise")

    def wait(name: Stage) -> None:
        while _held_at() == name:
            ctx.pause(LOOK_SECONDS)

    ctx.stage, ctx.step = held_stage, held_step


def _held_at() -> str | None:
    try:
        return Path(os.environ[HOLD]).read_text()
    except FileNotFoundError:
        return None


def _note(order: VideoOrder, what: str) -> None:
    with Path(os.environ[STAGES]).open("a") as file:
        file.write(f"{order.attempt_id} {what}\n")


@cache
def engine_for(model: str) -> HeldEngine:
    """As the real factory. Raises WorkerFailure MODEL_UNAVAILABLE."""
    return HeldEngine(real_engine_for(model))
