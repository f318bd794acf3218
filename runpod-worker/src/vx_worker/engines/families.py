"""What differs between families of models: how a pipeline is called, and how its latents become a picture."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from vx_worker.engines.base import RenderInputs
from vx_worker.schema import VideoOrder

if TYPE_CHECKING:
    import torch

# diffusers' pipelines carry no types of their own that could be checked against.
Pipeline = Any
StepCallback = Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class EncodedPrompt:
    """`negative` is None where no guidance is used."""

    prompt: "torch.Tensor"
    negative: "torch.Tensor | None"


class Family(Protocol):
    """Of models that diffusers runs with the same code."""

    def denoise(
        self,
        pipe: Pipeline,
        order: VideoOrder,
        inputs: RenderInputs,
        prompt: EncodedPrompt,
        on_step: StepCallback,
    ) -> "torch.Tensor":
        """The latents of the clip, not decoded. Whatever `on_step` raises comes out of here."""
        ...

    def decode(self, pipe: Pipeline, latents: "torch.Tensor") -> "torch.Tensor":
        """1 x 3 x frames x height x width, from -1 to 1."""
        ...


def common_arguments(order: VideoOrder, prompt: EncodedPrompt, on_step: StepCallback) -> dict[str, Any]:
    """What every video pipeline of diffusers is called with.

    Noise is drawn on the CPU, so that a seed means the same on every card and with every way of offloading.
    """
    import torch

    return {
        "prompt_embeds": prompt.prompt,
        "negative_prompt_embeds": prompt.negative,
        "width": order.width,
        "height": order.height,
        "num_frames": order.num_frames,
        "num_inference_steps": order.num_inference_steps,
        "guidance_scale": order.guidance_scale,
        "generator": torch.Generator("cpu").manual_seed(order.seed),
        "output_type": "latent",
        "callback_on_step_end": on_step,
        "callback_on_step_end_tensor_inputs": [],
    }
