"""What the worker renders on: the card, how much of its memory is to be had, and how numbers are kept on it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vx_worker.registry import ModelRow

if TYPE_CHECKING:
    import torch

BYTES_PER_GB = 1024**3
FIRST_BFLOAT16_CAPABILITY = (8, 0)


@dataclass(frozen=True)
class Device:
    """A card, or the CPU. `capability`: NVIDIA's number of its generation. `usable_gb`: None on a CPU."""

    kind: Literal["cuda", "cpu"]
    name: str | None
    capability: tuple[int, int] | None
    usable_gb: float | None

    @property
    def torch_name(self) -> str:
        """How torch names it: the first card that this process sees."""
        return "cuda:0" if self.kind == "cuda" else "cpu"


CPU = Device(kind="cpu", name=None, capability=None, usable_gb=None)


def probe_device() -> Device:
    """The card of this process as it is now: what other programs hold of its memory is not counted as usable."""
    import torch

    if not torch.cuda.is_available():
        return CPU
    free, _total = torch.cuda.mem_get_info(0)
    return Device(
        kind="cuda",
        name=torch.cuda.get_device_name(0),
        capability=torch.cuda.get_device_capability(0),
        usable_gb=(free + torch.cuda.memory_reserved(0)) / BYTES_PER_GB,
    )


def dtypes_of(row: ModelRow, device: Device) -> "dict[str, torch.dtype]":
    """How each component is kept, `default` for those not named. On a CPU everything is float32: it knows no faster.

    A card from before bfloat16 keeps float32 where the model wants bfloat16, whose range float16 has not.
    """
    import torch

    if device.kind == "cpu":
        return {"default": torch.float32}
    lacks_bfloat16 = device.capability is not None and device.capability < FIRST_BFLOAT16_CAPABILITY
    names = {"bfloat16": torch.float32 if lacks_bfloat16 else torch.bfloat16}
    names |= {"float16": torch.float16, "float32": torch.float32}
    return {component: names[name] for component, name in row.dtypes.items()}


def start_measuring_memory() -> None:
    """From here on the peak is counted anew. Does nothing on a CPU."""
    import torch

    if torch.cuda.is_available():
        torch.cuda.reset_peak_memory_stats()


def peak_memory_gb() -> float | None:
    """The most that tensors held at once since `start_measuring_memory`; None on a CPU."""
    import torch

    return torch.cuda.max_memory_allocated() / BYTES_PER_GB if torch.cuda.is_available() else None


def give_memory_back() -> None:
    """Frees what is unreachable, on the card as well, so that the next try begins with all there is."""
    import gc

    import torch

    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
