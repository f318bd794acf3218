"""Which kernel computes attention: torch's own, but where a faster one is exact, installed and fits the card."""

from collections.abc import Callable
from typing import Literal

from vx_worker.device import Device

Asked = Literal["auto", "native", "flash3", "sage"]
NATIVE = "native"
HOPPER = (9, 0)
AMPERE = (8, 0)

# Installed in the image before fetched from the hub: a worker without internet must not wait for it.
NAMES: dict[str, tuple[str, ...]] = {"flash3": ("_flash_3", "_flash_3_hub"), "sage": ("sage", "sage_hub")}


def choose_attention(asked: Asked, device: Device, usable: Callable[[str], bool]) -> tuple[str, str | None]:
    """diffusers' name of the backend, and what to tell the person where it is not the one they asked for.

    `usable` tries one out. Sage rounds attention to 8 bits, so nobody gets it without asking; Flash 3 is exact.
    """
    if asked == "native":
        return NATIVE, None
    if asked == "auto":
        wanted = NAMES["flash3"][:1] if device.capability == HOPPER else ()
        return next((name for name in wanted if usable(name)), NATIVE), None
    fits = device.capability == HOPPER if asked == "flash3" else (device.capability or (0, 0)) >= AMPERE
    if fits:
        for name in NAMES[asked]:
            if usable(name):
                return name, None
    why = "is not installed on this worker" if fits else "does not run on this card"
    return (
        NATIVE,
        f"The attention kernel {asked} {why}. torch's own was used: the same picture or a better one, slower.",
    )
