"""What is handed to RunPod beside the program."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from vx_worker.engines.select import engine_for
from vx_worker.orders import parse_order

HERE = Path(__file__).parent.parent


def read(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "raw", [read("test_input.json")["input"], *(test["input"] for test in read(".runpod/tests.json")["tests"])]
)
def test_the_orders_that_runpod_tries_are_orders(raw: Any) -> None:
    order = parse_order(raw)
    engine_for(order.model).check(order)


def test_the_image_installs_what_the_project_wants() -> None:
    project = (HERE / "pyproject.toml").read_text()
    locked = (HERE / "requirements-image.lock.txt").read_text()
    models = re.search(r"^models = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    core = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert models is not None
    assert core is not None
    wanted = re.findall(r'"([a-z0-9-]+)', core[1] + models[1])
    assert {"runpod", "torch"} <= set(wanted)
    assert [name for name in wanted if not re.search(rf"^{name}==", locked, re.MULTILINE)] == []


def _locked(name: str) -> dict[str, set[str]]:
    """Versions by package: more than one where they differ by Python."""
    versions: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([a-z0-9-]+)==(\S+)", (HERE / name).read_text(), re.MULTILINE):
        versions.setdefault(package, set()).add(version)
    return versions


def test_a_worker_at_home_gets_what_is_tested() -> None:
    home, tested = _locked("requirements-own-gpu.lock.txt"), _locked("requirements-models.lock.txt")
    assert {"runpod", "torch", "diffusers", "imageio-ffmpeg"} <= set(home)
    assert {name: versions for name, versions in home.items() if tested.get(name) != versions} == {}
    assert not {"pytest", "ruff"} & set(home)


def test_the_cuda_libraries_of_torch_are_pinned_at_home_as_in_the_image() -> None:
    home, image = _locked("requirements-own-gpu-cuda.lock.txt"), _locked("requirements-image.lock.txt")
    assert {"triton", "nvidia-cudnn-cu13"} <= set(home)
    assert {name: versions for name, versions in home.items() if image.get(name) != versions} == {}
