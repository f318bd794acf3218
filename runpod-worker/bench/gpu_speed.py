"""Seconds per step of every model at its real size, with random weights, as a Markdown table.

    python bench/gpu_speed.py [--model ID] [--attention NAME] [--steps N] [--decode] [--tiny]

Nothing is fetched. See bench/gpu.md for the method.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import diffusers
import torch
from real_sizes import REAL_SIZES, TINY, RealSize

from vx_worker.device import BYTES_PER_GB, give_memory_back
from vx_worker.registry import ModelRow, Preset, known_models

WARM_UP_STEPS = 1
DEFAULT_STEPS = 5
DEFAULT_ATTENTION = ("native", "_flash_3", "_flash_3_hub", "sage", "sage_hub")


@dataclass(frozen=True)
class Measured:
    """One row. `decode_s` None: not measured; `published_s` None: nobody said."""

    model: str
    size: tuple[int, int, int]
    preset: str
    attention: str
    step_s: float
    steps: int
    decode_s: float | None
    published_s: float | None
    published_on: str
    peak_gb: float | None


def main(arguments: Sequence[str], write: Callable[[str], object] = sys.stdout.write) -> int:
    """The command. 1 where nothing could be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", action="append", help="only these")
    parser.add_argument("--attention", action="append", help="only these, by diffusers' names")
    parser.add_argument("--steps", type=int, default=DEFAULT_STEPS, help="measured for each row")
    parser.add_argument("--decode", action="store_true", help="decode a clip as well")
    parser.add_argument("--tiny", action="store_true", help="a tiny model, to see that this program works; no figures")
    chosen = parser.parse_args(arguments)
    diffusers.utils.logging.set_verbosity_error()
    device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
    if device.type == "cpu" and not chosen.tiny:
        sys.stderr.write("There is no GPU here. --tiny only shows that this program works.\n")
        return 1
    write(f"{describe_machine(device)}\n\n{header()}\n")
    rows = 0
    for real in TINY if chosen.tiny else REAL_SIZES:
        if chosen.model and real.model not in chosen.model:
            continue
        for measured in measure(real, device, chosen.attention or DEFAULT_ATTENTION, chosen.steps, chosen.decode):
            write(f"{as_row(measured)}\n")
            rows += 1
    return 0 if rows > 0 else 1


def measure(
    real: RealSize, device: torch.device, kernels: Sequence[str], steps: int, decode: bool
) -> Iterator[Measured]:
    """One transformer is built, and run at each size, for each kernel that there is, for each preset."""
    row = known_models().get(real.model)
    dtype = torch.float32 if device.type == "cpu" else getattr(torch, row.dtypes["default"] if row else "bfloat16")
    transformer = build(_transformer_class(real), real.transformer, device, dtype)
    for size in real.sizes:
        decode_s = decode_seconds(real, size, device) if decode else None
        give_memory_back()
        for kernel in kernels:
            if not takes(transformer, kernel):
                continue
            forward_s, peak_gb = forward_seconds(real, transformer, size, device, dtype, steps)
            for name, preset in presets_of(row):
                passes = 2 if preset is None or preset.guidance_scale > 1 else 1
                published_s, published_on = published(row, size, preset)
                yield Measured(
                    model=real.model,
                    size=size,
                    preset=name,
                    attention=kernel.strip("_"),
                    step_s=forward_s * passes,
                    steps=preset.num_inference_steps if preset else steps,
                    decode_s=decode_s,
                    published_s=published_s,
                    published_on=published_on,
                    peak_gb=peak_gb,
                )
    del transformer
    give_memory_back()


def build(kind: Any, config: dict[str, Any], device: torch.device, dtype: torch.dtype) -> Any:
    """Made where it is used, and in the numbers it is used in: 14 billion weights fit no main memory twice."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        with device:
            model = kind(**config).eval()
    finally:
        torch.set_default_dtype(before)
    kept = model._keep_in_fp32_modules or []
    for name, weights in model.named_parameters():
        # As from_pretrained leaves them.
        if any(part in kept for part in name.split(".")):
            weights.data = weights.data.float()
    return model


def forward_seconds(
    real: RealSize,
    transformer: Any,
    size: tuple[int, int, int],
    device: torch.device,
    dtype: torch.dtype,
    steps: int,
) -> tuple[float, float | None]:
    """The mean of one pass through the transformer, and the most memory it took (GB)."""
    width, height, frames = size
    latent = (real.transformer.get("in_channels", 16), (frames - 1) // real.temporal + 1)
    sides = (height // real.spatial, width // real.spatial)
    shape = (1, *latent, *sides) if real.family == "wan" else (1, latent[1], latent[0], *sides)
    with device:
        hidden = torch.randn(shape, dtype=dtype)
        text = torch.randn((1, real.tokens, real.text_width), dtype=dtype)
        moment = torch.tensor([500])
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats()

    def once() -> None:
        with torch.no_grad():
            transformer(hidden_states=hidden, encoder_hidden_states=text, timestep=moment, return_dict=False)

    seconds = timed(once, WARM_UP_STEPS, steps, device)
    return seconds, torch.cuda.max_memory_allocated() / BYTES_PER_GB if device.type == "cuda" else None


def decode_seconds(real: RealSize, size: tuple[int, int, int], device: torch.device) -> float:
    """A whole clip through the VAE, in float32 and in tiles, as the worker does it on a small card."""
    kind = diffusers.AutoencoderKLWan if real.family == "wan" else diffusers.AutoencoderKLCogVideoX
    vae = build(kind, real.vae, device, torch.float32)
    vae.enable_tiling()
    width, height, frames = size
    shape = (1, real.latent_channels, (frames - 1) // real.temporal + 1, height // real.spatial, width // real.spatial)
    latents = torch.randn(shape, device=device)

    def once() -> None:
        with torch.no_grad():
            vae.decode(latents, return_dict=False)

    return timed(once, 0, 1, device)


def timed(once: Callable[[], None], warm_up: int, times: int, device: torch.device) -> float:
    """The mean of `times` runs, each awaited."""

    def finish() -> None:
        if device.type == "cuda":
            torch.cuda.synchronize()

    for _ in range(warm_up):
        once()
    finish()
    began = time.perf_counter()
    for _ in range(times):
        once()
    finish()
    return (time.perf_counter() - began) / times


def takes(transformer: Any, kernel: str) -> bool:
    """Whether this attention kernel is installed and runs on this card."""
    try:
        transformer.set_attention_backend(kernel)
    except (RuntimeError, ValueError, ImportError, OSError):
        return False
    return True


def presets_of(row: ModelRow | None) -> list[tuple[str, Preset | None]]:
    """Those of the registry, or one without a name."""
    return [("-", None)] if row is None else list(row.presets.items())


def published(row: ModelRow | None, size: tuple[int, int, int], preset: Preset | None) -> tuple[float | None, str]:
    """Seconds that somebody published for one whole clip of this size and number of steps, and on which card."""
    card = torch.cuda.get_device_name(0) if torch.cuda.is_available() else ""
    found = [
        seen
        for seen in (row.published if row is not None and preset is not None else [])
        if (seen.width, seen.height, seen.num_frames) == size and seen.num_inference_steps == preset.num_inference_steps
    ]
    found.sort(key=lambda seen: seen.gpu.split()[-1] not in card)
    return (found[0].seconds, found[0].gpu) if found else (None, "")


def describe_machine(device: torch.device) -> str:
    """The line above the table."""
    card = torch.cuda.get_device_name(0) if device.type == "cuda" else "CPU"
    return f"{card}, torch {torch.__version__}, diffusers {diffusers.__version__}, random weights"


def header() -> str:
    """The table's first two lines."""
    names = [
        "model",
        "size",
        "preset",
        "attention",
        "s/step",
        "steps",
        "denoise s",
        "decode s",
        "published s",
        "peak GB",
    ]
    return f"| {' | '.join(names)} |\n|{' --- |' * len(names)}"


def as_row(measured: Measured) -> str:
    """One line of the table."""
    width, height, frames = measured.size
    said = "-" if measured.published_s is None else f"{measured.published_s:g} ({measured.published_on})"
    cells = [
        measured.model,
        f"{width}x{height}, {frames} frames",
        measured.preset,
        measured.attention,
        f"{measured.step_s:.3f}",
        str(measured.steps),
        f"{measured.step_s * measured.steps:.1f}",
        "-" if measured.decode_s is None else f"{measured.decode_s:.1f}",
        said,
        "-" if measured.peak_gb is None else f"{measured.peak_gb:.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def _transformer_class(real: RealSize) -> Any:
    return diffusers.WanTransformer3DModel if real.family == "wan" else diffusers.CogVideoXTransformer3DModel


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
