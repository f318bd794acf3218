"""Settings, log and the end of processes."""

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from vx_worker.context import JobContext
from vx_worker.errors import JobCancelled, WorkerFailure
from vx_worker.faults import card_is_in_error, is_out_of_memory
from vx_worker.handler import check_encoder, check_folders, load_factory
from vx_worker.leftovers import sweep
from vx_worker.log import without_secrets
from vx_worker.media.encode import Recipe, encode
from vx_worker.media.ffmpeg import find_ffmpeg
from vx_worker.media.poster import write_poster
from vx_worker.media.probe import Expected, probe
from vx_worker.settings import read_settings


def test_settings_have_defaults_and_are_read() -> None:
    assert read_settings({}).engine_factory == "vx_worker.engines.select:engine_for"
    assert read_settings({"VX_ALLOWED_HOSTS": " Box.lan:8787 ,[::1]:9 "}).allowed_hosts == {"box.lan:8787", "[::1]:9"}
    assert read_settings({"VX_LORA_CACHE_GB": "0.5"}).lora_cache_bytes == 2**29


def test_the_longest_job_is_as_long_as_the_studio_can_allow() -> None:
    """Its setting `limit_minutes` ends at 720: a render that was allowed more than the worker's own limit was lost."""
    assert read_settings({}).max_job_seconds == 720 * 60
    hub = json.loads((Path(__file__).parent.parent / ".runpod/hub.json").read_text())
    defaults = {entry["key"]: entry["input"]["default"] for entry in hub["config"]["env"]}
    assert defaults["VX_MAX_JOB_SECONDS"] == 720 * 60


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VX_ALLOWED_HOSTS", "box.lan"),
        ("VX_ALLOWED_HOSTS", "box.lan:"),
        ("VX_LORA_CACHE_GB", "much"),
        ("VX_LORA_CACHE_GB", "0"),
        ("VX_MAX_JOB_SECONDS", "inf"),
        ("VX_MAX_JOB_SECONDS", "nan"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        read_settings({name: value})


def test_what_a_killed_worker_left_is_taken_away_once_it_is_old(tmp_path: Path) -> None:
    now, work, loras = 1_800_000_000.0, tmp_path / "work", tmp_path / "loras"
    for folder in (work / "job-old", work / "job-new", work / "other", loras):
        folder.mkdir(parents=True)
        (folder / "clip.mp4").write_bytes(b"x")
    for name in ("old.part", "new.part", "a.safetensors"):
        (loras / name).write_bytes(b"x")
    (work / "job-link").symlink_to(loras)
    for path in (*work.iterdir(), *loras.iterdir()):
        age = 10 if "new" in path.name else 2 * 24 * 3600
        os.utime(path, (now - age, now - age), follow_symlinks=False)
    sweep(work, loras, 7200, now)
    assert {path.name for path in work.iterdir()} == {"job-new", "other"}
    assert {path.name for path in loras.iterdir()} == {"new.part", "a.safetensors", "clip.mp4"}
    sweep(tmp_path / "nowhere", tmp_path / "nowhere", 7200)


def test_what_opens_a_door_is_cut_out_of_a_text() -> None:
    text = "GET https://me:pw@a.example/b/c.mp4?X-Amz-Signature=s1&x=2 failed; Authorization: Bearer s2, https://b.example/d#s3"
    cleaned = without_secrets(text)
    assert "https://a.example/b/c.mp4?***" in cleaned
    for secret in ("pw", "s1", "s2", "s3"):
        assert secret not in cleaned
    assert without_secrets("https://a.example/plain and more") == "https://a.example/plain and more"


def test_faults_are_told_by_their_text() -> None:
    assert card_is_in_error(RuntimeError("CUDA error: device-side assert triggered"))
    assert not card_is_in_error(RuntimeError("CUDA out of memory"))
    assert is_out_of_memory(RuntimeError("CUDA out of memory. Tried"))
    assert is_out_of_memory(MemoryError())
    outer = ValueError("outer")
    outer.__cause__ = RuntimeError("CUBLAS_STATUS_ALLOC_FAILED")
    assert is_out_of_memory(outer)
    assert not is_out_of_memory(ValueError("of bounds"))


def test_the_checks_before_the_first_job(tmp_path: Path) -> None:
    check_encoder(find_ffmpeg(None))
    with pytest.raises(RuntimeError):
        check_encoder("/bin/false")
    settings = read_settings({"VX_CACHE_DIR": str(tmp_path / "a/b"), "VX_WORK_DIR": str(tmp_path / "c")})
    check_folders(settings)
    assert list((tmp_path / "c").iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        check_folders(read_settings({"VX_CACHE_DIR": str(tmp_path / "file"), "VX_WORK_DIR": str(tmp_path / "c")}))


def test_a_factory_is_found_by_its_name() -> None:
    assert load_factory("drawing_engine:engine_for").__name__ == "engine_for"
    with pytest.raises(ImportError):
        load_factory("nowhere:none")


@pytest.fixture
def ctx(tmp_path: Path) -> JobContext:
    return JobContext(tmp_path, threading.Event())


def frames(count: int = 5, shape: tuple[int, ...] = (32, 48, 3)) -> Iterator[numpy.ndarray]:
    for at in range(count):
        yield numpy.full(shape, at * 20 % 256, numpy.uint8)


RECIPE = Recipe(width=48, height=32, fps=8, crf=18, tags={})


def test_frames_of_another_size_are_refused(ctx: JobContext, tmp_path: Path) -> None:
    for wrong in (frames(shape=(32, 47, 3)), iter([numpy.zeros((32, 48, 3), numpy.float32)])):
        with pytest.raises(WorkerFailure) as failed:
            encode(wrong, RECIPE, tmp_path / "a.mp4", find_ffmpeg(None), ctx)
        assert failed.value.code == "VALIDATION_FAILED"


def test_no_frame_is_no_clip(ctx: JobContext, tmp_path: Path) -> None:
    with pytest.raises(WorkerFailure):
        encode(frames(0), RECIPE, tmp_path / "a.mp4", find_ffmpeg(None), ctx)


def test_an_encoder_that_fails_is_said(ctx: JobContext, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    odd = Recipe(width=47, height=31, fps=8, crf=18, tags={})
    with pytest.raises(WorkerFailure, match="ffmpeg failed"):
        encode(frames(shape=(31, 47, 3)), odd, tmp_path / "a.mp4", find_ffmpeg(None), ctx)
    assert "not divisible by 2" in capfd.readouterr().err
    with pytest.raises(WorkerFailure):
        encode(frames(2000, (256, 256, 3)), Recipe(256, 256, 8, 18, {}), tmp_path / "no/a.mp4", find_ffmpeg(None), ctx)


def test_a_cancelled_encode_leaves_no_process(tmp_path: Path) -> None:
    cancelled = threading.Event()
    ctx = JobContext(tmp_path, cancelled)

    def endless() -> Iterator[numpy.ndarray]:
        yield from frames(3)
        cancelled.set()
        yield from frames(100_000)

    with pytest.raises(JobCancelled):
        encode(endless(), RECIPE, tmp_path / "a.mp4", find_ffmpeg(None), ctx)
    children = Path("/proc/self/task").glob("*/children")
    assert not [text for path in children if (text := path.read_text().strip())]


def test_a_broken_clip_is_found(ctx: JobContext, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    encode(frames(30), RECIPE, path, find_ffmpeg(None), ctx)
    assert probe(path, Expected(48, 32, 30), ctx).num_frames == 30
    for expected in (Expected(48, 32, 31), Expected(48, 30, 30)):
        with pytest.raises(WorkerFailure):
            probe(path, expected, ctx)
    whole = path.read_bytes()
    for content in (whole[:-40], whole[: len(whole) // 2], b"", b"<html>"):
        path.write_bytes(content)
        with pytest.raises(WorkerFailure) as failed:
            probe(path, Expected(48, 32, 30), ctx)
        assert failed.value.code == "VALIDATION_FAILED"


def test_a_poster_is_small(tmp_path: Path) -> None:
    from PIL import Image

    write_poster(numpy.zeros((704, 1280, 3), numpy.uint8), tmp_path / "a.webp")
    with Image.open(tmp_path / "a.webp") as poster:
        assert (poster.format, poster.size) == ("WEBP", (720, 396))


def test_stages_are_measured_and_added_up(tmp_path: Path) -> None:
    now = [0.0]
    ctx = JobContext(tmp_path, threading.Event(), clock=lambda: now[0], deadline=100)
    for stage, seconds in (("load", 5.0), ("denoise", 7.0), ("load", 1.0)):
        ctx.stage(stage)  # type: ignore[arg-type]
        now[0] += seconds
    assert ctx.seconds() == {"load": 6.0, "denoise": 7.0}
    assert ctx.seconds_left() == 87.0
    now[0] = 101
    with pytest.raises(WorkerFailure) as failed:
        ctx.step(1, 2)
    assert failed.value.code == "TIMEOUT"


def test_a_warning_is_said_once_and_not_without_end(tmp_path: Path) -> None:
    ctx = JobContext(tmp_path, threading.Event())
    for at in range(100):
        ctx.warn(f"w{at // 2}")
    ctx.warn("one more")
    assert len(ctx.warnings()) == 50
