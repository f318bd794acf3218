"""What a model cannot do is said with the field, before anything is loaded."""

import json
from pathlib import Path
from typing import Any

import pytest

from sample_orders import image_order, order
from vx_worker.errors import WorkerFailure
from vx_worker.order_limits import check_order
from vx_worker.registry import model_row
from vx_worker.schema import order_schema

SIZES = {
    "wan2.2-ti2v-5b": {"width": 1280, "height": 704, "num_frames": 121},
    "wan2.1-t2v-1.3b": {"width": 832, "height": 480, "num_frames": 81},
    "wan2.2-t2v-a14b": {"width": 1280, "height": 720, "num_frames": 81},
    "wan2.2-i2v-a14b": {"width": 720, "height": 1280, "num_frames": 81},
    "cogvideox-2b": {"width": 720, "height": 480, "num_frames": 49},
}


def check(model: str, *, image: bool = False, **changes: Any) -> None:
    draw = image_order if image else order
    check_order(model_row(model), order_schema.validate_python(draw(**{"model": model, **SIZES[model], **changes})))


@pytest.mark.parametrize("model", SIZES)
def test_its_own_sizes_and_frames_pass(model: str) -> None:
    check(model, image=model == "wan2.2-i2v-a14b")


@pytest.mark.parametrize("kind", ["text_to_video", "image_to_video"])
def test_the_fixtures_are_orders_that_their_models_can_render(kind: str, fixtures: Path) -> None:
    message = json.loads((fixtures / f"{kind}.json").read_text(encoding="utf-8"))
    check_order(model_row(message["model"]), order_schema.validate_python(message))
    assert kind == "text_to_video" or message["last_image"] is not None


def test_the_default_takes_a_picture_too() -> None:
    check("wan2.2-ti2v-5b", image=True)


@pytest.mark.parametrize(
    ("model", "changes", "field"),
    [
        ("wan2.2-ti2v-5b", {"width": 1264}, "width"),
        ("wan2.2-ti2v-5b", {"height": 720}, "height"),
        ("wan2.2-ti2v-5b", {"width": 1312}, "width"),
        ("wan2.2-ti2v-5b", {"height": 224}, "height"),
        ("wan2.2-ti2v-5b", {"width": 1280, "height": 1280}, "width"),
        ("wan2.1-t2v-1.3b", {"width": 832, "height": 832}, "width"),
        ("cogvideox-2b", {"width": 480}, "width"),
        ("cogvideox-2b", {"height": 704}, "height"),
        ("wan2.2-ti2v-5b", {"num_frames": 120}, "num_frames"),
        ("wan2.2-ti2v-5b", {"num_frames": 1}, "num_frames"),
        ("wan2.2-ti2v-5b", {"num_frames": 165}, "num_frames"),
        ("cogvideox-2b", {"num_frames": 45}, "num_frames"),
        ("wan2.2-ti2v-5b", {"fps": 61}, "fps"),
        ("cogvideox-2b", {"flow_shift": 3.0}, "flow_shift"),
        ("wan2.2-ti2v-5b", {"guidance_scale_2": 3.0}, "guidance_scale_2"),
        ("wan2.2-ti2v-5b", {"runtime": {"preset": "turbo"}}, "runtime.preset"),
        ("wan2.2-ti2v-5b", {"image": True, "last_image": True}, "last_image"),
        ("wan2.1-t2v-1.3b", {"image": True}, "kind"),
        ("wan2.2-i2v-a14b", {}, "kind"),
    ],
)
def test_what_is_beyond_it_is_refused_with_the_field(model: str, changes: dict[str, Any], field: str) -> None:
    image = changes.pop("image", False)
    if changes.get("last_image"):
        changes["last_image"] = image_order()["image"]
    with pytest.raises(WorkerFailure) as refused:
        check(model, image=image, **changes)

    assert (refused.value.code, refused.value.field) == ("INVALID_INPUT", field)


def test_a_last_picture_and_both_halves_of_a14b_pass() -> None:
    check("wan2.2-i2v-a14b", image=True, last_image=image_order()["image"])
    lora = {"url": "https://objects.example/l.safetensors", "sha256": "0" * 64, "target": "transformer_2"}
    check("wan2.2-t2v-a14b", loras=[lora])


def test_a_lora_for_a_second_transformer_that_is_not_there_is_refused() -> None:
    lora = {"url": "https://objects.example/l.safetensors", "sha256": "0" * 64}
    with pytest.raises(WorkerFailure) as refused:
        check("wan2.2-ti2v-5b", loras=[lora, {**lora, "target": "transformer_2"}])

    assert (refused.value.code, refused.value.field) == ("INVALID_INPUT", "loras.1.target")
