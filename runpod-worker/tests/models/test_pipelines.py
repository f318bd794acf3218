"""Every pipeline, truly run on the CPU."""

import shutil
from pathlib import Path
from typing import Any

import numpy
import pytest
import torch

from models.tiny_renders import Heard, Render, Studio
from vx_worker.errors import WorkerFailure

TEXT_MODELS = ["tiny-wan", "tiny-wan-image", "tiny-wan-a14b", "tiny-cogvideox"]
IMAGE_MODELS = ["tiny-wan-image", "tiny-wan-a14b-image"]


@pytest.fixture(scope="module")
def studio() -> Studio:
    return Studio()


def differ(one: Render, other: Render) -> bool:
    return not numpy.array_equal(one.clip, other.clip)


@pytest.mark.parametrize("model", TEXT_MODELS)
def test_words_become_a_clip_and_a_seed_gives_the_same_one_again(studio: Studio, model: str) -> None:
    first = studio.render(model)
    again = studio.render(model)
    other = studio.render(model, seed=8)

    assert first.clip.shape == (9, 32, 32, 3)
    assert first.clip.dtype == numpy.uint8
    assert first.clip.std() > 5
    assert numpy.array_equal(first.clip, again.clip)
    assert differ(first, other)
    assert (first.rendered.cold, again.rendered.cold) == (True, False)


@pytest.mark.parametrize("model", IMAGE_MODELS)
def test_a_picture_becomes_a_clip(studio: Studio, model: str) -> None:
    first = studio.render(model, image=True)
    again = studio.render(model, image=True)

    assert first.clip.shape == (9, 32, 32, 3)
    assert numpy.array_equal(first.clip, again.clip)


def test_one_model_serves_both_kinds_without_being_loaded_twice() -> None:
    studio = Studio()
    words = studio.render("tiny-wan-image")
    picture = studio.render("tiny-wan-image", image=True)
    words_again = studio.render("tiny-wan-image")

    assert studio.loads == ["tiny-wan-image"]
    assert differ(words, picture)
    assert numpy.array_equal(words.clip, words_again.clip)


def test_a_last_picture_changes_the_clip_and_is_its_last_frame(studio: Studio) -> None:
    without = studio.render("tiny-wan-a14b-image", image="red")
    seen: list[torch.Tensor] = []
    encode = studio.pipe.vae.encode

    def listening(video: torch.Tensor, *rest: Any, **options: Any) -> Any:
        seen.append(video.clone())
        return encode(video, *rest, **options)

    # So tiny a model hardly tells one colour from another: what it was shown is what is looked at.
    studio.pipe.vae.encode = listening
    try:
        with_white = studio.render("tiny-wan-a14b-image", image="red", last_image="white")
        studio.render("tiny-wan-a14b-image", image="red", last_image="black")
    finally:
        studio.pipe.vae.encode = encode

    white, black = seen
    assert differ(without, with_white)
    assert [frame for frame in range(9) if not torch.equal(white[:, :, frame], black[:, :, frame])] == [8]
    assert float(white[:, :, 8].min()) == 1.0
    assert float(black[:, :, 8].max()) == -1.0


def test_the_second_guidance_is_of_the_low_noise_half(studio: Studio) -> None:
    same = studio.render("tiny-wan-a14b", guidance_scale_2=4.0, num_inference_steps=4)
    left_out = studio.render("tiny-wan-a14b", num_inference_steps=4)
    weaker = studio.render("tiny-wan-a14b", guidance_scale_2=1.5, num_inference_steps=4)

    assert numpy.array_equal(same.clip, left_out.clip)
    assert differ(same, weaker)


def test_the_flow_shift_of_the_order_is_applied(studio: Studio) -> None:
    as_preset = studio.render("tiny-wan")
    the_same = studio.render("tiny-wan", flow_shift=3.0)
    shifted = studio.render("tiny-wan", flow_shift=8.0)

    assert numpy.array_equal(as_preset.clip, the_same.clip)
    assert differ(as_preset, shifted)


@pytest.mark.parametrize("model", ["tiny-wan-a14b", "tiny-wan-a14b-image"])
def test_turbo_steps_where_the_distilled_model_was_taught(studio: Studio, model: str) -> None:
    runtime = {"preset": "turbo"}
    numbers = {"num_inference_steps": 4, "guidance_scale": 1.0, "guidance_scale_2": 1.0, "flow_shift": 5.0}
    studio.render(model, image=model.endswith("image"), runtime=runtime, **numbers)
    times = studio.pipe.scheduler.timesteps.tolist()

    # 1000, 750, 500 and 250 of 1000, shifted by 5: two steps above the boundary of either model, two below.
    assert times == pytest.approx([1000, 937.5, 833.3, 625], abs=1.5)


@pytest.mark.parametrize("model", [*TEXT_MODELS, "tiny-wan-a14b-image"])
def test_stages_and_steps_are_said_in_their_order(studio: Studio, model: str) -> None:
    heard = studio.render(model, image=model.endswith("a14b-image"), num_inference_steps=3).heard

    assert heard.stages == ["load", "encode_prompt", "denoise", "decode"]
    assert heard.steps == [(1, 3), (2, 3), (3, 3)]


def test_the_answer_says_what_it_was_made_with(studio: Studio) -> None:
    rendered = studio.render("tiny-wan").rendered
    made = rendered.made_with

    assert (made.model, made.model_repo, made.revision) == ("tiny-wan", "tiny-wan", None)
    assert (made.gpu, made.dtype, made.offload) == (None, "float32", "none")
    assert (made.attention_backend, made.cache) == ("native", "none")
    assert set(made.versions) == {"worker", "torch", "diffusers", "transformers"}
    assert (rendered.fps, rendered.peak_vram_gb) == (8, None)


def test_without_guidance_the_negative_prompt_is_not_used(studio: Studio) -> None:
    grey = studio.render("tiny-wan", guidance_scale=1.0, negative_prompt="grey")
    green = studio.render("tiny-wan", guidance_scale=1.0, negative_prompt="green")
    guided = studio.render("tiny-wan", guidance_scale=4.0, negative_prompt="green")

    assert numpy.array_equal(grey.clip, green.clip)
    assert differ(green, guided)


def test_a_repeated_prompt_is_not_encoded_again(studio: Studio) -> None:
    studio.render("tiny-wan", prompt="once", negative_prompt="twice")
    encoder = Heard()
    hook = studio.pipe.text_encoder.register_forward_hook(lambda *_: encoder.step(1, 1))
    studio.render("tiny-wan", prompt="once", negative_prompt="twice", seed=8)
    assert encoder.steps == []
    studio.render("tiny-wan", prompt="once", negative_prompt="never")
    assert encoder.steps == [(1, 1)]
    hook.remove()


def test_another_model_takes_the_place_of_the_first() -> None:
    studio = Studio()
    studio.render("tiny-wan")
    studio.render("tiny-cogvideox")
    again = studio.render("tiny-wan")

    assert studio.loads == ["tiny-wan", "tiny-cogvideox", "tiny-wan"]
    assert again.rendered.cold


@pytest.mark.parametrize("part", ["text_encoder", "transformer", "vae"])
def test_weights_that_were_cut_short_are_said(tmp_path: Path, part: str) -> None:
    studio = Studio()
    row = studio.engine("tiny-wan").row
    folder = shutil.copytree(row.repo, tmp_path / "cut")
    for file in (folder / part).glob("*.safetensors"):
        file.write_bytes(file.read_bytes()[:-100])
    studio.rows["tiny-wan"] = row.model_copy(update={"repo": str(folder)})

    with pytest.raises(WorkerFailure) as failed:
        studio.render("tiny-wan")

    assert (failed.value.code, failed.value.field) == ("MODEL_UNAVAILABLE", "model")


def test_a_folder_that_is_no_model_is_said(tmp_path: Path) -> None:
    studio = Studio()
    (tmp_path / "model_index.json").write_text("{}")
    studio.rows["tiny-wan"] = studio.engine("tiny-wan").row.model_copy(update={"repo": str(tmp_path)})

    with pytest.raises(WorkerFailure, match="not whole"):
        studio.render("tiny-wan")
