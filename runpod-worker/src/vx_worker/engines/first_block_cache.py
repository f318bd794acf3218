"""diffusers' first-block cache: a step whose first block changed little reuses the rest of the step before."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vx_worker.context import JobContext
from vx_worker.registry import Preset
from vx_worker.schema import VideoOrder

if TYPE_CHECKING:
    import torch

THRESHOLD = 0.05
"""diffusers' default: how much (of its mean) the first block may change for the rest to be reused."""


@contextmanager
def with_first_block_cache(
    transformers: "Sequence[torch.nn.Module]", order: VideoOrder, preset: Preset, ctx: JobContext
) -> Iterator[str]:
    """The name of the cache in use, for the answer. Off again afterwards, so that the next job is exact."""
    asked = preset.cache if order.runtime.cache == "auto" else order.runtime.cache
    if asked == "first_block" and order.runtime.preset == "turbo":
        ctx.warn("The cache was left off: turbo has too few steps to reuse any.")
        asked = "none"
    if asked == "none":
        yield "none"
        return
    from diffusers import FirstBlockCacheConfig

    enabled: list[torch.nn.Module] = []
    try:
        for transformer in transformers:
            transformer.enable_cache(FirstBlockCacheConfig(threshold=THRESHOLD))
            enabled.append(transformer)
        yield f"first_block:{THRESHOLD}"
    finally:
        for transformer in enabled:
            transformer.disable_cache()
