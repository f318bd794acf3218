"""Caches and attention kernels: on where they are asked for and can be, off again afterwards."""

import numpy
import pytest

from models.tiny_renders import Studio
from vx_worker.device import Device


@pytest.fixture(scope="module")
def studio() -> Studio:
    return Studio()


@pytest.mark.parametrize("model", ["tiny-wan", "tiny-wan-a14b", "tiny-cogvideox"])
def test_the_first_block_cache_is_used_when_asked_for_and_off_afterwards(studio: Studio, model: str) -> None:
    before = studio.render(model, num_inference_steps=6)
    cached = studio.render(model, num_inference_steps=6, runtime={"cache": "first_block"})
    after = studio.render(model, num_inference_steps=6)

    assert cached.rendered.made_with.cache == "first_block:0.05"
    assert after.rendered.made_with.cache == "none"
    assert numpy.array_equal(before.clip, after.clip)


def test_turbo_never_uses_a_cache(studio: Studio) -> None:
    turbo = {"preset": "turbo"}
    plain = studio.render("tiny-wan-a14b", runtime=turbo)
    asked = studio.render("tiny-wan-a14b", runtime={**turbo, "cache": "first_block"})

    assert asked.rendered.made_with.cache == "none"
    assert asked.warnings == ["The cache was left off: turbo has too few steps to reuse any."]
    assert numpy.array_equal(plain.clip, asked.clip)


@pytest.mark.parametrize("asked", ["flash3", "sage"])
@pytest.mark.parametrize("capability", [None, (8, 9), (9, 0)])
def test_a_kernel_that_is_not_there_is_said_and_the_clip_comes_all_the_same(
    asked: str, capability: tuple[int, int] | None
) -> None:
    device = Device(kind="cpu", name=None, capability=capability, usable_gb=None)
    render = Studio(device=device).render("tiny-wan", runtime={"attention_backend": asked})

    assert render.rendered.made_with.attention_backend == "native"
    assert len(render.warnings) == 1
    assert asked in render.warnings[0]


def test_tiles_are_on_for_one_job_only(studio: Studio) -> None:
    studio.render("tiny-wan", runtime={"vae_tiling": "on"})
    assert studio.pipe.vae.use_tiling
    studio.render("tiny-wan")
    assert not studio.pipe.vae.use_tiling
