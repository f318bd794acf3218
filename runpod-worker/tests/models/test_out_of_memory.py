"""The ladder, climbed for real: every rung of it runs on a CPU too. Only the error is made up."""

from typing import Any

import numpy
import pytest
import torch

from models.tiny_renders import Fault, ShortOfMemory, Studio, card_is_full
from vx_worker.device import CPU, Device
from vx_worker.engines.diffusion import load_pipeline
from vx_worker.errors import WorkerFailure


@pytest.fixture(scope="module")
def plain() -> numpy.ndarray:
    """The clip, where nothing ever ran out."""
    return Studio().render("tiny-wan").clip


@pytest.mark.parametrize(
    "fault",
    [
        card_is_full,
        lambda: RuntimeError("CUDA error: out of memory"),
        lambda: RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"),
    ],
)
def test_one_climb_moves_whole_models_and_the_clip_is_the_same(plain: numpy.ndarray, fault: Fault) -> None:
    render = Studio(ShortOfMemory(denoising=1, fault=fault)).render("tiny-wan")

    assert render.rendered.made_with.offload == "model+tiled_vae"
    assert len(render.warnings) == 1
    assert "memory was too small" in render.warnings[0]
    assert numpy.array_equal(plain, render.clip)


def test_two_climbs_stream_the_model_and_the_clip_is_the_same(plain: numpy.ndarray) -> None:
    studio = Studio(ShortOfMemory(denoising=2))
    render = studio.render("tiny-wan")

    assert render.rendered.made_with.offload == "group+tiled_vae"
    assert len(render.warnings) == 2
    assert numpy.array_equal(plain, render.clip)
    assert studio.loads == ["tiny-wan"]
    assert render.rendered.cold


def test_a_third_climb_is_not_tried() -> None:
    short = ShortOfMemory(denoising=99)
    studio = Studio(short)

    with pytest.raises(WorkerFailure) as failed:
        studio.render("tiny-wan")

    assert failed.value.code == "OUT_OF_MEMORY"
    assert "32x32" in failed.value.message
    assert short.tried["denoise"] == 3
    assert studio.residency.loaded is None


def test_eight_bits_are_the_last_rung_and_only_nearly_the_same(plain: numpy.ndarray) -> None:
    studio = Studio(ShortOfMemory(denoising=1))
    render = studio.render("tiny-wan", runtime={"offload": "group"})

    assert render.rendered.made_with.offload == "group+fp8_storage+tiled_vae"
    assert "changes the picture" in render.warnings[0]
    assert render.clip.shape == plain.shape
    assert studio.loads == ["tiny-wan", "tiny-wan"]


def test_too_little_for_decoding_only_decodes_again(plain: numpy.ndarray) -> None:
    short = ShortOfMemory(decoding=1)
    render = Studio(short).render("tiny-wan")

    assert short.tried == {"denoise": 1, "decode": 2}
    assert render.rendered.made_with.offload == "none+tiled_vae"
    assert numpy.array_equal(plain, render.clip)


def test_what_was_too_much_is_free_before_the_next_try() -> None:
    short = ShortOfMemory(denoising=2)
    Studio(short).render("tiny-wan")

    assert short.held_when_tried_again == [False, False, False, False, False]


def test_the_process_remembers_for_clips_as_large_and_not_for_smaller_ones() -> None:
    short = ShortOfMemory(denoising=1)
    studio = Studio(short)
    studio.render("tiny-wan", num_frames=13)
    as_large = studio.render("tiny-wan", num_frames=13)

    assert as_large.rendered.made_with.offload == "model+tiled_vae"
    assert as_large.warnings == []
    assert short.tried["denoise"] == 3
    assert studio.render("tiny-wan", num_frames=9).rendered.made_with.offload == "none"


def test_memory_that_is_too_little_for_loading_climbs_too(plain: numpy.ndarray) -> None:
    faults = [card_is_full()]

    def load(*arguments: Any) -> Any:
        resident = load_pipeline(*arguments)
        move = resident.pipe.to

        def to(*where: Any, **more: Any) -> Any:
            if faults and where == (torch.device("cpu"),):
                raise faults.pop()
            return move(*where, **more)

        resident.pipe.to = to
        return resident

    render = Studio(load=load).render("tiny-wan")

    assert render.rendered.made_with.offload == "model+tiled_vae"
    assert render.rendered.cold
    assert numpy.array_equal(plain, render.clip)


def test_a_broken_card_ends_the_worker() -> None:
    studio = Studio(ShortOfMemory(denoising=1, fault=lambda: RuntimeError("CUDA error: an illegal memory access")))

    with pytest.raises(WorkerFailure) as failed:
        studio.render("tiny-wan")

    assert failed.value.refresh_worker
    assert studio.residency.loaded is None


def test_any_other_error_is_not_taken_for_memory() -> None:
    short = ShortOfMemory(denoising=1, fault=lambda: RuntimeError("shapes do not match"))
    studio = Studio(short)

    with pytest.raises(RuntimeError, match="shapes"):
        studio.render("tiny-wan")

    assert short.tried["denoise"] == 1
    assert studio.residency.loaded is None


@pytest.mark.parametrize(("offload", "says"), [("model", "model"), ("group", "group"), ("sequential", "sequential")])
@pytest.mark.parametrize("model", ["tiny-wan", "tiny-wan-image", "tiny-wan-a14b", "tiny-cogvideox"])
def test_every_way_of_running_makes_the_same_clip(model: str, offload: str, says: str) -> None:
    plain = Studio().render(model)
    render = Studio(device=CPU).render(model, runtime={"offload": offload, "vae_tiling": "off"})

    assert render.rendered.made_with.offload == says
    assert numpy.array_equal(plain.clip, render.clip)


def test_a_small_card_begins_where_the_registry_says() -> None:
    card = Device(kind="cpu", name="Small", capability=None, usable_gb=0.05)
    render = Studio(device=card).render("tiny-wan")

    assert render.rendered.made_with.offload == "none+tiled_vae"
    assert render.rendered.made_with.gpu == "Small"
