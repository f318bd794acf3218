"""The scheduler of one job, made anew from the one that lies with the weights: no job sees another's state."""

from typing import TYPE_CHECKING, Any

from vx_worker.registry import Preset

if TYPE_CHECKING:
    from collections.abc import Mapping


def make_scheduler(shipped: Any, preset: Preset, flow_shift: float | None) -> Any:
    """`shipped`: the pipeline's own scheduler. `flow_shift` null: the preset's.

    Distilled models want plain Euler steps at evenly spaced noise before the shift (1000, 750, 500, 250 of 1000 for
    four steps). diffusers' Euler scheduler spaces them otherwise; the DPM solver of first order is Euler, at that
    spacing.
    """
    from diffusers import DPMSolverMultistepScheduler, UniPCMultistepScheduler

    if preset.scheduler == "as_shipped":
        return type(shipped).from_config(shipped.config)
    shift = flow_shift if flow_shift is not None else preset.flow_shift
    flow: Mapping[str, object] = {
        "prediction_type": "flow_prediction",
        "use_flow_sigmas": True,
        "flow_shift": 1.0 if shift is None else shift,
        "num_train_timesteps": shipped.config.num_train_timesteps,
    }
    if preset.scheduler == "euler":
        return DPMSolverMultistepScheduler(solver_order=1, **flow)
    if isinstance(shipped, UniPCMultistepScheduler):
        return UniPCMultistepScheduler.from_config(shipped.config, **flow)
    return UniPCMultistepScheduler(**flow)
