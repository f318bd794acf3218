"""One render with diffusers: load, encode the prompt, denoise, decode; again with less where memory was too small."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vx_worker.context import JobContext
from vx_worker.device import Device, give_memory_back, peak_memory_gb, start_measuring_memory
from vx_worker.engines.attention import NATIVE, choose_attention
from vx_worker.engines.base import RenderedFrames, RenderInputs
from vx_worker.engines.families import EncodedPrompt, Family
from vx_worker.engines.first_block_cache import with_first_block_cache
from vx_worker.engines.frames import frames_of
from vx_worker.engines.loras import WantedLora, with_loras
from vx_worker.engines.memory_errors import is_broken_card, is_out_of_memory
from vx_worker.engines.offload import MAX_CLIMBS, Rung, RungMemory, climbed_text, first_rung, next_rung
from vx_worker.engines.resident import Residency, ResidentPipeline
from vx_worker.engines.schedulers import make_scheduler
from vx_worker.errors import JobCancelled, WorkerFailure
from vx_worker.order_limits import check_order
from vx_worker.registry import ModelRow, preset_of
from vx_worker.schema import MadeWith, VideoOrder
from vx_worker.version import WORKER_VERSION
from vx_worker.weights import WeightsPlaces, find_weights

if TYPE_CHECKING:
    import torch

LoadPipeline = Callable[[ModelRow, VideoOrder, WeightsPlaces, Device], ResidentPipeline]


def load_pipeline(row: ModelRow, order: VideoOrder, places: WeightsPlaces, device: Device) -> ResidentPipeline:
    """Finds the weights, fetches them where it must, and reads them into main memory."""
    return ResidentPipeline(row, order.kind, find_weights(row.repo, row.revision, places), device)


class DiffusersEngine:
    """Renders one model of the registry. `residency` and `rungs` are of the process, shared by all engines."""

    def __init__(
        self,
        row: ModelRow,
        family: Family,
        residency: Residency,
        rungs: RungMemory,
        probe: Callable[[], Device],
        places: WeightsPlaces,
        load: LoadPipeline = load_pipeline,
    ) -> None:
        self.row = row
        self._family = family
        self._residency = residency
        self._rungs = rungs
        self._probe = probe
        self._places = places
        self._load = load

    def check(self, order: VideoOrder) -> None:
        """See RenderEngine."""
        check_order(self.row, order)

    def render(self, order: VideoOrder, inputs: RenderInputs, ctx: JobContext) -> RenderedFrames:
        """See RenderEngine."""
        self.check(order)
        with self._residency.alone():
            try:
                return self._climbing(order, inputs, ctx)
            except (WorkerFailure, JobCancelled):
                raise
            except BaseException as error:
                self._residency.evict()
                if is_broken_card(error):
                    text = "The GPU reported an error and has to be restarted. Nothing was stored."
                    raise WorkerFailure("INTERNAL", text, refresh_worker=True) from error
                raise

    def _climbing(self, order: VideoOrder, inputs: RenderInputs, ctx: JobContext) -> RenderedFrames:
        device = self._probe()
        start_measuring_memory()
        has_loras = bool(inputs.loras or preset_of(self.row, order.runtime.preset).loras)
        first = first_rung(self.row, order, device)
        rung = self._rungs.better_first(self.row.id, order, first, has_loras=has_loras)
        attempt = _Attempt(self.row, self._family, self._residency, self._places, self._load, device)
        for climbs in range(MAX_CLIMBS + 1):
            rendered = self._try_once(attempt, order, inputs, ctx, rung)
            if rendered is not None:
                if climbs > 0:
                    self._rungs.learn(self.row.id, order, rung)
                return rendered
            # Outside of the except clause: the error's frames still held the tensors that were too many.
            give_memory_back()
            higher = next_rung(rung, decoding=attempt.latents is not None, has_loras=has_loras)
            if higher is None or climbs == MAX_CLIMBS:
                break
            rung = higher
            ctx.warn(climbed_text(rung))
        self._residency.evict()
        raise WorkerFailure("OUT_OF_MEMORY", _too_large(self.row, order))

    def _try_once(
        self, attempt: "_Attempt", order: VideoOrder, inputs: RenderInputs, ctx: JobContext, rung: Rung
    ) -> RenderedFrames | None:
        """None: the memory was too little."""
        try:
            return attempt.run(order, inputs, ctx, rung)
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            return None


class _Attempt:
    """One job's tries. `latents`: what was denoised already, so that only decoding is tried again."""

    def __init__(
        self,
        row: ModelRow,
        family: Family,
        residency: Residency,
        places: WeightsPlaces,
        load: LoadPipeline,
        device: Device,
    ) -> None:
        self.latents: torch.Tensor | None = None
        self._row = row
        self._family = family
        self._residency = residency
        self._places = places
        self._load = load
        self._device = device
        self._cold = False
        self._attention = NATIVE
        self._cache = "none"

    def run(self, order: VideoOrder, inputs: RenderInputs, ctx: JobContext, rung: Rung) -> RenderedFrames:
        """Every stage that is not done yet."""
        ctx.stage("load")
        places = replace(self._places, waiting=ctx.check_cancelled)
        loras = self._wanted_loras(order, inputs, places)
        resident = self._residency.holding(self._row, order.kind, rung, lambda: self._loaded(order, places))
        ctx.check_cancelled()
        try:
            if self.latents is None:
                self.latents = self._denoised(resident, order, inputs, loras, ctx)
            ctx.stage("decode")
            video = self._family.decode(resident.pipe, self.latents)
        finally:
            resident.pipe.maybe_free_model_hooks()
        return self._rendered(resident, order, rung, video)

    def _loaded(self, order: VideoOrder, places: WeightsPlaces) -> ResidentPipeline:
        self._cold = True
        return self._load(self._row, order, places, self._device)

    def _denoised(
        self,
        resident: ResidentPipeline,
        order: VideoOrder,
        inputs: RenderInputs,
        loras: list[WantedLora],
        ctx: JobContext,
    ) -> "torch.Tensor":
        pipe = resident.pipe
        preset = preset_of(self._row, order.runtime.preset)
        pipe.scheduler = make_scheduler(resident.shipped_scheduler, preset, order.flow_shift)
        self._choose_attention(resident, order, ctx)
        with ExitStack() as for_this_job:
            for_this_job.enter_context(with_loras(resident, loras))
            ctx.stage("encode_prompt")
            prompt = _encode(resident, order)
            self._cache = for_this_job.enter_context(with_first_block_cache(resident.transformers, order, preset, ctx))
            ctx.stage("denoise")

            def on_step(_pipe: Any, step: int, _time: Any, _tensors: dict[str, Any]) -> dict[str, Any]:
                ctx.step(step + 1, order.num_inference_steps)
                return {}

            # Kept in main memory: it is small, and decoding may have to be tried again.
            return self._family.denoise(pipe, order, inputs, prompt, on_step).to("cpu")

    def _wanted_loras(self, order: VideoOrder, inputs: RenderInputs, places: WeightsPlaces) -> list[WantedLora]:
        of_preset = [
            WantedLora(find_weights(lora.repo, lora.revision, places, lora.file).path, lora.scale, [lora.target], None)
            for lora in preset_of(self._row, order.runtime.preset).loras
        ]
        of_person = [
            WantedLora(
                lora.path,
                lora.scale,
                self._row.lora.targets if lora.target == "auto" else [lora.target],
                f"loras.{index}",
            )
            for index, lora in enumerate(inputs.loras)
        ]
        return of_preset + of_person

    def _choose_attention(self, resident: ResidentPipeline, order: VideoOrder, ctx: JobContext) -> None:
        def usable(name: str) -> bool:
            try:
                for transformer in resident.transformers:
                    transformer.set_attention_backend(name)
            except (RuntimeError, ValueError, ImportError, OSError):
                return False
            return True

        self._attention, warning = choose_attention(order.runtime.attention_backend, self._device, usable)
        for transformer in resident.transformers:
            transformer.set_attention_backend(self._attention)
        if warning is not None:
            ctx.warn(warning)

    def _rendered(
        self, resident: ResidentPipeline, order: VideoOrder, rung: Rung, video: "torch.Tensor"
    ) -> RenderedFrames:
        made_with = MadeWith(
            model=self._row.id,
            model_repo=self._row.id if Path(self._row.repo).is_absolute() else self._row.repo,
            revision=resident.revision,
            gpu=self._device.name,
            dtype=resident.dtype_name,
            offload=rung.describe(),
            attention_backend=self._attention.strip("_"),
            cache=self._cache,
            versions=_versions(),
        )

        def finish() -> None:
            rendered.peak_vram_gb = peak_memory_gb()

        num_frames = int(video.shape[2])
        rendered = RenderedFrames(
            frames=frames_of(video, finish),
            width=int(video.shape[4]),
            height=int(video.shape[3]),
            num_frames=num_frames,
            fps=order.fps,
            made_with=made_with,
            cold=self._cold,
        )
        return rendered


def _encode(resident: ResidentPipeline, order: VideoOrder) -> EncodedPrompt:
    import torch

    pipe = resident.pipe
    device = pipe._execution_device

    def encode(text: str) -> "torch.Tensor":
        with torch.no_grad():
            embeds, _ = pipe.encode_prompt(
                text,
                do_classifier_free_guidance=False,
                max_sequence_length=resident.row.max_tokens,
                device=device,
            )
        return embeds

    prompt = resident.prompts.encoded(order.prompt, encode).to(device)
    is_guided = order.guidance_scale > 1
    negative = resident.prompts.encoded(order.negative_prompt, encode).to(device) if is_guided else None
    return EncodedPrompt(prompt, negative)


def _versions() -> dict[str, str]:
    import diffusers
    import torch
    import transformers

    return {
        "worker": WORKER_VERSION,
        "torch": str(torch.__version__),
        "diffusers": diffusers.__version__,
        "transformers": transformers.__version__,
    }


def _too_large(row: ModelRow, order: VideoOrder) -> str:
    smaller = [size for size in row.size.presets if size[0] * size[1] < order.width * order.height]
    advice = f"Try {smaller[0][0]}x{smaller[0][1]}" if smaller else "Try fewer frames"
    asked = f"{order.width}x{order.height}, {order.num_frames} frames"
    return f"{row.label} at {asked} does not fit this GPU's memory. {advice}, or a GPU with more memory."
