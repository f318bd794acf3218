"""Puts LoRAs on a loaded pipeline for one job, and takes them off again."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vx_worker.engines.resident import ResidentPipeline
from vx_worker.errors import WorkerFailure
from vx_worker.registry import ModelRow

if TYPE_CHECKING:
    import torch

BASE_NAMES = ("base_model", "ss_base_model_version", "modelspec.architecture")
"""Where trainers write what a LoRA was made for; only to say it, never to decide by."""


@dataclass(frozen=True)
class WantedLora:
    """`field`: of the order, None for one that a preset brings. `targets`: the transformers it goes on."""

    path: Path
    scale: float
    targets: Sequence[str]
    field: str | None


@contextmanager
def with_loras(resident: ResidentPipeline, wanted: Sequence[WantedLora]) -> Iterator[None]:
    """The model with these LoRAs, each at its strength; afterwards as it was, whatever happened.

    Raises WorkerFailure INVALID_INPUT with the field of a LoRA that was made for another model.
    """
    if not wanted:
        yield
        return
    try:
        with resident.changing_layers():
            _put_on(resident, wanted)
        yield
    finally:
        with resident.changing_layers():
            resident.pipe.unload_lora_weights()


def _put_on(resident: ResidentPipeline, wanted: Sequence[WantedLora]) -> None:
    names: dict[str, list[str]] = {}
    strengths: dict[str, list[float]] = {}
    for index, lora in enumerate(wanted):
        for target in lora.targets:
            name = f"vx{index}_{target}"
            _load(resident.pipe, resident.row, lora, target, name)
            names.setdefault(target, []).append(name)
            strengths.setdefault(target, []).append(lora.scale)
    for target, loaded in names.items():
        getattr(resident.pipe, target).set_adapters(loaded, strengths[target])


def _load(pipe: Any, row: ModelRow, lora: WantedLora, target: str, name: str) -> None:
    from safetensors import SafetensorError

    source = {"weight_name": lora.path.name, "local_files_only": True, "use_safetensors": True}
    folder = str(lora.path.parent)
    try:
        weights = pipe.lora_state_dict(folder, **source)
    except (ValueError, KeyError, IndexError, TypeError, OSError, SafetensorError) as error:
        raise _misfit(row, lora) from error
    if not _fits(getattr(pipe, target), weights):
        raise _misfit(row, lora)
    into = {"load_into_transformer_2": True} if target == "transformer_2" else {}
    pipe.load_lora_weights(folder, adapter_name=name, **source, **into)


def _fits(transformer: "torch.nn.Module", weights: "Mapping[str, torch.Tensor]") -> bool:
    """Whether every matrix meets a layer of the size it was made for. A LoRA of another model mostly meets none."""
    layers = {name: module for name, module in transformer.named_modules() if hasattr(module, "in_features")}
    met = False
    for key, matrix in weights.items():
        if not key.startswith("transformer."):
            return False
        name, _, role = key.removeprefix("transformer.").partition(".lora_")
        if role not in ("A.weight", "B.weight"):
            continue
        layer = layers.get(name)
        if layer is None or matrix.ndim != 2:
            return False
        fits = matrix.shape[1] == layer.in_features if role == "A.weight" else matrix.shape[0] == layer.out_features
        if not fits:
            return False
        met = True
    return met


def _misfit(row: ModelRow, lora: WantedLora) -> WorkerFailure:
    if lora.field is None:
        return WorkerFailure("MODEL_UNAVAILABLE", f"The preset's own LoRA does not fit {row.label}.", "runtime.preset")
    made_for = _says_it_was_made_for(lora.path)
    said = f" Its file says: {made_for}." if made_for else ""
    return WorkerFailure("INVALID_INPUT", f"This LoRA was made for another model than {row.label}.{said}", lora.field)


def _says_it_was_made_for(path: Path) -> str | None:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
    except (SafetensorError, OSError):
        return None
    said = next((metadata[name] for name in BASE_NAMES if metadata.get(name)), None)
    return said[:100] if said else None
