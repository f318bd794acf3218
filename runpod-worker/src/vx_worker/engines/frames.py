"""The decoded clip as single frames of bytes, so that no second copy of the whole clip is ever held."""

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    import torch


def frames_of(video: "torch.Tensor", when_done: Callable[[], None]) -> "Generator[numpy.ndarray, None, None]":
    """`video`: 1 x 3 x frames x height x width, from -1 to 1, on any device. `when_done` also when nobody reads on."""
    import torch

    try:
        for index in range(video.shape[2]):
            frame = video[0, :, index].float()
            levels = ((frame / 2 + 0.5).clamp(0, 1) * 255).round().to(torch.uint8)
            yield levels.permute(1, 2, 0).contiguous().cpu().numpy()
    finally:
        del video
        when_done()
