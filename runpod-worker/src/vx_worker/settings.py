"""The reader of the environment, but for where models are (weights.py, registry.py) and the hub's own names."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_ENGINE_FACTORY = "vx_worker.engines.select:engine_for"
GIBIBYTE = 1024**3
LONGEST_JOB_S = 12 * 3600


@dataclass(frozen=True)
class Settings:
    """Durations in seconds, sizes in bytes. `allowed_hosts`: `host:port` in lower case."""

    allowed_hosts: frozenset[str]
    engine_factory: str
    cache_folder: Path
    work_folder: Path
    lora_cache_bytes: int
    max_job_seconds: float
    ffmpeg: str | None
    sentry_dsn: str | None = None

    @property
    def lora_folder(self) -> Path:
        """Where fetched LoRAs lie."""
        return self.cache_folder / "loras"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """What a person set, and the defaults. Raises ValueError, naming the variable, for what makes no sense.

    VX_ALLOWED_HOSTS    `host:port`, with commas: may have a private address and plain http (one's own GPU, tests)
    VX_CACHE_DIR        where LoRAs are kept between jobs; default: a folder under the system's temporary one
    VX_WORK_DIR         where each job gets a folder, which is removed after it
    VX_LORA_CACHE_GB    how much of them; default 10
    VX_MAX_JOB_SECONDS  a job that takes longer ends as TIMEOUT; default 12 hours, the longest limit that the
                        studio can be told to set: RunPod keeps that one, and its workers do not hear of it
    VX_FFMPEG           path of ffmpeg; default: the one on PATH
    SENTRY_DSN          the Sentry project that bugs are reported to (docs/crash-reports.md); left out: to none
    VX_MODELS_DIR       read by weights.py: a folder of models that are taken before all others
    VX_REGISTRY_EXTRA   read by registry.py: a file of more models
    VX_ENGINE_FACTORY   `module:function` in place of the real models; for tests
    """
    base = Path(tempfile.gettempdir()) / "vx-worker"
    return Settings(
        allowed_hosts=_hosts(environment.get("VX_ALLOWED_HOSTS", "")),
        engine_factory=environment.get("VX_ENGINE_FACTORY") or DEFAULT_ENGINE_FACTORY,
        cache_folder=Path(environment.get("VX_CACHE_DIR") or base / "cache"),
        work_folder=Path(environment.get("VX_WORK_DIR") or base / "work"),
        lora_cache_bytes=int(_number(environment, "VX_LORA_CACHE_GB", 10) * GIBIBYTE),
        max_job_seconds=_number(environment, "VX_MAX_JOB_SECONDS", LONGEST_JOB_S),
        ffmpeg=environment.get("VX_FFMPEG") or None,
        sentry_dsn=environment.get("SENTRY_DSN", "").strip() or None,
    )


def _hosts(text: str) -> frozenset[str]:
    hosts = [entry.strip().lower() for entry in text.split(",") if entry.strip()]
    for host in hosts:
        name, _, port = host.rpartition(":")
        if not name or not port.isdigit():
            raise ValueError(f"VX_ALLOWED_HOSTS: {host} is not host:port")
    return frozenset(hosts)


def _number(environment: Mapping[str, str], name: str, default: float) -> float:
    text = environment.get(name, "").strip()
    if not text:
        return default
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 < number < float("inf"):
        raise ValueError(f"{name}: {text} is not a number above zero")
    return number
