"""Fits a picture to the size of the clip."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


def cover(picture: "Image", width: int, height: int) -> "Image":
    """Fills the size without distorting: what hangs over is cut off evenly on both sides."""
    from PIL import Image, ImageOps

    return ImageOps.fit(picture.convert("RGB"), (width, height), method=Image.Resampling.LANCZOS)
