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
