"""How a model is spread over the card and main memory, and the ladder that is climbed when the card is too small.

Imports no torch.
"""

from dataclasses import dataclass, replace

from vx_worker.device import Device
from vx_worker.registry import ModelRow, OffloadName
from vx_worker.schema import VideoOrder

MAX_CLIMBS = 2
"""In one job: each costs a try that is paid for."""


@dataclass(frozen=True)
class Rung:
    """One way to run. `eight_bit`: the transformers' weights are kept in 8 bits, and widened for each use."""

    offload: OffloadName
    tiled_vae: bool = False
    eight_bit: bool = False

    def describe(self) -> str:
        """As the answer's `made_with.offload` says it."""
        parts = [self.offload]
        if self.eight_bit:
            parts.append("fp8_storage")
        if self.tiled_vae:
            parts.append("tiled_vae")
        return "+".join(parts)

    @property
    def height(self) -> int:
        """Of two rungs the higher one needs less memory."""
        return OFFLOADS.index(self.offload) * 4 + self.eight_bit * 2 + self.tiled_vae


OFFLOADS: tuple[OffloadName, ...] = ("none", "model", "group", "sequential")


def next_rung(rung: Rung, *, decoding: bool, has_loras: bool) -> Rung | None:
    """Where to go when `rung` took too much. Tiles alone help only while decoding. None: there is no further way.

    LoRAs cannot be put on 8-bit weights: peft would round them to 8 bits as well, and then fail to multiply.
    """
    if decoding and not rung.tiled_vae:
        return replace(rung, tiled_vae=True)
    if rung.offload == "none":
        return Rung("model", tiled_vae=True)
    if rung.offload == "model":
        return Rung("group", tiled_vae=True)
    if rung.offload == "group" and not rung.eight_bit and not has_loras:
        return Rung("group", tiled_vae=True, eight_bit=True)
    return None


def first_rung(row: ModelRow, order: VideoOrder, device: Device) -> Rung:
    """What the order asks for, or the fastest way that by the registry's figures fits the card."""
    tiled = row.tile_vae if order.runtime.vae_tiling == "auto" else order.runtime.vae_tiling == "on"
    if order.runtime.offload != "auto":
        return Rung(order.runtime.offload, tiled_vae=tiled)
    if device.usable_gb is None:
        return Rung("none", tiled_vae=tiled)
    default_pixels = row.size.presets[0][0] * row.size.presets[0][1]
    is_large = order.width * order.height > default_pixels
    for memory in row.vram:
        at_max = memory.gb_at_max_pixels
        if device.usable_gb >= (at_max if is_large and at_max is not None else memory.gb):
            return Rung(memory.offload, tiled_vae=tiled)
    return Rung(row.vram[-1].offload, tiled_vae=True)


class RungMemory:
    """What this process learned: a clip as large as one that did not fit begins where that one fitted."""

    def __init__(self) -> None:
        self._smallest: dict[str, dict[Rung, int]] = {}

    def learn(self, model_id: str, order: VideoOrder, rung: Rung) -> None:
        """`rung` worked, and the one below it did not."""
        known = self._smallest.setdefault(model_id, {})
        known[rung] = min(_work(order), known.get(rung, _work(order)))

    def better_first(self, model_id: str, order: VideoOrder, rung: Rung, *, has_loras: bool) -> Rung:
        """`rung`, or the highest one that is known to be needed. An order that names its way keeps it."""
        if order.runtime.offload != "auto":
            return rung
        known = self._smallest.get(model_id, {})
        needed = [learned for learned, work in known.items() if _work(order) >= work]
        if has_loras:
            needed = [replace(learned, eight_bit=False) for learned in needed]
        return max((rung, *needed), key=lambda one: one.height)


def _work(order: VideoOrder) -> int:
    return order.width * order.height * order.num_frames


def climbed_text(rung: Rung) -> str:
    """What the person is told of a climb."""
    how = {
        "none": "the picture was decoded in tiles",
        "model": "parts of the model waited in main memory",
        "group": "the model was streamed from main memory",
        "sequential": "the model was streamed from main memory",
    }[rung.offload]
    if rung.eight_bit:
        how += " and kept in 8 bits, which changes the picture a little"
    return f"The GPU's memory was too small, so {how}. That was slower."
