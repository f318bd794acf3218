"""CogVideoX: from words."""

from typing import TYPE_CHECKING

from vx_worker.engines.base import RenderInputs
from vx_worker.engines.families import EncodedPrompt, Pipeline, StepCallback, common_arguments
from vx_worker.schema import VideoOrder

if TYPE_CHECKING:
    import torch


class CogVideoXFamily:
    """CogVideoXPipeline."""

    def denoise(
        self,
        pipe: Pipeline,
        order: VideoOrder,
        inputs: RenderInputs,  # noqa: ARG002
        prompt: EncodedPrompt,
        on_step: StepCallback,
    ) -> "torch.Tensor":
        """See Family."""
        return pipe(**common_arguments(order, prompt, on_step)).frames

    def decode(self, pipe: Pipeline, latents: "torch.Tensor") -> "torch.Tensor":
        """See Family."""
        import torch

        with torch.no_grad():
            return pipe.decode_latents(latents.to(pipe._execution_device, dtype=pipe.vae.dtype))
