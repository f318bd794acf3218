"""The engine of a model, and what all engines of this process share."""

from functools import cache

from vx_worker.device import probe_device
from vx_worker.engines.base import RenderEngine
from vx_worker.engines.cogvideox import CogVideoXFamily
from vx_worker.engines.diffusion import DiffusersEngine
from vx_worker.engines.families import Family
from vx_worker.engines.offload import RungMemory
from vx_worker.engines.resident import Residency
from vx_worker.engines.wan import WanFamily
from vx_worker.registry import model_row
from vx_worker.weights import WeightsPlaces

_residency = Residency()
_rungs = RungMemory()
_families: dict[str, Family] = {"wan": WanFamily(), "cogvideox": CogVideoXFamily()}


@cache
def engine_for(model_id: str) -> RenderEngine:
    """The engine of an order's model; nothing is loaded yet. Raises WorkerFailure MODEL_UNAVAILABLE.

    One model is kept loaded per process: an order for another one lets it go.
    """
    row = model_row(model_id)
    return DiffusersEngine(
        row, _families[row.family], _residency, _rungs, probe_device, WeightsPlaces.of_this_machine()
    )
