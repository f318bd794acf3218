"""Pictures and LoRAs that an order brings, and those that are not what they say."""

import io
import json
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy
import pytest
from PIL import ExifTags, Image, ImageOps

from object_server import ObjectServer, cut_download, status
from running import Bench
from sample_orders import image_order, inline_picture, order, png, sha256
from vx_worker.errors import WorkerFailure
from vx_worker.pictures import decode_picture
from vx_worker.safetensors_header import NotSafetensors, check_safetensors


@pytest.fixture
def bench(tmp_path: Path, objects: ObjectServer) -> Bench:
    return Bench(tmp_path, objects)


def linked(objects: ObjectServer, content: bytes, sha: str | None = None) -> dict[str, Any]:
    objects.objects["/in"] = content
    return {"type": "url", "url": objects.link("/in"), "sha256": sha or sha256(content)}


def picture_bomb(side: int) -> bytes:
    """A PNG of so many pixels in a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def gif() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (16, 16)).save(file, "GIF")
    return file.getvalue()


@pytest.mark.parametrize("by_link", [True, False])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (picture_bomb(8_000), "million pixels"),
        (picture_bomb(30_000), "million pixels"),
        (b"<!doctype html><html><body>Sign in</body></html>", "not a JPEG, PNG or WebP"),
        (gif(), "not a JPEG, PNG or WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a JPEG, PNG or WebP"),
        (png()[:-30], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "damaged|not a JPEG"),
        (b"", "not a JPEG, PNG or WebP"),
    ],
)
def test_a_picture_that_is_none_is_refused(
    bench: Bench, objects: ObjectServer, content: bytes, words: str, by_link: bool
) -> None:
    picture = linked(objects, content) if by_link else inline_picture(content)
    error = bench.fails(image_order(image=inline_picture(png()), last_image=picture))
    assert (error["code"], error["field"]) == ("INVALID_INPUT", "last_image")
    assert any(word in error["message"] for word in words.split("|"))


def test_a_picture_that_is_too_large_is_not_read_to_its_end(bench: Bench, objects: ObjectServer) -> None:
    error = bench.fails(image_order(image=linked(objects, b"x" * 20_000_001)))
    assert (error["code"], error["field"]) == ("INVALID_INPUT", "image.url")


def test_another_picture_than_the_ordered_one_is_refused(bench: Bench, objects: ObjectServer) -> None:
    error = bench.fails(image_order(image=linked(objects, png(), "c" * 64)))
    assert (error["code"], error["field"]) == ("INPUT_FETCH_FAILED", "image.url")
    error = bench.fails(image_order(image={**inline_picture(png()), "sha256": "c" * 64}))
    assert (error["code"], error["field"]) == ("INVALID_INPUT", "image")


def test_a_fetch_is_tried_again(bench: Bench, objects: ObjectServer) -> None:
    objects.fail("GET", "/in", cut_download)
    objects.fail("GET", "/in", status(503))
    assert bench.run(image_order(image=linked(objects, png())))["type"] == "result"


@pytest.mark.parametrize(("code", "asked"), [(404, 1), (403, 1), (500, 4)])
def test_a_picture_that_is_not_there_is_said(bench: Bench, objects: ObjectServer, code: int, asked: int) -> None:
    objects.fail("GET", "/in", status(code), times=99)
    error = bench.fails(image_order(image=linked(objects, png())))
    assert (error["code"], error["field"]) == ("INPUT_FETCH_FAILED", "image.url")
    assert str(code) in error["message"]
    assert len(objects.requests("GET", "/in")) == asked


def test_what_is_see_through_becomes_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(file, "PNG")
    assert decode_picture(file.getvalue(), "image").getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_picture_becomes_rgb(mode: str) -> None:
    file = io.BytesIO()
    Image.new(mode, (8, 8)).save(file, "JPEG" if mode == "CMYK" else "PNG")
    assert decode_picture(file.getvalue(), "image").mode == "RGB"


def test_a_grey_of_16_bits_keeps_its_shades() -> None:
    file = io.BytesIO()
    Image.fromarray(numpy.arange(0, 65_536, 256, dtype=numpy.uint16).reshape(16, 16)).save(file, "PNG")
    shades = numpy.asarray(decode_picture(file.getvalue(), "image"))[:, :, 0].ravel()
    assert shades.tolist() == list(range(256))


@pytest.mark.parametrize("held", range(1, 9))
def test_a_picture_comes_out_upright_however_the_camera_was_held(held: int) -> None:
    picture = Image.effect_noise((20, 12), 90).convert("RGB")
    exif = picture.getexif()
    exif[ExifTags.Base.Orientation] = held
    file = io.BytesIO()
    picture.save(file, "PNG", exif=exif)
    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(file.getvalue())))
    assert numpy.array_equal(decode_picture(file.getvalue(), "image"), expected)


def test_exif_that_a_camera_wrote_badly_costs_only_itself() -> None:
    # A width of the kind "text", which Pillow reads and cannot write.
    entry = struct.pack(">HHI4s", 0x0100, 2, 4, b"abc\0")
    held = struct.pack(">HHIHH", ExifTags.Base.Orientation, 3, 1, 6, 0)
    of_16_bits = struct.pack(">HHI4s", 0x0102, 2, 4, b"xyz\0")
    exif = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", 3) + entry + of_16_bits + held + b"\0" * 4
    file = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(file, "JPEG", exif=exif)
    assert decode_picture(file.getvalue(), "image").size == (4, 8)


def test_of_several_frames_the_first() -> None:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, "WEBP", save_all=True, append_images=[Image.new("RGB", (8, 8), "blue")])
    red, _, blue = decode_picture(file.getvalue(), "image").getpixel((0, 0))  # type: ignore[misc]
    assert red > 200 > blue


def test_too_many_bytes_are_not_even_looked_at() -> None:
    with pytest.raises(WorkerFailure, match="20 MB"):
        decode_picture(b"x" * 20_000_001, "image")


def weights(fill: int = 0, sides: tuple[int, ...] = (4, 4), **header: Any) -> bytes:
    """A safetensors file of one matrix."""
    size = 4
    for side in sides:
        size *= side
    described = {"a.lora_A.weight": {"dtype": "F32", "shape": list(sides), "data_offsets": [0, size]}, **header}
    text = json.dumps(described).encode()
    return struct.pack("<Q", len(text)) + text + bytes([fill]) * size


def lora(objects: ObjectServer, name: str, content: bytes, **more: Any) -> dict[str, Any]:
    objects.objects[name] = content
    return {"url": objects.link(name), "sha256": sha256(content), **more}


def test_loras_reach_the_engine_and_are_fetched_once(bench: Bench, objects: ObjectServer) -> None:
    loras = [
        lora(objects, "/one", weights(1), scale=0.5),
        lora(objects, "/two", weights(2), target="transformer_2"),
    ]
    given: list[Any] = []
    factory = bench.factory

    def watched(model: str) -> Any:
        engine = factory(model)
        given.append(engine.rendered)  # type: ignore[attr-defined]
        return engine

    bench.factory = watched
    for _ in range(2):
        assert bench.run(order(objects, loras=loras))["type"] == "result"
    first, second = given[0][0][1].loras
    assert (first.scale, first.target, first.path.read_bytes()) == (0.5, "auto", weights(1))
    assert (second.scale, second.target) == (1.0, "transformer_2")
    assert len(objects.requests("GET", "/one")) == 1


def test_a_full_disk_is_not_taken_for_a_broken_connection(
    bench: Bench, objects: ObjectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open
    full = Path("/dev/full")
    monkeypatch.setattr(Path, "open", lambda path, *how: real(full if path.suffix == ".part" else path, *how))
    error = bench.fails(order(loras=[lora(objects, "/one", weights())]))
    assert error["code"] == "INTERNAL"
    assert "disk is full" in error["message"]
    assert len(objects.requests("GET", "/one")) == 1


def test_the_cache_lets_go_of_what_was_used_longest_ago(bench: Bench, objects: ObjectServer) -> None:
    bench.lora_bytes = 2 * len(weights())
    asked = [lora(objects, f"/{at}", weights(at)) for at in range(3)]
    for at in (0, 1):
        bench.run(order(loras=[asked[at]]))
    paths = [bench.folder / "loras" / f"{one['sha256']}.safetensors" for one in asked]
    for age, path in ((100, paths[0]), (200, paths[1])):
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - age))
    bench.run(order(loras=[asked[2]]))
    assert [path.exists() for path in paths] == [True, False, True]
    # One alone may be larger than the whole bound, as the job needs it.
    bench.lora_bytes = 1
    assert bench.run(order(loras=[asked[1]]))["type"] == "result"
    assert [path.exists() for path in paths] == [False, True, False]


PICKLE = b"\x80\x02cposix\nsystem\nX\x04\x00\x00\x00evil\x85R."


@pytest.mark.parametrize(
    "content",
    [
        PICKLE,
        b"PK\x03\x04" + b"\0" * 60,
        b"",
        struct.pack("<Q", 2**62) + b"{}",
        struct.pack("<Q", 2) + b"[]",
        struct.pack("<Q", 2) + b"{}",
        struct.pack("<Q", 2) + b"{x",
        struct.pack("<Q", 200_000) + b"[" * 200_000,
        weights()[:-1],
        weights() + b"\0",
        weights(sides=(4, 5))[:-16],
        weights(b={"dtype": "F32", "shape": [4], "data_offsets": [8, 24]}),
        weights(b={"dtype": "F32", "shape": [4], "data_offsets": [64, 64]}),
        weights(b={"dtype": "O", "shape": [1], "data_offsets": [64, 72]}),
        weights(b={"dtype": "F32", "shape": [-1, -4], "data_offsets": [64, 80]}),
        weights(b=5),
    ],
)
def test_a_lora_that_is_not_safetensors_is_refused_and_not_kept(
    bench: Bench, objects: ObjectServer, content: bytes
) -> None:
    error = bench.fails(order(loras=[lora(objects, "/good", weights()), lora(objects, "/bad", content)]))
    assert (error["code"], error["field"]) == ("INVALID_INPUT", "loras.1.url")
    assert [path.stem for path in (bench.folder / "loras").iterdir()] == [sha256(weights())]


def test_true_safetensors_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(weights(__metadata__={"format": "pt"}))
    assert check_safetensors(path) == 1
    path.write_bytes(b"\0" * 7)
    with pytest.raises(NotSafetensors):
        check_safetensors(path)


def test_a_shape_of_absurd_size_is_refused_at_once(tmp_path: Path) -> None:
    """Multiplied out, these would take longer than the time that a test may have."""
    path = tmp_path / "a"
    absurd = {"dtype": "F32", "shape": [10**4299] * 5000, "data_offsets": [64, 80]}
    path.write_bytes(weights(b=absurd) + b"\0" * 16)
    with pytest.raises(NotSafetensors, match="as long as it says"):
        check_safetensors(path)
    path.write_bytes(weights(b={"dtype": "F32", "shape": [2**62, 2**62, 0], "data_offsets": [64, 64]}))
    assert check_safetensors(path) == 2


def test_a_lora_whose_hash_differs_is_not_kept(bench: Bench, objects: ObjectServer) -> None:
    wrong = {**lora(objects, "/one", weights()), "sha256": "d" * 64}
    error = bench.fails(order(loras=[wrong]))
    assert (error["code"], error["field"]) == ("INPUT_FETCH_FAILED", "loras.0.url")
    assert list((bench.folder / "loras").iterdir()) == []
