"""The models at their real size, with random weights: how long a step takes does not depend on what the weights are."""

from dataclasses import dataclass, field
from typing import Any

Config = dict[str, Any]


@dataclass(frozen=True)
class RealSize:
    """`model`: its row in the registry. `spatial`, `temporal`: how much smaller latents are than the picture."""

    model: str
    family: str
    transformer: Config
    vae: Config
    latent_channels: int
    spatial: int
    temporal: int = 4
    text_width: int = 4096
    tokens: int = 512
    sizes: tuple[tuple[int, int, int], ...] = field(default=())
    """Width, height, frames."""


WAN_TRANSFORMER: Config = {
    "patch_size": (1, 2, 2),
    "attention_head_dim": 128,
    "text_dim": 4096,
    "freq_dim": 256,
    "cross_attn_norm": True,
    "qk_norm": "rms_norm_across_heads",
    "eps": 1e-6,
    "rope_max_seq_len": 1024,
}
WAN_5B: Config = {
    "num_layers": 30,
    "num_attention_heads": 24,
    "ffn_dim": 14336,
    "in_channels": 48,
    "out_channels": 48,
}
WAN_1B: Config = {"num_layers": 30, "num_attention_heads": 12, "ffn_dim": 8960, "in_channels": 16, "out_channels": 16}
WAN_14B: Config = {"num_layers": 40, "num_attention_heads": 40, "ffn_dim": 13824, "out_channels": 16}
WAN_VAE: Config = {
    "base_dim": 96,
    "z_dim": 16,
    "dim_mult": [1, 2, 4, 4],
    "num_res_blocks": 2,
    "temperal_downsample": [False, True, True],
}
WAN_5B_VAE: Config = {
    **WAN_VAE,
    "base_dim": 160,
    "decoder_base_dim": 256,
    "z_dim": 48,
    "in_channels": 12,
    "out_channels": 12,
    "is_residual": True,
    "patch_size": 2,
    "latents_mean": [0.0] * 48,
    "latents_std": [1.0] * 48,
    "scale_factor_spatial": 16,
    "scale_factor_temporal": 4,
}

REAL_SIZES: tuple[RealSize, ...] = (
    RealSize("wan2.2-ti2v-5b", "wan", WAN_TRANSFORMER | WAN_5B, WAN_5B_VAE, 48, 16, sizes=((1280, 704, 121),)),
    RealSize("wan2.1-t2v-1.3b", "wan", WAN_TRANSFORMER | WAN_1B, WAN_VAE, 16, 8, sizes=((832, 480, 81),)),
    RealSize(
        "wan2.2-t2v-a14b",
        "wan",
        WAN_TRANSFORMER | WAN_14B | {"in_channels": 16},
        WAN_VAE,
        16,
        8,
        sizes=((832, 480, 81), (1280, 720, 81)),
    ),
    RealSize(
        "wan2.2-i2v-a14b",
        "wan",
        WAN_TRANSFORMER | WAN_14B | {"in_channels": 36},
        WAN_VAE,
        16,
        8,
        sizes=((1280, 720, 81),),
    ),
    RealSize(
        "cogvideox-2b",
        "cogvideox",
        {"num_attention_heads": 30, "num_layers": 30, "sample_frames": 49, "max_text_seq_length": 226},
        {},
        16,
        8,
        tokens=226,
        sizes=((720, 480, 49),),
    ),
)

TINY: tuple[RealSize, ...] = (
    RealSize(
        "tiny",
        "wan",
        WAN_TRANSFORMER
        | WAN_1B
        | {"num_layers": 2, "num_attention_heads": 2, "attention_head_dim": 12, "ffn_dim": 32, "text_dim": 32},
        WAN_VAE | {"base_dim": 3, "dim_mult": [1, 1, 1, 1], "num_res_blocks": 1},
        16,
        8,
        text_width=32,
        tokens=8,
        sizes=((32, 32, 5),),
    ),
)
