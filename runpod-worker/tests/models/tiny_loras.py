"""LoRAs of random numbers for the tiny models, made with peft and saved as trainers save them."""

from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model_state_dict
from safetensors.torch import save_file

from vx_worker.engines.base import LoraFile
from vx_worker.schema import LoraTarget

WAN_NAMES = {
    "attn1": "self_attn",
    "attn2": "cross_attn",
    "to_q": "q",
    "to_k": "k",
    "to_v": "v",
    "to_out.0": "o",
    "ffn.net.0.proj": "ffn.0",
    "ffn.net.2": "ffn.2",
}


def make_lora(transformer: Any, seed: int = 1, rank: int = 4) -> dict[str, torch.Tensor]:
    """Trained by chance: its effect is large enough to be seen. The transformer is left as it was."""
    torch.manual_seed(seed)
    transformer.add_adapter(
        LoraConfig(r=rank, lora_alpha=rank, target_modules=["to_q", "to_k", "to_v", "to_out.0"]), "made"
    )
    weights = get_peft_model_state_dict(transformer, adapter_name="made")
    lora = {name: torch.randn_like(matrix) for name, matrix in weights.items()}
    transformer.unload_lora()
    return lora


def in_wan_names(lora: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """As ComfyUI and Wan's own code call them, with the alpha of each layer."""
    renamed: dict[str, torch.Tensor] = {}
    for name, matrix in lora.items():
        for diffusers_name, wan_name in WAN_NAMES.items():
            name = name.replace(diffusers_name, wan_name)
        renamed[f"diffusion_model.{name}"] = matrix
        if name.endswith("lora_A.weight"):
            renamed[f"diffusion_model.{name.removesuffix('lora_A.weight')}alpha"] = torch.tensor(float(matrix.shape[0]))
    return renamed


def in_diffusers_names(lora: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """As diffusers saves them."""
    return {f"transformer.{name}": matrix for name, matrix in lora.items()}


def save_lora(
    folder: Path,
    weights: dict[str, torch.Tensor],
    *,
    scale: float = 1.0,
    target: LoraTarget = "auto",
    metadata: dict[str, str] | None = None,
) -> LoraFile:
    """The file, as the worker has it after checking its hash."""
    path = folder / f"lora-{len(list(folder.iterdir()))}.safetensors"
    save_file({name: matrix.contiguous() for name, matrix in weights.items()}, path, metadata=metadata)
    return LoraFile(path=path, sha256="0" * 64, scale=scale, target=target)
