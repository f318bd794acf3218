"""Which attention kernel is taken, without torch."""

from typing import Any

import pytest

from vx_worker.device import CPU, Device
from vx_worker.engines.attention import choose_attention


def card(capability: tuple[int, int]) -> Device:
    return Device(kind="cuda", name="A card", capability=capability, usable_gb=24)


HOPPER, ADA, TURING = card((9, 0)), card((8, 9)), card((7, 5))


@pytest.mark.parametrize(
    ("asked", "device", "installed", "taken", "warns"),
    [
        ("auto", HOPPER, {"_flash_3"}, "_flash_3", False),
        ("auto", HOPPER, {"_flash_3_hub", "sage"}, "native", False),
        ("auto", ADA, {"_flash_3", "sage"}, "native", False),
        ("auto", CPU, set(), "native", False),
        ("native", HOPPER, {"_flash_3"}, "native", False),
        ("flash3", HOPPER, {"_flash_3", "_flash_3_hub"}, "_flash_3", False),
        ("flash3", HOPPER, {"_flash_3_hub"}, "_flash_3_hub", False),
        ("flash3", HOPPER, set(), "native", True),
        ("flash3", ADA, {"_flash_3"}, "native", True),
        ("sage", ADA, {"sage"}, "sage", False),
        ("sage", HOPPER, {"sage_hub"}, "sage_hub", False),
        ("sage", TURING, {"sage"}, "native", True),
        ("sage", CPU, {"sage"}, "native", True),
    ],
)
def test_a_faster_kernel_is_taken_where_it_fits(
    asked: Any, device: Device, installed: set[str], taken: str, warns: bool
) -> None:
    name, warning = choose_attention(asked, device, installed.__contains__)

    assert (name, warning is not None) == (taken, warns)
