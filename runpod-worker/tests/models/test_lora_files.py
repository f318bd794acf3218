"""LoRA files that are damaged, or say of themselves what must not be followed."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from models.tiny_loras import in_diffusers_names, in_wan_names, make_lora, save_lora
from models.tiny_renders import Studio, same
from vx_worker.errors import WorkerFailure


@pytest.fixture(scope="module")
def studio() -> Studio:
    return Studio()


TO_Q = "transformer.blocks.0.attn1.to_q"


def without_prefix(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name.removeprefix("transformer."): matrix for name, matrix in weights.items()}


def broken(weights: dict[str, torch.Tensor], **changed: torch.Tensor) -> dict[str, torch.Tensor]:
    """The same with other matrices for those whose names end so (`__` for a dot)."""
    endings = {ending.replace("__", "."): matrix for ending, matrix in changed.items()}
    return {
        name: next((matrix for ending, matrix in endings.items() if name.endswith(ending)), own).clone()
        for name, own in weights.items()
    }


DAMAGES: dict[str, Callable[[dict[str, torch.Tensor]], dict[str, torch.Tensor]]] = {
    "two ranks in a pair": lambda made: broken(made, lora_A__weight=torch.ones(8, 24)),
    "a rank of nothing": lambda made: broken(made, lora_A__weight=torch.ones(0, 24), lora_B__weight=torch.ones(24, 0)),
    "no way up": lambda made: {name: matrix for name, matrix in made.items() if "lora_A" in name},
    "no way down": lambda made: {name: matrix for name, matrix in made.items() if "lora_B" in name},
    "whole numbers": lambda made: {name: matrix.to(torch.int32) for name, matrix in made.items()},
    "a bias of another size": lambda made: {**made, f"{TO_Q}.lora_B.bias": torch.ones(3)},
    "DoRA": lambda made: {**made, f"{TO_Q}.lora_magnitude_vector": torch.ones(24)},
    "a weight of the model": lambda made: {**made, f"{TO_Q}.weight": torch.ones(24, 24)},
    "several alphas in one": lambda made: broken(in_wan_names(without_prefix(made)), alpha=torch.ones(3)),
}


@pytest.mark.parametrize("offload", ["none", "model", "group"])
def test_a_damaged_file_is_refused_with_its_field_and_the_model_stays(tmp_path: Path, offload: str) -> None:
    studio = Studio()
    runtime = {"offload": offload}
    before = studio.render("tiny-wan", runtime=runtime)
    made = in_diffusers_names(make_lora(studio.pipe.transformer))
    fits = save_lora(tmp_path, made)

    for damage in DAMAGES.values():
        with pytest.raises(WorkerFailure) as refused:
            studio.render("tiny-wan", runtime=runtime, loras=(fits, save_lora(tmp_path, damage(made))))
        assert (refused.value.code, refused.value.field) == ("INVALID_INPUT", "loras.1")

    assert same(before, studio.render("tiny-wan", runtime=runtime))
    assert studio.loads == ["tiny-wan"]


def settings(**said: object) -> dict[str, str]:
    """peft's settings, as diffusers writes them into a file."""
    named = {"target_modules": ["to_q", "to_k", "to_v", "to_out.0"], "r": 4, **said}
    return {"lora_adapter_metadata": json.dumps({f"transformer.{name}": value for name, value in named.items()})}


def test_the_strength_that_a_file_names_is_applied(studio: Studio, tmp_path: Path) -> None:
    studio.render("tiny-wan")
    made = in_diffusers_names(make_lora(studio.pipe.transformer))

    plain = studio.render("tiny-wan", loras=(save_lora(tmp_path, made, scale=0.5),))
    by_alpha = studio.render("tiny-wan", loras=(save_lora(tmp_path, made, metadata=settings(lora_alpha=2)),))
    by_root = studio.render(
        "tiny-wan", loras=(save_lora(tmp_path, made, metadata=settings(lora_alpha=1, use_rslora=True)),)
    )
    by_layer = studio.render(
        "tiny-wan",
        loras=(
            save_lora(
                tmp_path,
                made,
                metadata=settings(
                    lora_alpha=9, alpha_pattern={"to_q": 2, "to_k": 2, "to_v": 2, "^.to_out.0": 9, "to_out.0": 2}
                ),
            ),
        ),
    )

    assert same(plain, by_alpha)
    assert same(plain, by_root)
    assert same(plain, by_layer)


@pytest.mark.parametrize(
    "said",
    [
        {"lora_alpha": 4, "init_lora_weights": "pissa"},
        {"lora_alpha": 4, "init_lora_weights": "loftq"},
        {"lora_alpha": 4, "megatron_config": {"a": 1}, "megatron_core": "antigravity"},
        {"lora_alpha": 4, "modules_to_save": ["proj_out"]},
        {"lora_alpha": 4, "r": 99, "rank_pattern": {"to_q": 77}},
        {"lora_alpha": 4, "of_a_newer_peft": True},
        {},
    ],
)
def test_nothing_else_that_a_file_says_of_itself_is_followed(
    studio: Studio, tmp_path: Path, said: dict[str, object]
) -> None:
    before = studio.render("tiny-wan")
    made = in_diffusers_names(make_lora(studio.pipe.transformer))
    loads = len(studio.loads)

    plain = studio.render("tiny-wan", loras=(save_lora(tmp_path, made),))
    saying = studio.render("tiny-wan", loras=(save_lora(tmp_path, made, metadata=settings(**said)),))

    assert same(plain, saying)
    assert "antigravity" not in sys.modules
    assert same(before, studio.render("tiny-wan"))
    assert len(studio.loads) == loads


@pytest.mark.parametrize(
    "text", ["{", "[1]", '{"transformer.lora_alpha": "much"}', '{"transformer.lora_alpha": 1e999}']
)
def test_settings_that_make_no_sense_are_refused(studio: Studio, tmp_path: Path, text: str) -> None:
    studio.render("tiny-wan")
    made = in_diffusers_names(make_lora(studio.pipe.transformer))

    with pytest.raises(WorkerFailure) as refused:
        studio.render("tiny-wan", loras=(save_lora(tmp_path, made, metadata={"lora_adapter_metadata": text}),))

    assert (refused.value.code, refused.value.field) == ("INVALID_INPUT", "loras.0")


def test_a_model_that_a_lora_left_half_changed_is_loaded_anew(tmp_path: Path) -> None:
    studio = Studio()
    before = studio.render("tiny-wan")
    lora = save_lora(tmp_path, in_diffusers_names(make_lora(studio.pipe.transformer)))

    def spoil(*_: object, **__: object) -> None:
        del studio.pipe.transformer.blocks[0]
        raise RuntimeError("of a kind that nobody has seen")

    studio.pipe.load_lora_weights = spoil
    with pytest.raises(WorkerFailure) as refused:
        studio.render("tiny-wan", loras=(lora,))

    assert (refused.value.code, refused.value.field) == ("INVALID_INPUT", "loras.0")
    assert same(before, studio.render("tiny-wan"))
    assert studio.loads == ["tiny-wan", "tiny-wan"]
