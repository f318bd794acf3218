"""Puts LoRAs on a loaded pipeline for one job, and takes them off again."""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vx_worker.engines.memory_errors import is_broken_card, is_out_of_memory
from vx_worker.engines.resident import ResidentPipeline
from vx_worker.errors import WorkerFailure
from vx_worker.registry import ModelRow

if TYPE_CHECKING:
    import torch

BASE_NAMES = ("base_model", "ss_base_model_version", "modelspec.architecture")
"""Where trainers write what a LoRA was made for; only to say it, never to decide by."""

PREFIX = "transformer."
DOWN = "A.weight"
UP = "B.weight"
BIAS = "B.bias"
"""diffusers' names for the parts of a LoRA: down to its rank, and up again, where its strength is worked in."""


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
        if resident.is_whole:
            with resident.changing_layers():
                resident.pipe.unload_lora_weights()


def _put_on(resident: ResidentPipeline, wanted: Sequence[WantedLora]) -> None:
    names: dict[str, list[str]] = {}
    strengths: dict[str, list[float]] = {}
    for index, lora in enumerate(wanted):
        for target in lora.targets:
            name = f"vx{index}_{target}"
            _load(resident, lora, target, name)
            names.setdefault(target, []).append(name)
            strengths.setdefault(target, []).append(lora.scale)
    for target, loaded in names.items():
        getattr(resident.pipe, target).set_adapters(loaded, strengths[target])


def _load(resident: ResidentPipeline, lora: WantedLora, target: str, name: str) -> None:
    pipe = resident.pipe
    into = {"load_into_transformer_2": True} if target == "transformer_2" else {}
    # Whatever goes wrong with a file is the file's doing, but for what is wrong with the card.
    try:
        weights = _read(pipe, lora.path)
        fits = _fits(getattr(pipe, target), weights)
        if fits:
            resident.is_whole = False
            pipe.load_lora_weights(weights, adapter_name=name, **into)
            resident.is_whole = True
    except Exception as error:
        if is_out_of_memory(error) or is_broken_card(error):
            raise
        raise _misfit(resident.row, lora) from error
    if not fits:
        raise _misfit(resident.row, lora)


def _read(pipe: Any, path: Path) -> "dict[str, torch.Tensor]":
    """The matrices by diffusers' names, with the file's own strengths worked in.

    Nothing else of what a file says of itself is believed: peft imports modules and changes the model's weights by it.
    """
    source = {"weight_name": path.name, "local_files_only": True, "use_safetensors": True}
    weights, said = pipe.lora_state_dict(str(path.parent), return_lora_metadata=True, **source)
    if not said:
        return weights
    settings = {key.removeprefix(PREFIX): value for key, value in said.items() if key.startswith(PREFIX)}
    strengths = {
        layer: _strength(settings, layer, matrix.shape[1])
        for layer, role, matrix in ((*_role(key), matrix) for key, matrix in weights.items())
        if role == UP
    }
    return {
        key: matrix * strengths.get(_role(key)[0], 1.0) if _role(key)[1] in (UP, BIAS) else matrix
        for key, matrix in weights.items()
    }


def _strength(settings: "Mapping[str, Any]", layer: str, rank: int) -> float:
    """How strong a pair of matrices is by peft's settings: alpha over rank. Raises TypeError and ValueError."""
    of_layers: Mapping[str, Any] = settings.get("alpha_pattern") or {}
    own = (alpha for name, alpha in of_layers.items() if f".{layer}".endswith(f".{name.removeprefix('^')}"))
    alpha = next(own, settings.get("lora_alpha"))
    strength = 1.0 if alpha is None else float(alpha) / (math.sqrt(rank) if settings.get("use_rslora") else rank)
    if not math.isfinite(strength):
        raise ValueError("not a strength")
    return strength


def _role(key: str) -> tuple[str, str]:
    """The layer that a matrix is for, and which of its two it is."""
    layer, _, role = key.removeprefix(PREFIX).partition(".lora_")
    return layer, role


def _fits(transformer: "torch.nn.Module", weights: "Mapping[str, torch.Tensor]") -> bool:
    """Whether every matrix meets a layer of the size it was made for. A LoRA of another model mostly meets none."""
    layers = {name: module for name, module in transformer.named_modules() if hasattr(module, "in_features")}
    ranks: dict[str, set[tuple[str, int]]] = {}
    for key, matrix in weights.items():
        if not key.startswith(PREFIX):
            return False
        name, role = _role(key)
        layer = layers.get(name)
        if (
            role not in (DOWN, UP, BIAS)
            or layer is None
            or matrix.ndim != (1 if role == BIAS else 2)
            or not matrix.is_floating_point()
        ):
            return False
        if role == DOWN and matrix.shape[1] != layer.in_features:
            return False
        if role != DOWN and matrix.shape[0] != layer.out_features:
            return False
        if role != BIAS:
            ranks.setdefault(name, set()).add((role, matrix.shape[0] if role == DOWN else matrix.shape[1]))
    pairs = [{rank for _, rank in found} for found in ranks.values() if len(found) == 2]
    return bool(ranks) and len(pairs) == len(ranks) and all(len(rank) == 1 and min(rank) > 0 for rank in pairs)


def _misfit(row: ModelRow, lora: WantedLora) -> WorkerFailure:
    if lora.field is None:
        return WorkerFailure("MODEL_UNAVAILABLE", f"The preset's own LoRA does not fit {row.label}.", "runtime.preset")
    made_for = _says_it_was_made_for(lora.path)
    said = f" Its file says: {made_for}." if made_for else ""
    text = f"This LoRA was made for another model than {row.label}, or its file is damaged.{said}"
    return WorkerFailure("INVALID_INPUT", text, lora.field)


def _says_it_was_made_for(path: Path) -> str | None:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
    except (SafetensorError, OSError):
        return None
    said = next((metadata[name] for name in BASE_NAMES if metadata.get(name)), None)
    return said[:100] if said else None
