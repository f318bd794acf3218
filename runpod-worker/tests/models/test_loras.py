"""LoRAs go on for one job, at their strength, on the transformer they are for, and come off again."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from models.tiny_loras import in_diffusers_names, in_wan_names, make_lora, save_lora
from models.tiny_renders import Render, ShortOfMemory, Studio, same
from vx_worker.errors import WorkerFailure
from vx_worker.registry import PresetLora


@pytest.fixture(scope="module")
def studio() -> Studio:
    return Studio()


@pytest.mark.parametrize("offload", ["none", "model", "group", "sequential"])
def test_a_lora_changes_the_clip_and_is_gone_afterwards(tmp_path: Path, offload: str) -> None:
    studio = Studio()
    runtime = {"offload": offload}
    before = studio.render("tiny-wan", runtime=runtime)
    lora = save_lora(tmp_path, in_wan_names(make_lora(studio.pipe.transformer)))

    with_lora = studio.render("tiny-wan", runtime=runtime, loras=(lora,))
    after = studio.render("tiny-wan", runtime=runtime)

    assert not same(before, with_lora)
    assert same(before, after)
    assert hasattr(studio.pipe.transformer, "_hf_hook") == (offload == "model")


def test_the_names_of_wan_and_of_diffusers_come_to_the_same(studio: Studio, tmp_path: Path) -> None:
    studio.render("tiny-wan")
    weights = make_lora(studio.pipe.transformer)

    one = studio.render("tiny-wan", loras=(save_lora(tmp_path, in_wan_names(weights)),))
    other = studio.render("tiny-wan", loras=(save_lora(tmp_path, in_diffusers_names(weights)),))

    assert same(one, other)


def test_strength_is_applied_and_none_is_none(studio: Studio, tmp_path: Path) -> None:
    before = studio.render("tiny-wan")
    full = save_lora(tmp_path, in_wan_names(make_lora(studio.pipe.transformer)))

    at_full = studio.render("tiny-wan", loras=(full,))
    at_half = studio.render("tiny-wan", loras=(replace(full, scale=0.5),))
    at_none = studio.render("tiny-wan", loras=(replace(full, scale=0.0),))

    assert not same(at_full, at_half)
    assert same(before, at_none)


def test_five_at_once_in_any_order(studio: Studio, tmp_path: Path) -> None:
    studio.render("tiny-wan")
    five = tuple(
        save_lora(tmp_path, in_wan_names(make_lora(studio.pipe.transformer, seed=seed)), scale=0.2) for seed in range(5)
    )

    all_five = studio.render("tiny-wan", loras=five)
    only_four = studio.render("tiny-wan", loras=five[:4])

    assert not same(all_five, only_four)


def test_a_lora_for_another_base_is_refused_with_its_field(studio: Studio, tmp_path: Path) -> None:
    before = studio.render("tiny-wan")
    fits = save_lora(tmp_path, in_wan_names(make_lora(studio.pipe.transformer)))
    made = make_lora(studio.pipe.transformer)
    wider = {name: torch.ones(4, 99) if "lora_A" in name else matrix for name, matrix in made.items()}
    other_base = save_lora(tmp_path, in_wan_names(wider), metadata={"ss_base_model_version": "wan2.1-14b"})

    with pytest.raises(WorkerFailure) as refused:
        studio.render("tiny-wan", loras=(fits, other_base))

    assert (refused.value.code, refused.value.field) == ("INVALID_INPUT", "loras.1")
    assert "wan2.1-14b" in refused.value.message
    assert same(before, studio.render("tiny-wan"))


@pytest.mark.parametrize(
    "weights",
    [
        {"lora_unet_down_blocks_0_attentions_0.lora_down.weight": torch.ones(4, 8)},
        {"transformer.single_blocks.0.attn.to_q.lora_A.weight": torch.ones(4, 24)},
        {"diffusion_model.double_blocks.0.img_attn.qkv.lora_A.weight": torch.ones(4, 24)},
        {"blocks.0.attn1.to_q.weight": torch.ones(24, 24)},
    ],
)
def test_files_of_other_families_are_refused(studio: Studio, tmp_path: Path, weights: dict[str, torch.Tensor]) -> None:
    with pytest.raises(WorkerFailure) as refused:
        studio.render("tiny-wan", loras=(save_lora(tmp_path, weights),))

    assert (refused.value.code, refused.value.field) == ("INVALID_INPUT", "loras.0")


def test_a_file_that_is_no_safetensors_is_refused(studio: Studio, tmp_path: Path) -> None:
    lora = save_lora(tmp_path, {"a": torch.ones(1)})
    lora.path.write_bytes(b"no such file")

    with pytest.raises(WorkerFailure) as refused:
        studio.render("tiny-wan", loras=(lora,))

    assert (refused.value.code, refused.value.field) == ("INVALID_INPUT", "loras.0")


def test_cogvideox_takes_its_own_and_refuses_wans(studio: Studio, tmp_path: Path) -> None:
    studio.render("tiny-wan")
    of_wan = save_lora(tmp_path, in_diffusers_names(make_lora(studio.pipe.transformer)))
    before = studio.render("tiny-cogvideox")
    own = save_lora(tmp_path, in_diffusers_names(make_lora(studio.pipe.transformer)))

    assert not same(before, studio.render("tiny-cogvideox", loras=(own,)))
    assert same(before, studio.render("tiny-cogvideox"))
    with pytest.raises(WorkerFailure) as refused:
        studio.render("tiny-cogvideox", loras=(of_wan,))
    assert refused.value.field == "loras.0"


def test_of_two_transformers_each_gets_its_own(studio: Studio, tmp_path: Path) -> None:
    def render(target: str | None) -> Render:
        loras = () if target is None else (replace(lora, target=target),)
        return studio.render("tiny-wan-a14b", num_inference_steps=4, loras=loras)

    studio.render("tiny-wan-a14b")
    lora = save_lora(tmp_path, in_wan_names(make_lora(studio.pipe.transformer)))
    none, high, low, both = render(None), render("transformer"), render("transformer_2"), render("auto")

    clips = [none, high, low, both]
    assert all(not same(one, other) for at, one in enumerate(clips) for other in clips[at + 1 :])
    assert same(none, render(None))


def test_a_preset_brings_its_own_loras(tmp_path: Path) -> None:
    studio = Studio()
    plain = studio.render("tiny-wan-a14b", runtime={"preset": "turbo"})
    lora = save_lora(tmp_path, in_wan_names(make_lora(studio.pipe.transformer)))
    row = studio.engine("tiny-wan-a14b").row
    brought = row.presets["turbo"].model_copy(
        update={"loras": [lora_of_preset(lora.path, "transformer"), lora_of_preset(lora.path, "transformer_2")]}
    )
    studio.rows["tiny-wan-a14b"] = row.model_copy(update={"presets": {**row.presets, "turbo": brought}})

    turbo = studio.render("tiny-wan-a14b", runtime={"preset": "turbo"})
    by_hand = Studio().render("tiny-wan-a14b", runtime={"preset": "turbo"}, loras=(lora,))

    assert not same(plain, turbo)
    assert same(turbo, by_hand)


def lora_of_preset(path: Path, target: str) -> PresetLora:
    return PresetLora(repo=str(path.parent), revision=None, file=path.name, target=target, scale=1.0)


def test_with_loras_no_weights_are_kept_in_8_bits(tmp_path: Path) -> None:
    studio = Studio()
    studio.render("tiny-wan")
    lora = save_lora(tmp_path, in_wan_names(make_lora(studio.pipe.transformer)))
    short = Studio(ShortOfMemory(denoising=1))

    with pytest.raises(WorkerFailure) as failed:
        short.render("tiny-wan", runtime={"offload": "group"}, loras=(lora,))
    assert failed.value.code == "OUT_OF_MEMORY"

    in_8_bits = Studio(ShortOfMemory(denoising=1))
    assert "fp8" in in_8_bits.render("tiny-wan", runtime={"offload": "group"}).rendered.made_with.offload
    with_lora = in_8_bits.render("tiny-wan", runtime={"offload": "group"}, loras=(lora,))
    assert with_lora.rendered.made_with.offload == "group"
    assert in_8_bits.loads == ["tiny-wan", "tiny-wan", "tiny-wan"]
