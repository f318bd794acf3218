"""The registry of models, without torch."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from vx_worker.errors import WorkerFailure
from vx_worker.registry import EXTRA_REGISTRY_VARIABLE, REGISTRY_FILE, known_models, model_row, preset_of, read_registry


def raw() -> dict[str, Any]:
    return json.loads(REGISTRY_FILE.read_text())


def written(folder: Path, registry: dict[str, Any]) -> Path:
    file = folder / "registry.json"
    file.write_text(json.dumps(registry))
    return file


def test_the_default_is_first_and_the_issues_models_are_there() -> None:
    assert list(known_models()) == [
        "wan2.2-ti2v-5b",
        "wan2.1-t2v-1.3b",
        "wan2.2-t2v-a14b",
        "wan2.2-i2v-a14b",
        "cogvideox-2b",
    ]


def test_turbo_is_four_steps_without_guidance_on_both_transformers() -> None:
    for model in ("wan2.2-t2v-a14b", "wan2.2-i2v-a14b"):
        turbo = preset_of(model_row(model), "turbo")

        assert (turbo.num_inference_steps, turbo.guidance_scale, turbo.guidance_scale_2) == (4, 1.0, 1.0)
        assert [lora.target for lora in turbo.loras] == ["transformer", "transformer_2"]
        assert ["high_noise" in lora.file for lora in turbo.loras] == [True, False]
        assert turbo.cache == "none"


def test_a_preset_that_a_model_lacks_is_refused_with_its_field() -> None:
    with pytest.raises(WorkerFailure) as refused:
        preset_of(model_row("wan2.2-ti2v-5b"), "turbo")

    assert (refused.value.code, refused.value.field) == ("INVALID_INPUT", "runtime.preset")
    assert "quality, balanced" in refused.value.message


def test_an_unknown_model_is_named_with_those_that_are_known() -> None:
    with pytest.raises(WorkerFailure) as refused:
        model_row("wan9")

    assert (refused.value.code, refused.value.field) == ("MODEL_UNAVAILABLE", "model")
    assert "wan2.2-ti2v-5b" in refused.value.message


def test_every_model_says_its_licence_and_what_it_needs_from_most_to_least() -> None:
    for row in known_models().values():
        needs = [memory.gb for memory in row.vram]
        assert row.licence == "Apache-2.0"
        assert needs == sorted(needs, reverse=True)


def test_a_second_file_adds_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = raw()
    registry["models"] = [{**registry["models"][0], "id": "own-model"}]
    monkeypatch.setenv(EXTRA_REGISTRY_VARIABLE, str(written(tmp_path, registry)))

    assert list(known_models())[-1] == "own-model"
    assert model_row("wan2.2-ti2v-5b").label == "Wan 2.2 TI2V 5B"


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (("revision",), "main"),
        (("frames", "default"), 120),
        (("size", "presets"), [[1280, 720]]),
        (("presets",), {}),
        (("licence",), None),
        (("surprise",), 1),
        (("vram",), []),
        (("id",), "Wan 2.2"),
        (("pipelines",), {"talking_head": "WanPipeline"}),
    ],
)
def test_a_row_that_does_not_hold_together_is_refused(tmp_path: Path, at: tuple[str, ...], value: object) -> None:
    registry = raw()
    place = registry["models"][0]
    for name in at[:-1]:
        place = place[name]
    place[at[-1]] = value

    with pytest.raises(ValidationError):
        read_registry(written(tmp_path, registry))


def test_a_presets_lora_for_a_transformer_that_is_not_there_is_refused(tmp_path: Path) -> None:
    registry = raw()
    a14b = registry["models"][2]
    a14b["lora"]["targets"] = ["transformer"]

    with pytest.raises(ValidationError, match="transformer that the model lacks"):
        read_registry(written(tmp_path, registry))
