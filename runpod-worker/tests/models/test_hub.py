"""Weights that have to be fetched first. The hub is a function here: nothing is fetched."""

import threading
from pathlib import Path

import huggingface_hub
import pytest
from huggingface_hub.errors import LocalEntryNotFoundError

from models.tiny_renders import Heard, Studio
from vx_worker.errors import JobCancelled, WorkerFailure
from vx_worker.registry import model_row
from vx_worker.weights import WeightsPlaces, find_weights

REPO = "Wan-AI/Wan2.2-TI2V-5B-Diffusers"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WeightsPlaces:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    return WeightsPlaces(own=None, volume=tmp_path / "volume", offline=False)


def test_a_cancelled_job_does_not_wait_for_its_download(
    places: WeightsPlaces, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cancelled, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def download(repo: str, **_: object) -> str:
        cancelled.set()
        assert may_end.wait(30)
        ended.set()
        return str(tmp_path)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", download)
    studio = Studio()
    studio.places = places
    studio.rows["tiny-wan"] = model_row("tiny-wan").model_copy(update={"repo": REPO})

    with pytest.raises(JobCancelled):
        studio.render("tiny-wan", cancelled=cancelled, heard=Heard())

    assert not ended.is_set()
    may_end.set()
    assert ended.wait(30)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", lambda repo, **_: str(tmp_path))
    assert find_weights(REPO, None, places).path == tmp_path


def test_what_the_hub_has_not_is_said(places: WeightsPlaces, monkeypatch: pytest.MonkeyPatch) -> None:
    def download(repo: str, **_: object) -> str:
        raise LocalEntryNotFoundError("none")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", download)
    with pytest.raises(WorkerFailure) as missing:
        find_weights(REPO, None, places)
    assert (missing.value.code, missing.value.field) == ("MODEL_UNAVAILABLE", "model")
