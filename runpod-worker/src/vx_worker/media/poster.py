"""The picture that stands for a clip until it is played."""

from pathlib import Path

import numpy
from PIL import Image

LONGEST_SIDE = 720
QUALITY = 82


def poster_frame(num_frames: int) -> int:
    """Which frame: about a third in, as the first is often not yet what the clip shows."""
    return num_frames // 3


def write_poster(frame: numpy.ndarray, to: Path) -> None:
    """A WebP whose longest side is at most 720 pixels, never larger than the frame."""
    picture = Image.fromarray(frame)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    picture.save(to, "WEBP", quality=QUALITY)
