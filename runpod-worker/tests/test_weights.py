"""Where weights are looked for, and in which order. Nothing is fetched."""

from pathlib import Path

import pytest

from vx_worker.errors import WorkerFailure
from vx_worker.weights import WeightsPlaces, find_weights

REPO = "Wan-AI/Wan2.2-TI2V-5B-Diffusers"
COMMIT, OTHER = "a" * 40, "b" * 40


@pytest.fixture
def places(tmp_path: Path) -> WeightsPlaces:
    return WeightsPlaces(own=tmp_path / "own", volume=tmp_path / "volume", offline=True)


def put(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "model_index.json").write_text("{}")
    return folder


def cached(places: WeightsPlaces, commit: str, *, is_main: bool = False) -> Path:
    repo = places.volume / "huggingface-cache/hub/models--Wan-AI--Wan2.2-TI2V-5B-Diffusers"
    if is_main:
        (repo / "refs").mkdir(parents=True)
        (repo / "refs/main").write_text(commit)
    return put(repo / "snapshots" / commit)


def own(places: WeightsPlaces, name: str) -> Path:
    assert places.own is not None
    return put(places.own / name)


def test_the_persons_own_folder_comes_first_then_runpods_cache_then_the_volume(places: WeightsPlaces) -> None:
    volume = put(places.volume / "models" / REPO)
    assert find_weights(REPO, None, places).path == volume
    snapshot = cached(places, COMMIT)
    assert find_weights(REPO, None, places).path == snapshot
    mine = own(places, REPO)
    assert find_weights(REPO, None, places).path == mine


@pytest.mark.parametrize("name", [REPO, REPO.replace("/", "--"), REPO.split("/")[-1]])
def test_the_own_folder_may_be_named_in_three_ways(places: WeightsPlaces, name: str) -> None:
    mine = own(places, name)

    assert find_weights(REPO, None, places).path == mine


def test_the_cache_tells_the_commit_and_a_pinned_one_is_taken(places: WeightsPlaces) -> None:
    cached(places, COMMIT, is_main=True)
    cached(places, OTHER)

    assert find_weights(REPO, None, places).revision == COMMIT
    assert find_weights(REPO, OTHER, places).revision == OTHER


def test_a_pinned_commit_that_is_not_cached_is_not_replaced_by_another(places: WeightsPlaces) -> None:
    cached(places, COMMIT, is_main=True)

    with pytest.raises(WorkerFailure) as missing:
        find_weights(REPO, OTHER, places)

    assert missing.value.code == "MODEL_UNAVAILABLE"


def test_one_file_of_a_repository_is_found_the_same_way(places: WeightsPlaces) -> None:
    folder = own(places, REPO)
    (folder / "lora.safetensors").write_text("")

    assert find_weights(REPO, None, places, "lora.safetensors").path == folder / "lora.safetensors"
    with pytest.raises(WorkerFailure):
        find_weights(REPO, None, places, "other.safetensors")


def test_weights_that_are_nowhere_say_where_they_could_be_put(places: WeightsPlaces) -> None:
    with pytest.raises(WorkerFailure) as missing:
        find_weights(REPO, None, places)

    assert (missing.value.code, missing.value.field) == ("MODEL_UNAVAILABLE", "model")
    assert "VX_MODELS_DIR" in missing.value.message
    assert str(places.volume) not in missing.value.message


def test_an_absolute_path_is_taken_as_it_is(places: WeightsPlaces, tmp_path: Path) -> None:
    folder = put(tmp_path / "tiny")

    assert find_weights(str(folder), None, places).path == folder
    with pytest.raises(WorkerFailure) as missing:
        find_weights(str(tmp_path / "gone"), None, places)
    assert str(tmp_path) not in missing.value.message


def test_the_environment_says_where_and_whether_to_ask_the_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VX_MODELS_DIR", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    here = WeightsPlaces.of_this_machine()
    assert (here.own, here.offline) == (tmp_path, True)

    monkeypatch.delenv("VX_MODELS_DIR")
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    here = WeightsPlaces.of_this_machine()
    assert (here.own, here.offline) == (None, False)
