"""A picture fills the clip's size without being distorted."""

import pytest
from PIL import Image

from vx_worker.engines.pictures import cover


@pytest.mark.parametrize(("size", "middle"), [((300, 100), (100, 0, 200, 100)), ((100, 300), (0, 100, 100, 200))])
def test_what_hangs_over_is_cut_off_evenly(size: tuple[int, int], middle: tuple[int, int, int, int]) -> None:
    picture = Image.new("RGB", size, "red")
    picture.paste("lime", middle)

    covered = cover(picture, 32, 32)

    assert covered.size == (32, 32)
    assert covered.getpixel((16, 16)) == (0, 255, 0)
    assert all(covered.getpixel(corner)[1] > 150 for corner in ((1, 1), (30, 1), (1, 30), (30, 30)))


def test_a_small_picture_is_enlarged_and_another_mode_becomes_rgb() -> None:
    covered = cover(Image.new("RGBA", (8, 8), (10, 20, 30, 255)), 64, 32)

    assert (covered.size, covered.mode) == ((64, 32), "RGB")
    assert covered.getpixel((0, 0)) == (10, 20, 30)
