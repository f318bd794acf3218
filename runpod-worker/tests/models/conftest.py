"""Everything in this folder needs torch. `npm run test:models` has it; where it is not, nothing here is collected."""

import gc
import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"
collect_ignore_glob = [] if importlib.util.find_spec("torch") else ["test_*.py"]


@pytest.fixture(scope="session")
def tiny_registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny models, written once."""
    import torch

    from vx_worker.tiny_models import write_tiny_models

    # Threads that share such small work cost more than they do.
    torch.set_num_threads(1)
    registry = write_tiny_models(tmp_path_factory.mktemp("tiny-models"))
    # The worker collects garbage before each try; what the libraries hold for good need not be looked at each time.
    gc.collect()
    gc.freeze()
    return registry


@pytest.fixture(scope="session", autouse=True)
def _tiny_models_are_known(tiny_registry: Path) -> Iterator[None]:
    before = os.environ.get("VX_REGISTRY_EXTRA")
    os.environ["VX_REGISTRY_EXTRA"] = str(tiny_registry)
    yield
    if before is None:
        del os.environ["VX_REGISTRY_EXTRA"]
    else:
        os.environ["VX_REGISTRY_EXTRA"] = before
