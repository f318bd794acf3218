"""Wan 2.1 and 2.2: from words, from a picture, between two pictures, with one transformer or two."""

from typing import TYPE_CHECKING

from vx_worker.engines.base import RenderInputs
from vx_worker.engines.families import EncodedPrompt, Pipeline, StepCallback, common_arguments
from vx_worker.engines.pictures import cover
from vx_worker.schema import VideoOrder

if TYPE_CHECKING:
    import torch


class WanFamily:
    """WanPipeline and WanImageToVideoPipeline."""

    def denoise(
        self,
        pipe: Pipeline,
        order: VideoOrder,
        inputs: RenderInputs,
        prompt: EncodedPrompt,
        on_step: StepCallback,
    ) -> "torch.Tensor":
        """See Family."""
        arguments = common_arguments(order, prompt, on_step)
        if pipe.config.boundary_ratio is not None:
            arguments["guidance_scale_2"] = order.guidance_scale_2
        if inputs.image is not None:
            arguments["image"] = cover(inputs.image, order.width, order.height)
            if inputs.last_image is not None:
                arguments["last_image"] = cover(inputs.last_image, order.width, order.height)
        return pipe(**arguments).frames

    def decode(self, pipe: Pipeline, latents: "torch.Tensor") -> "torch.Tensor":
        """See Family."""
        import torch

        vae = pipe.vae
        latents = latents.to(pipe._execution_device, dtype=vae.dtype)

        def per_channel(values: list[float]) -> "torch.Tensor":
            return torch.tensor(values).view(1, vae.config.z_dim, 1, 1, 1).to(latents.device, latents.dtype)

        with torch.no_grad():
            latents = latents * per_channel(vae.config.latents_std) + per_channel(vae.config.latents_mean)
            return vae.decode(latents, return_dict=False)[0]
