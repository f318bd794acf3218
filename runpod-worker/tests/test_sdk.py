"""The official SDK as a process of its own, against the worker protocol on loopback."""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from control_plane import API_KEY, ControlPlane, poll
from object_server import SIGNATURE, ObjectServer
from sample_orders import image_order, inline, inline_picture, order, png, sha256
from vx_worker.media.ffmpeg import find_ffmpeg
from vx_worker.schema import HEAD

HERE = Path(__file__).parent
START_S = 60


@dataclass
class Worker:
    """A running worker with the service and the object storage it works for."""

    plane: ControlPlane
    objects: ObjectServer
    process: "subprocess.Popen[bytes]"
    folder: Path

    def run(self, asked: dict[str, Any], job_id: str | None = None) -> str:
        """Submits, and gives the job's id at the service."""
        remote_id = job_id or f"r-{uuid4().hex}"
        self.plane.submit(remote_id, asked)
        return remote_id

    def renders(self, asked: dict[str, Any]) -> int:
        """How often an attempt was begun to be rendered."""
        file = self.folder / "renders"
        return file.read_text().splitlines().count(asked["attempt_id"]) if file.exists() else 0

    def said(self) -> str:
        return (self.folder / "said").read_text(errors="replace")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Nothing of this machine's, but what a process needs to start."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PYTHONPATH": f"{HERE.parent / 'src'}:{HERE}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "VX_ENGINE_FACTORY": "drawing_engine:engine_for",
        "VX_FFMPEG": find_ffmpeg(None),
        "VX_TEST_RENDERS": str(folder / "renders"),
        # These look for RunPod's network and for a card of a size.
        "RUNPOD_SKIP_AUTO_SYSTEM_CHECKS": "true",
        "RUNPOD_SKIP_GPU_CHECK": "true",
        **more,
    }


def start(folder: Path, env: dict[str, str], *arguments: str) -> "subprocess.Popen[bytes]":
    with (folder / "said").open("ab") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "vx_worker.handler", *arguments],
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            # The SDK forks a process for its pings, which a killed worker would leave behind.
            start_new_session=True,
        )


def end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """One worker for all tests here: it takes jobs one after another, as at the service."""
    folder = tmp_path_factory.mktemp("worker")
    with ControlPlane() as plane, ObjectServer() as objects:
        env = environment(folder, VX_ALLOWED_HOSTS=objects.host, **plane.environment("pod-1"))
        process = start(folder, env)
        try:
            yield Worker(plane, objects, process, folder)
        finally:
            end(process)


def test_a_clip_is_rendered_with_progress_in_order(worker: Worker) -> None:
    asked = order(worker.objects)
    output = worker.plane.output_of(job_id := worker.run(asked))
    clip = worker.objects.objects[f"/renders/{asked['attempt_id']}.mp4"]
    assert output["video"]["sha256"] == sha256(clip)
    assert json.loads(worker.objects.objects[f"/renders/{asked['attempt_id']}.json"]) == output
    stages = ["fetch", "load", "encode_prompt", "denoise", "decode", "encode", "validate", "upload"]
    # Messages travel on their own, so the last ones may arrive after the end.
    poll("every stage", lambda: worker.plane.stages_of(job_id) == stages)
    numbers = sorted(message["seq"] for message in worker.plane.progress[job_id])
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_a_picture_and_an_inline_clip(worker: Worker) -> None:
    output = worker.plane.output_of(worker.run(image_order(image=inline_picture(png((0, 0, 250))))))
    assert sha256(base64.b64decode(output["video"]["base64"])) == output["video"]["sha256"]


def test_a_cancelled_job_stops_between_steps_and_the_next_is_taken(worker: Worker) -> None:
    first, second = order(worker.objects, model="draw-endless", num_inference_steps=100), order(worker.objects)
    stopped = worker.run(first)
    after = worker.run(second)
    worker.plane.wait_until("the render", lambda: "denoise" in worker.plane.stages_of(stopped))
    worker.plane.stop(stopped)
    assert worker.plane.output_of(after)["attempt_id"] == second["attempt_id"]
    assert stopped not in worker.plane.ended
    kept = [path for path in worker.objects.objects if first["attempt_id"] in path]
    assert kept == [f"/renders/{first['attempt_id']}.claim.json"]


def test_an_error_is_json_text(worker: Worker) -> None:
    error = worker.plane.error_of(worker.run(order(worker.objects, width=90)))
    assert error == {
        **HEAD,
        "type": "error",
        "code": "INVALID_INPUT",
        "message": "The sides must be multiples of 16.",
        "field": "width",
    }


def test_a_bug_is_answered_without_traceback_or_host(worker: Worker) -> None:
    text = worker.plane.end_of(worker.run(order(model="draw-fault:strange")))["error"]
    assert json.loads(text)["code"] == "INTERNAL"
    for hint in ("Traceback", "strange", "hostname", "pod-1", str(HERE)):
        assert hint not in text


def test_a_card_in_error_ends_the_worker(worker: Worker) -> None:
    end = worker.plane.end_of(worker.run(order(model="draw-fault:CUDA error: unspecified launch failure")))
    assert end["stopPod"] is True
    assert json.loads(end["error"])["code"] == "INTERNAL"


def test_an_attempt_that_was_rendered_is_not_rendered_again(worker: Worker) -> None:
    asked = order(worker.objects)
    first = worker.plane.output_of(worker.run(asked))
    assert worker.plane.output_of(worker.run(asked)) == first
    assert worker.renders(asked) == 1


def test_an_attempt_that_another_job_holds_is_a_duplicate(worker: Worker) -> None:
    asked = order(worker.objects)
    claim = {**HEAD, "type": "claim", "attempt_id": asked["attempt_id"], "remote_id": "r-first"}
    worker.objects.objects[f"/renders/{asked['attempt_id']}.claim.json"] = json.dumps(claim).encode()
    output = worker.plane.output_of(worker.run(asked))
    assert output == {**HEAD, "type": "duplicate", "attempt_id": asked["attempt_id"], "claimed_by": "r-first"}
    assert worker.renders(asked) == 0


def test_a_job_that_the_service_gives_out_again_goes_on(worker: Worker) -> None:
    asked = order(worker.objects)
    claim = {**HEAD, "type": "claim", "attempt_id": asked["attempt_id"], "remote_id": "r-again"}
    worker.objects.objects[f"/renders/{asked['attempt_id']}.claim.json"] = json.dumps(claim).encode()
    assert worker.plane.output_of(worker.run(asked, "r-again"))["type"] == "result"
    assert worker.renders(asked) == 1


def test_a_clip_that_is_too_large_to_send_is_said(worker: Worker) -> None:
    error = worker.plane.error_of(worker.run(order(upload=inline(50))))
    assert error["code"] == "OUTPUT_TOO_LARGE"


def test_the_limit_of_the_service_is_kept(worker: Worker) -> None:
    job = {"id": "r-limit", "input": order(model="draw-endless"), "policy": {"executionTimeout": 5500}}
    worker.plane.submit_job(job)
    assert worker.plane.error_of("r-limit")["code"] == "TIMEOUT"


def test_it_says_that_it_is_alive_and_what_it_does(worker: Worker) -> None:
    running = worker.run(order(model="draw-endless"))
    worker.plane.wait_until("a ping", lambda: any(running in ping.get("job_id", []) for ping in worker.plane.pings))
    # A job can be stopped from its first step on; the SDK forgets a stop for one that it has only queued.
    worker.plane.wait_until("the render", lambda: "denoise" in worker.plane.stages_of(running))
    worker.plane.stop(running)
    assert all(ping["runpod_version"] == ["1.12.0"] for ping in worker.plane.pings)
    assert worker.plane.output_of(worker.run(order()))["type"] == "result"


def test_no_secret_is_ever_said(worker: Worker) -> None:
    asked = order(worker.objects, prompt="canary-of-a-prompt")
    worker.plane.output_of(worker.run(asked))
    heard = json.dumps([worker.plane.ended, worker.plane.progress])
    assert API_KEY in worker.plane.keys
    for secret in (SIGNATURE, API_KEY, "canary-of-a-prompt"):
        assert secret not in heard
        assert secret not in worker.said()


def test_a_worker_that_cannot_write_clips_takes_no_job(tmp_path: Path) -> None:
    with ControlPlane() as plane:
        plane.submit("r-1", order())
        env = environment(tmp_path, **plane.environment("pod-2"))
        process = start(tmp_path, {**env, "VX_FFMPEG": sys.executable})
        try:
            assert process.wait(START_S) == 1
        finally:
            end(process)
        assert plane.take() is not None
        assert any(ping.get("check") == ["ffmpeg_writes_h264"] for ping in plane.pings)


def test_one_job_without_a_service(tmp_path: Path) -> None:
    process = start(tmp_path, environment(tmp_path), "--test_input", json.dumps({"input": order()}))
    try:
        assert process.wait(START_S) == 0
    finally:
        end(process)
    assert "'type': 'result'" in (tmp_path / "said").read_text()


def test_it_takes_away_what_another_left_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    left = tmp_path / "vx-worker/work/job-left"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))
    with ControlPlane() as plane:
        process = start(tmp_path, environment(tmp_path, **plane.environment("pod-3")))
        try:
            plane.wait_until("the start", lambda: bool(plane.pings))
            plane.submit("r-1", order())
            plane.end_of("r-1")
            assert not left.exists()
            process.terminate()
            assert process.wait(START_S) == 0
        finally:
            end(process)


def test_at_home_it_ends_with_whoever_started_it(tmp_path: Path) -> None:
    with ControlPlane() as plane, ObjectServer() as objects:
        env = environment(tmp_path, VX_ALLOWED_HOSTS=objects.host, **plane.environment("pod-9"))
        process = subprocess.Popen(
            [sys.executable, "-m", "vx_worker.own_gpu"],
            cwd=tmp_path,
            env=env,
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            asked = order(objects, model="draw-endless", num_inference_steps=100)
            plane.submit("r-at-home", asked)
            plane.wait_until("the render", lambda: "denoise" in plane.stages_of("r-at-home"))
            assert process.stdin is not None
            # As the system does it when the other side is killed.
            process.stdin.close()
            assert process.wait(START_S) == -signal.SIGKILL
            poll("the process for pings is gone too", lambda: not _group_lives(process.pid))
        finally:
            end(process)


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
