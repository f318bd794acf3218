"""Whole jobs: what is stored, what is answered, and what goes wrong where."""

import base64
import hashlib
import io
import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import av
import pytest
from jsonschema import Draft202012Validator
from PIL import Image

from object_server import SIGNATURE, ObjectServer, cut_upload, status
from running import Bench
from sample_orders import image_order, inline, inline_picture, order, png, sha256
from vx_worker.errors import JobCancelled
from vx_worker.version import WORKER_VERSION

STAGES = ["fetch", "load", "encode_prompt", "denoise", "decode", "encode", "validate", "upload"]


@pytest.fixture
def bench(tmp_path: Path, objects: ObjectServer) -> Bench:
    return Bench(tmp_path, objects)


def stem(asked: dict[str, Any]) -> str:
    return f"/renders/{asked['attempt_id']}"


def test_a_clip_is_rendered_and_stored(bench: Bench, objects: ObjectServer, schemas: Path) -> None:
    asked = order(objects)
    answer = bench.run(asked)

    Draft202012Validator(json.loads((schemas / "answer.schema.json").read_text())).validate(answer)
    clip, poster = objects.objects[f"{stem(asked)}.mp4"], objects.objects[f"{stem(asked)}.webp"]
    assert answer["type"] == "result"
    assert answer["worker_version"] == WORKER_VERSION
    assert answer["seed"] == 7
    assert answer["video"] == {
        "sha256": sha256(clip),
        "bytes": len(clip),
        "width": 96,
        "height": 64,
        "num_frames": 9,
        "fps": 8.0,
    }
    assert answer["poster"] == {"sha256": sha256(poster), "bytes": len(poster)}
    assert json.loads(objects.objects[f"{stem(asked)}.json"]) == answer
    assert answer["warnings"] == []
    assert answer["seconds"]["total"] >= answer["seconds"]["encode"] > 0
    assert Image.open(io.BytesIO(poster)).size == (96, 64)


def test_what_is_stored_comes_in_its_order_and_with_its_type(bench: Bench, objects: ObjectServer) -> None:
    asked = order(objects)
    bench.run(asked)
    written = [(put.path.removeprefix(stem(asked)), put.headers["Content-Type"]) for put in objects.requests("PUT")]
    assert written == [
        (".claim.json", "application/json"),
        (".mp4", "video/mp4"),
        (".webp", "image/webp"),
        (".json", "application/json"),
    ]


def test_the_clip_begins_with_its_index_and_holds_both_tags(bench: Bench, objects: ObjectServer) -> None:
    asked = order(objects)
    bench.run(asked)
    clip = objects.objects[f"{stem(asked)}.mp4"]
    assert 0 < clip.index(b"moov") < clip.index(b"mdat")
    with av.open(io.BytesIO(clip)) as container:
        stream = container.streams.video[0]
        assert container.metadata["comment"] == asked["prompt"]
        assert container.metadata["videoexpress"] == asked["output"]["settings_tag"]
        context = stream.codec_context
        assert (context.name, context.pix_fmt, context.color_range) == ("h264", "yuv420p", 1)
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)


def test_colours_come_out_as_they_went_in(bench: Bench, objects: ObjectServer) -> None:
    asked = order(objects, model="draw-flat")
    answer = bench.run(asked)
    with av.open(io.BytesIO(objects.objects[f"{stem(asked)}.mp4"])) as container:
        frame = next(container.decode(video=0))
        luma = bytes(frame.planes[0])[0]
    # BT.709, limited range: 16 + 219 * (0.2126 * 200 + 0.7152 * 60 + 0.0722 * 60) / 255
    assert abs(luma - 93) <= 1
    assert answer["warnings"] == ["Every frame is of one colour."]


def test_a_black_clip_is_said(bench: Bench, objects: ObjectServer) -> None:
    assert bench.run(order(objects, model="draw-black"))["warnings"] == ["Every frame is black."]


def test_long_settings_fit(bench: Bench) -> None:
    text = json.dumps({"note": "é=;#\\🦊" * 9_000}, ensure_ascii=False)
    answer = bench.run(order(output={"upload": inline(), "settings_tag": text}))
    clip = base64.b64decode(answer["video"]["base64"])
    with av.open(io.BytesIO(clip)) as container:
        assert container.metadata["videoexpress"] == text


@pytest.mark.parametrize("prompt", ["ends in a backslash \\", "two\r\nlines", "\\\n=;#[x]\\\\", " blanks "])
def test_a_prompt_of_any_kind_is_kept_word_for_word(bench: Bench, prompt: str) -> None:
    clip = base64.b64decode(bench.run(order(prompt=prompt))["video"]["base64"])
    with av.open(io.BytesIO(clip)) as container:
        assert container.metadata["comment"] == prompt
        assert json.loads(container.metadata["videoexpress"])["schema"] == 1


def test_progress_names_every_stage_once_and_never_goes_back(
    bench: Bench, objects: ObjectServer, schemas: Path
) -> None:
    bench.run(order(objects))
    validator = Draft202012Validator(json.loads((schemas / "progress.schema.json").read_text()))
    for message in bench.progress:
        validator.validate(message)
    assert list(dict.fromkeys(message["stage"] for message in bench.progress)) == STAGES
    numbers = [message["seq"] for message in bench.progress]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    fractions = [message["fraction"] for message in bench.progress]
    assert fractions == sorted(fractions)
    assert fractions[-1] >= 0.96


def test_a_first_picture_reaches_the_engine_upright(bench: Bench, objects: ObjectServer) -> None:
    file = io.BytesIO()
    picture = Image.new("RGB", (64, 96), "red")
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(file, "JPEG", exif=exif)
    objects.objects["/in.jpg"] = file.getvalue()
    seen: list[Image.Image] = []

    def factory(model: str) -> Any:
        engine = Bench(bench.folder).factory(model)
        render = engine.render

        def watched(given: Any, inputs: Any, ctx: Any) -> Any:
            seen.extend([inputs.image, inputs.last_image])
            return render(given, inputs, ctx)

        engine.render = watched  # type: ignore[method-assign]
        return engine

    bench.factory = factory
    link = {"type": "url", "url": objects.link("/in.jpg"), "sha256": sha256(file.getvalue())}
    answer = bench.run(image_order(objects, image=link, last_image=inline_picture(png((0, 0, 255)))))
    assert answer["type"] == "result"
    assert [(picture.mode, picture.size) for picture in seen] == [("RGB", (96, 64)), ("RGB", (96, 64))]
    assert seen[1].getpixel((0, 0)) == (0, 0, 255)


def test_an_inline_clip_travels_in_the_answer(tmp_path: Path) -> None:
    answer = Bench(tmp_path).run(order())
    clip = base64.b64decode(answer["video"]["base64"])
    assert hashlib.sha256(clip).hexdigest() == answer["video"]["sha256"]
    assert len(clip) == answer["video"]["bytes"]
    assert answer["poster"] is None


def test_an_inline_clip_that_is_too_large_is_not_sent(tmp_path: Path) -> None:
    error = Bench(tmp_path).fails(order(upload=inline(100), model="draw-noise"))
    assert error["code"] == "OUTPUT_TOO_LARGE"
    assert error["field"] == "output.upload.max_bytes"


def test_an_upload_that_is_cut_is_done_again(bench: Bench, objects: ObjectServer) -> None:
    objects.fail("PUT", ".mp4", cut_upload, times=2)
    objects.fail("PUT", ".webp", status(503), times=1)
    asked = order(objects, model="draw-noise")
    assert bench.run(asked)["video"]["sha256"] == sha256(objects.objects[f"{stem(asked)}.mp4"])


@pytest.mark.parametrize("ending", [".mp4", ".webp", ".json"])
def test_an_upload_that_never_works_fails_and_leaves_no_result(
    bench: Bench, objects: ObjectServer, ending: str
) -> None:
    asked = order(objects, model="draw-noise")
    path = f"{stem(asked)}{ending}"
    objects.fail("PUT", path, cut_upload, times=99)
    error = bench.fails(asked)
    assert (error["code"], error["field"]) == ("UPLOAD_FAILED", None)
    assert f"{stem(asked)}.json" not in objects.objects
    assert len(objects.requests("PUT", path)) == 4


def test_a_link_that_has_run_out_fails_before_the_render(bench: Bench, objects: ObjectServer) -> None:
    objects.fail("GET", ".json", status(403), times=99)
    objects.fail("PUT", ".json", status(403), times=99)
    error = bench.fails(order(objects))
    assert error["code"] == "UPLOAD_FAILED"
    assert [message["stage"] for message in bench.progress] == ["fetch"]


def test_what_only_says_no_is_not_asked_again(bench: Bench, objects: ObjectServer) -> None:
    asked = order(objects)
    objects.fail("PUT", ".mp4", status(403), times=99)
    assert "HTTP 403" in bench.fails(asked)["message"]
    assert len(objects.requests("PUT", ".mp4")) == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"width": 100_000}, "width"),
        ({"width": 100}, "width"),
        ({"loras": [{"url": "https://a.example/x", "sha256": "a" * 64, "scale": 5}]}, "loras.0.scale"),
        ({"output": {"upload": inline(), "settings_tag": "", "crf": 52}}, "output.crf"),
        ({"output": {"upload": inline(0), "settings_tag": ""}}, "output.upload.max_bytes"),
        ({"surprise": 1}, "surprise"),
        ({"prompt": " "}, "prompt"),
        ({"kind": "talking_head"}, None),
    ],
)
def test_an_order_that_makes_no_sense_names_the_field(tmp_path: Path, changed: dict[str, Any], field: str) -> None:
    error = Bench(tmp_path).fails(order(**changed))
    assert (error["code"], error["field"]) == ("INVALID_INPUT", field)


def test_the_field_of_a_picture_is_named(tmp_path: Path) -> None:
    error = Bench(tmp_path).fails(image_order(image={"type": "url", "url": "gopher://x", "sha256": "a" * 64}))
    assert (error["code"], error["field"]) == ("INVALID_INPUT", "image.url")


@pytest.mark.parametrize("given", [None, "text", [], {}, {"schema_version": 2}])
def test_another_version_is_refused_with_both_numbers(tmp_path: Path, given: Any) -> None:
    error = Bench(tmp_path).fails(given)
    assert (error["code"], error["field"]) == ("INVALID_INPUT", "schema_version")
    assert "version 1" in error["message"]


def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert Bench(tmp_path).fails(order(model="wan9"))["code"] == "MODEL_UNAVAILABLE"


def test_a_job_that_takes_too_long_ends(bench: Bench, objects: ObjectServer) -> None:
    error = bench.fails(order(objects, model="draw-endless"), seconds_allowed=0.3)
    assert error["code"] == "TIMEOUT"
    assert [put.path[-11:] for put in objects.requests("PUT")] == [".claim.json"]


@pytest.mark.parametrize("at", ["fetch", "denoise", "encode", "upload"])
def test_a_cancelled_job_stores_nothing(bench: Bench, objects: ObjectServer, at: str) -> None:
    bench.on_progress = lambda message: bench.cancelled.set() if message["stage"] == at else None
    with pytest.raises(JobCancelled):
        bench.run(order(objects, model="draw-endless" if at == "denoise" else "draw"))
    assert not objects.requests("PUT", ".mp4")
    assert not list((bench.folder / "work").glob("*"))


@pytest.mark.parametrize("at", ["encode", "validate", None])
def test_the_decoded_clip_is_let_go_of_however_the_job_ends(
    bench: Bench, objects: ObjectServer, at: str | None
) -> None:
    """At once, and not when garbage is next looked for: it fills a part of the card that the next job needs."""
    held: list[Any] = []
    engine: Any = bench.factory("draw")
    render = engine.render
    engine.render = lambda *given: held.append(render(*given)) or held[0]
    bench.factory = lambda model: engine
    bench.on_progress = lambda message: bench.cancelled.set() if message["stage"] == at else None
    with pytest.raises(JobCancelled) if at else nullcontext():
        bench.run(order(objects))
    assert held[0].frames.gi_frame is None


@pytest.mark.parametrize(
    ("text", "code", "refresh"),
    [
        ("CUDA error: an illegal memory access was encountered", "INTERNAL", True),
        ("CUDA out of memory. Tried to allocate 20.00 GiB", "OUT_OF_MEMORY", False),
        ("something of https://objects.example/a?X-Amz-Signature=hidden in /root/models", "INTERNAL", False),
    ],
)
def test_a_bug_is_answered_without_its_text(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], text: str, code: str, refresh: bool
) -> None:
    answer = Bench(tmp_path).run(order(model=f"draw-fault:{text}"))
    assert answer["error"]["code"] == code
    assert answer.get("refresh_worker", False) is refresh
    assert "/root" not in json.dumps(answer)
    log = capfd.readouterr().err
    assert "RuntimeError" in log
    assert "hidden" not in log
    assert ('"event": "card in error"' in log) is refresh


def test_no_signature_reaches_the_log_or_the_answer(
    bench: Bench, objects: ObjectServer, capfd: pytest.CaptureFixture[str]
) -> None:
    objects.fail("PUT", ".mp4", cut_upload, times=99)
    said = json.dumps([bench.run(order(objects, model="draw-noise")), bench.progress])
    assert SIGNATURE not in said
    assert SIGNATURE not in capfd.readouterr().err
