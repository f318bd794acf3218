"""Models of every kind with random weights, small enough for a CPU: `python -m vx_worker.tiny_models DIR`.

They make noise, by the same code as the real ones. DIR gets one folder for each, and `registry.json` for
VX_REGISTRY_EXTRA. Nothing is fetched.
"""

import json
import string
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

REGISTRY_NAME = "registry.json"
SEED = 20261127
TEXT_WIDTH = 32
MAX_TOKENS = 16


def write_tiny_models(folder: Path) -> Path:
    """Writes them all, and gives the path of their registry."""
    import torch

    rows = []
    for row, build in _models():
        torch.manual_seed(SEED)
        repo = folder / row["id"]
        build().save_pretrained(repo)
        rows.append({**row, "repo": str(repo.resolve())})
    registry = folder / REGISTRY_NAME
    registry.write_text(json.dumps({"schema": 1, "models": rows}, indent=2))
    return registry


def _models() -> list[tuple[dict[str, Any], Callable[[], Any]]]:
    text, picture = {"text_to_video": "WanPipeline"}, {"image_to_video": "WanImageToVideoPipeline"}
    two = ["transformer", "transformer_2"]
    return [
        (_row("tiny-wan", text), _wan_t2v),
        (_row("tiny-wan-image", text | picture, multiple_of=32), _wan_ti2v),
        (_row("tiny-wan-a14b", text, targets=two), _wan_a14b_t2v),
        (_row("tiny-wan-a14b-image", picture, targets=two, last_image=True), _wan_a14b_i2v),
        (_row("tiny-cogvideox", {"text_to_video": "CogVideoXPipeline"}, family="cogvideox"), _cogvideox),
    ]


def _row(
    model_id: str,
    pipelines: dict[str, str],
    *,
    family: str = "wan",
    multiple_of: int = 16,
    targets: list[str] | None = None,
    last_image: bool = False,
) -> dict[str, Any]:
    targets = targets or ["transformer"]
    is_wan, has_two = family == "wan", len(targets) == 2
    preset = {
        "scheduler": "unipc" if is_wan else "as_shipped",
        "num_inference_steps": 2,
        "guidance_scale": 4.0,
        "guidance_scale_2": 3.0 if has_two else None,
        "flow_shift": 3.0 if is_wan else None,
        "cache": "none",
        "loras": [],
    }
    presets = {"quality": {**preset, "num_inference_steps": 4}, "balanced": preset}
    if has_two:
        fast = {"scheduler": "euler", "num_inference_steps": 4, "guidance_scale": 1.0, "guidance_scale_2": 1.0}
        presets["turbo"] = {**preset, **fast, "flow_shift": 5.0}
    return {
        "id": model_id,
        "label": model_id.replace("-", " ").title(),
        "family": family,
        "repo": "",
        "revision": None,
        "licence": "MIT",
        "pipelines": pipelines,
        "dtypes": {"default": "float32"},
        "max_tokens": MAX_TOKENS,
        "size": {
            "multiple_of": multiple_of,
            "min_side": 32,
            "max_side": 256,
            "max_pixels": 256 * 256,
            "presets": [[64, 64], [128, 64], [64, 128]],
            "presets_only": False,
        },
        "frames": {"base": 1, "step": 4 if is_wan else 8, "min": 5 if is_wan else 9, "max": 81, "default": 9},
        "fps": {"min": 1, "max": 60, "default": 8},
        "last_image": last_image,
        "negative_prompt": True,
        "flow_shift": is_wan,
        "second_guidance": has_two,
        "tile_vae": False,
        "lora": {"base": "wan-1.3b" if is_wan else "cogvideox-2b", "targets": targets},
        "presets": presets,
        "vram": [{"offload": "none", "gb": 0.1, "gb_at_max_pixels": None, "source": "estimate"}],
        "published": [],
    }


def _tokenizer() -> Any:
    """Letters only; every text is a row of them and an end."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    letters = [(letter, -5.0) for letter in "▁" + string.ascii_letters + string.digits]
    vocabulary = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *letters]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=2))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    marks = {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=512, **marks)


def _text_encoder(*, umt5: bool) -> Any:
    import transformers

    kind = "UMT5" if umt5 else "T5"
    config = getattr(transformers, f"{kind}Config")(
        vocab_size=80,
        d_model=TEXT_WIDTH,
        d_kv=8,
        d_ff=37,
        num_layers=2,
        num_heads=4,
        feed_forward_proj="gated-gelu",
    )
    return getattr(transformers, f"{kind}EncoderModel")(config).eval()


def _wan_transformer(channels: int, *, in_channels: int | None = None) -> Any:
    from diffusers import WanTransformer3DModel

    return WanTransformer3DModel(
        patch_size=(1, 2, 2),
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=in_channels or channels,
        out_channels=channels,
        text_dim=TEXT_WIDTH,
        freq_dim=64,
        ffn_dim=32,
        num_layers=2,
        cross_attn_norm=True,
        qk_norm="rms_norm_across_heads",
        # Weighs nothing, and reaches as far as the largest side that a real model draws.
        rope_max_seq_len=128,
    ).eval()


def _wan_parts() -> dict[str, Any]:
    from diffusers import AutoencoderKLWan, UniPCMultistepScheduler

    return {
        "tokenizer": _tokenizer(),
        "text_encoder": _text_encoder(umt5=True),
        "vae": AutoencoderKLWan(
            base_dim=3,
            z_dim=16,
            dim_mult=[1, 1, 1, 1],
            num_res_blocks=1,
            temperal_downsample=[False, True, True],
        ).eval(),
        "scheduler": UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0),
    }


def _wan_t2v() -> Any:
    from diffusers import WanPipeline

    return WanPipeline(**_wan_parts(), transformer=_wan_transformer(16))


def _wan_ti2v() -> Any:
    from diffusers import AutoencoderKLWan, WanPipeline

    vae = AutoencoderKLWan(
        base_dim=3,
        z_dim=48,
        in_channels=12,
        out_channels=12,
        is_residual=True,
        patch_size=2,
        latents_mean=[0.0] * 48,
        latents_std=[1.0] * 48,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        scale_factor_spatial=16,
        scale_factor_temporal=4,
        temperal_downsample=[False, True, True],
    ).eval()
    return WanPipeline(**{**_wan_parts(), "vae": vae}, transformer=_wan_transformer(48), expand_timesteps=True)


def _wan_a14b_t2v() -> Any:
    from diffusers import WanPipeline

    return WanPipeline(
        **_wan_parts(), transformer=_wan_transformer(16), transformer_2=_wan_transformer(16), boundary_ratio=0.875
    )


def _wan_a14b_i2v() -> Any:
    from diffusers import WanImageToVideoPipeline

    return WanImageToVideoPipeline(
        **_wan_parts(),
        transformer=_wan_transformer(16, in_channels=36),
        transformer_2=_wan_transformer(16, in_channels=36),
        boundary_ratio=0.9,
    )


def _cogvideox() -> Any:
    from diffusers import (
        AutoencoderKLCogVideoX,
        CogVideoXDDIMScheduler,
        CogVideoXPipeline,
        CogVideoXTransformer3DModel,
    )

    return CogVideoXPipeline(
        tokenizer=_tokenizer(),
        text_encoder=_text_encoder(umt5=False),
        vae=AutoencoderKLCogVideoX(
            down_block_types=("CogVideoXDownBlock3D",) * 4,
            up_block_types=("CogVideoXUpBlock3D",) * 4,
            block_out_channels=(8, 8, 8, 8),
            latent_channels=4,
            layers_per_block=1,
            norm_num_groups=2,
            temporal_compression_ratio=4,
        ).eval(),
        transformer=CogVideoXTransformer3DModel(
            num_attention_heads=4,
            attention_head_dim=8,
            in_channels=4,
            out_channels=4,
            time_embed_dim=2,
            text_embed_dim=TEXT_WIDTH,
            num_layers=2,
            sample_width=8,
            sample_height=8,
            sample_frames=9,
            patch_size=2,
            temporal_compression_ratio=4,
            max_text_seq_length=MAX_TOKENS,
        ).eval(),
        scheduler=CogVideoXDDIMScheduler(),
    )


def main(arguments: list[str]) -> int:
    """The command. Prints the path of the registry."""
    if len(arguments) != 1:
        sys.stderr.write("python -m vx_worker.tiny_models DIR\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"{write_tiny_models(folder)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
