"""Where a model's weights lie, and fetching them where they lie nowhere. Imports no torch."""

import os
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from pathlib import Path

from vx_worker.errors import WorkerFailure

MODELS_DIR_VARIABLE = "VX_MODELS_DIR"
RUNPOD_VOLUME = Path("/runpod-volume")
COMMIT = re.compile(r"^[0-9a-f]{40}$")
DOWNLOAD_LOCK_SECONDS = 3600.0
LOOK_SECONDS = 0.2


def _wait_on() -> None:
    """Nobody who waits for weights has a reason to stop."""


@dataclass(frozen=True)
class WeightsPlaces:
    """`own`: a folder the person keeps models in. `volume`: RunPod's, with its cached models and a network volume.

    `waiting`: called now and then while weights are fetched; what it raises ends the wait, but not the download.
    """

    own: Path | None
    volume: Path
    offline: bool
    waiting: Callable[[], None] = _wait_on

    @staticmethod
    def of_this_machine() -> "WeightsPlaces":
        """As the environment says: VX_MODELS_DIR, and HF_HUB_OFFLINE for never asking the hub."""
        own = os.environ.get(MODELS_DIR_VARIABLE)
        offline = os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}
        return WeightsPlaces(own=Path(own) if own else None, volume=RUNPOD_VOLUME, offline=offline)


@dataclass(frozen=True)
class FoundWeights:
    """`revision`: the commit of the repository, where the place tells it."""

    path: Path
    revision: str | None


def find_weights(repo: str, revision: str | None, places: WeightsPlaces, file: str | None = None) -> FoundWeights:
    """The folder of a repository, or one file of it: the person's own folder, RunPod's cache, the volume, the hub.

    Raises WorkerFailure MODEL_UNAVAILABLE where it is nowhere and cannot be fetched.
    """
    if Path(repo).is_absolute():
        return _must_exist(Path(repo), repo, file)
    for folder in _local_folders(repo, places):
        path = folder if file is None else folder / file
        if path.exists():
            return FoundWeights(path, revision)
    snapshot = _cached_snapshot(places.volume / "huggingface-cache" / "hub", repo, revision)
    if snapshot is not None:
        path = snapshot if file is None else snapshot / file
        if path.exists():
            return FoundWeights(path, snapshot.name)
    on_volume = places.volume / "models" / repo
    path = on_volume if file is None else on_volume / file
    if path.exists():
        return FoundWeights(path, revision)
    return _from_the_hub(repo, revision, places, file)


def _must_exist(folder: Path, repo: str, file: str | None) -> FoundWeights:
    path = folder if file is None else folder / file
    if not path.exists():
        raise WorkerFailure("MODEL_UNAVAILABLE", f"The weights of {Path(repo).name} are not on this worker.", "model")
    return FoundWeights(path, None)


def _local_folders(repo: str, places: WeightsPlaces) -> list[Path]:
    if places.own is None:
        return []
    return [places.own / repo, places.own / repo.replace("/", "--"), places.own / repo.split("/")[-1]]


def _cached_snapshot(hub_cache: Path, repo: str, revision: str | None) -> Path | None:
    folder = hub_cache / f"models--{repo.replace('/', '--')}"
    snapshots = folder / "snapshots"
    if not snapshots.is_dir():
        return None
    if revision is not None:
        wanted = snapshots / revision
        return wanted if wanted.is_dir() else None
    newest = folder / "refs" / "main"
    if newest.is_file() and (snapshots / newest.read_text().strip()).is_dir():
        return snapshots / newest.read_text().strip()
    found = sorted(snapshots.iterdir(), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None


def _from_the_hub(repo: str, revision: str | None, places: WeightsPlaces, file: str | None) -> FoundWeights:
    if places.offline:
        where = f"{MODELS_DIR_VARIABLE}, RunPod's cached models or the network volume"
        raise WorkerFailure(
            "MODEL_UNAVAILABLE", f"The weights of {repo} are not on this worker: put them in {where}.", "model"
        )
    import huggingface_hub
    from filelock import FileLock, Timeout
    from huggingface_hub.constants import HF_HUB_CACHE
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    def fetch() -> str:
        if file is not None:
            return huggingface_hub.hf_hub_download(repo, file, revision=revision)
        # Only what diffusers reads: the original checkpoints in the same repository are as large again.
        return huggingface_hub.snapshot_download(
            repo, revision=revision, allow_patterns=["*.json", "*.safetensors", "*.model", "*.txt"]
        )

    cache = Path(HF_HUB_CACHE)
    cache.mkdir(parents=True, exist_ok=True)

    def fetch_alone() -> Path:
        # Two workers on one volume must not both fetch the same 60 GB.
        with FileLock(cache / f".videoexpress-{repo.replace('/', '--')}.lock", timeout=DOWNLOAD_LOCK_SECONDS):
            return Path(_asking_the_hub(fetch))

    try:
        path = _beside(fetch_alone, places.waiting)
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError, Timeout) as error:
        raise WorkerFailure(
            "MODEL_UNAVAILABLE", f"The weights of {repo} could not be fetched. Try again.", "model"
        ) from error
    snapshot = path if file is None else path.parent
    return FoundWeights(path, snapshot.name if COMMIT.match(snapshot.name) else revision)


def _beside(work: Callable[[], Path], waiting: Callable[[], None]) -> Path:
    """In a thread of its own, which goes on when `waiting` raises.

    A download of minutes cannot be told to stop; it leaves the card alone, and the next job finds what it brought.
    """
    outcome: Future[Path] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001  (it is raised where the outcome is asked for)
            outcome.set_exception(error)

    threading.Thread(target=run, name="weights", daemon=True).start()
    while not wait([outcome], LOOK_SECONDS).done:
        waiting()
    return outcome.result()


def _asking_the_hub(fetch: Callable[[], str]) -> str:
    """The first answer that is not a broken connection: a download goes on where it stopped."""
    from huggingface_hub.errors import HfHubHTTPError

    for _again in range(2):
        try:
            return fetch()
        except (HfHubHTTPError, ConnectionError, TimeoutError):
            continue
    return fetch()
