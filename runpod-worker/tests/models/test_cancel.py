"""A render that is not wanted any more stops between two steps, and the model renders the next one as ever."""

import threading

import numpy
import pytest

from models.tiny_renders import Heard, Studio
from vx_worker.errors import JobCancelled, WorkerFailure


@pytest.mark.parametrize("offload", ["none", "model", "group", "sequential"])
@pytest.mark.parametrize("model", ["tiny-wan", "tiny-cogvideox"])
def test_a_cancel_between_steps_decodes_nothing_and_leaves_the_model_whole(model: str, offload: str) -> None:
    studio = Studio()
    runtime = {"offload": offload}
    before = studio.render(model, runtime=runtime)
    cancelled = threading.Event()
    heard = Heard(at_step=lambda step: cancelled.set() if step == 2 else None)

    with pytest.raises(JobCancelled):
        studio.render(model, runtime=runtime, num_inference_steps=5, heard=heard, cancelled=cancelled)

    assert heard.steps == [(1, 5), (2, 5)]
    assert "decode" not in heard.stages
    after = studio.render(model, runtime=runtime)
    assert numpy.array_equal(before.clip, after.clip)
    assert studio.loads == [model]


def test_a_cancel_before_the_model_is_loaded_loads_nothing() -> None:
    studio = Studio()
    cancelled = threading.Event()
    cancelled.set()

    with pytest.raises(JobCancelled):
        studio.render("tiny-wan", cancelled=cancelled)

    assert studio.loads == []


def test_a_cancel_after_the_last_step_decodes_nothing() -> None:
    studio = Studio()
    cancelled = threading.Event()
    heard = Heard(at_step=lambda step: cancelled.set() if step == 2 else None)

    with pytest.raises(JobCancelled):
        studio.render("tiny-wan", heard=heard, cancelled=cancelled)

    assert heard.stages[-1] == "denoise"


def test_a_cancelled_render_with_a_cache_leaves_none_on() -> None:
    studio = Studio()
    before = studio.render("tiny-wan")
    cancelled = threading.Event()
    heard = Heard(at_step=lambda _step: cancelled.set())

    with pytest.raises(JobCancelled):
        studio.render("tiny-wan", runtime={"cache": "first_block"}, heard=heard, cancelled=cancelled)

    assert not studio.pipe.transformer.is_cache_enabled
    assert numpy.array_equal(before.clip, studio.render("tiny-wan").clip)


def test_an_unknown_size_is_refused_before_anything_is_loaded() -> None:
    studio = Studio()

    with pytest.raises(WorkerFailure) as refused:
        studio.render("tiny-wan", width=50)

    assert (refused.value.code, refused.value.field) == ("INVALID_INPUT", "width")
    assert studio.loads == []
