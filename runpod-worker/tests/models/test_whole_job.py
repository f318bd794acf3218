"""A whole job with a tiny model: order in, a clip in the object storage out."""

from pathlib import Path

import pytest

from object_server import ObjectServer
from running import Bench
from sample_orders import image_order, order
from vx_worker.engines.select import engine_for

SMALL = {"width": 64, "height": 64, "num_frames": 9, "fps": 8, "num_inference_steps": 2}


@pytest.mark.parametrize("model", ["tiny-wan", "tiny-cogvideox"])
def test_words_become_a_stored_clip(tmp_path: Path, objects: ObjectServer, model: str) -> None:
    bench = Bench(tmp_path, objects, factory=engine_for)
    answer = bench.run(order(objects, model=model, **SMALL))

    assert answer["type"] == "result", answer
    video = answer["video"]
    assert (video["width"], video["height"], video["num_frames"], video["fps"]) == (64, 64, 9, 8)
    assert answer["made_with"]["model_repo"] == model
    assert answer["warnings"] == []
    stages = list(dict.fromkeys(message["stage"] for message in bench.progress))
    assert stages[0] == "fetch"
    assert set(stages) >= {"load", "denoise"}


def test_a_picture_becomes_a_clip_in_the_answer(tmp_path: Path) -> None:
    answer = Bench(tmp_path, factory=engine_for).run(image_order(model="tiny-wan-image", **SMALL))

    assert answer["type"] == "result", answer
    assert answer["video"]["base64"]


def test_a_model_that_is_not_known_is_an_error_with_its_field(tmp_path: Path) -> None:
    error = Bench(tmp_path, factory=engine_for).fails(order(model="wan9"))

    assert (error["code"], error["field"]) == ("MODEL_UNAVAILABLE", "model")
