"""The one pipeline that this process keeps loaded, and how it is spread over the card."""

import inspect
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from vx_worker.device import Device, dtypes_of, give_memory_back
from vx_worker.engines.offload import Rung
from vx_worker.engines.prompt_cache import PromptCache
from vx_worker.errors import WorkerFailure
from vx_worker.registry import Kind, ModelRow, Transformer
from vx_worker.weights import FoundWeights

if TYPE_CHECKING:
    import torch

BLOCKS_PER_GROUP = 2
"""Transformer blocks that are on the card at once while the model is streamed; the next two are under way meanwhile."""

PIPELINE_CONFIG = ("boundary_ratio", "expand_timesteps")
"""What Wan's pipelines are told besides their components."""


class ResidentPipeline:
    """A loaded model. Its components are shared by the pipelines of its kinds, of which one stands at a time."""

    def __init__(self, row: ModelRow, kind: Kind, found: FoundWeights, device: Device) -> None:
        import diffusers
        from safetensors import SafetensorError

        self.row = row
        self.revision = found.revision
        self.prompts = PromptCache()
        self.is_whole = True
        """False once its layers were left half changed: the next job loads it anew."""
        self._device = device
        self._kind = kind
        self._dtypes = dtypes_of(row, device)
        self._rung: Rung | None = None
        diffusers.utils.logging.set_verbosity_error()
        diffusers.utils.logging.disable_progress_bar()
        try:
            self.pipe: Any = getattr(diffusers, row.pipelines[kind]).from_pretrained(
                found.path, dtype=self._dtypes, local_files_only=True
            )
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            text = f"The weights of {row.label} on this worker are not whole."
            raise WorkerFailure("MODEL_UNAVAILABLE", text, "model") from error
        self.pipe.set_progress_bar_config(disable=True)
        self.shipped_scheduler = self.pipe.scheduler

    @property
    def dtype_name(self) -> str:
        """How the transformer's numbers are kept, as the answer says it."""
        return str(self._dtypes["default"]).removeprefix("torch.")

    @property
    def transformers(self) -> "Sequence[torch.nn.Module]":
        """One, or the two of A14B."""
        names: tuple[Transformer, ...] = ("transformer", "transformer_2")
        return [part for name in names if (part := getattr(self.pipe, name, None)) is not None]

    def can_be_placed(self, rung: Rung) -> bool:
        """Whether `place` can get there. Groups and 8 bits are not undone: the model is loaded anew instead."""
        now = self._rung
        if not self.is_whole or now is None:
            return self.is_whole
        is_streamed = now.offload in ("group", "sequential")
        if is_streamed or now.eight_bit:
            return (now.offload, now.eight_bit) == (rung.offload, rung.eight_bit)
        return not rung.eight_bit

    def place(self, kind: Kind, rung: Rung) -> None:
        """Spreads the model as `rung` says, under the pipeline of `kind`."""
        import torch

        self._stand_as(kind)
        now = self._rung
        if now is None or (now.offload, now.eight_bit) != (rung.offload, rung.eight_bit):
            self.pipe.remove_all_hooks()
            if rung.eight_bit:
                for transformer in self.transformers:
                    transformer.enable_layerwise_casting(
                        storage_dtype=torch.float8_e4m3fn, compute_dtype=self._dtypes["default"]
                    )
            self._spread(rung)
        if rung.tiled_vae:
            self.pipe.vae.enable_tiling()
        else:
            self.pipe.vae.disable_tiling()
        self._rung = rung

    @contextmanager
    def changing_layers(self) -> Iterator[None]:
        """Layers may be added or taken off inside. Whole models that wait in main memory are hooked anew afterwards.

        diffusers does so by itself too, but on the first card it finds.
        """
        hooked = self._rung is not None and self._rung.offload == "model"
        if hooked:
            self.pipe.remove_all_hooks()
        try:
            yield
        finally:
            if hooked and self.is_whole:
                self.pipe.enable_model_cpu_offload(device=self._device.torch_name)

    def _stand_as(self, kind: Kind) -> None:
        if kind == self._kind:
            return
        import diffusers

        wanted = getattr(diffusers, self.row.pipelines[kind])
        if type(self.pipe) is not wanted:
            with self.changing_layers():
                self.pipe = self._other_pipeline(wanted)
        self._kind = kind

    def _other_pipeline(self, wanted: Any) -> Any:
        # Not from_pipe: that casts every weight to float32.
        accepted = inspect.signature(wanted.__init__).parameters
        parts = {name: part for name, part in self.pipe.components.items() if name in accepted}
        config = {name: self.pipe.config[name] for name in PIPELINE_CONFIG if name in accepted}
        other = wanted(**parts, **config)
        other.set_progress_bar_config(disable=True)
        return other

    def _spread(self, rung: Rung) -> None:
        import torch

        device = torch.device(self._device.torch_name)
        if rung.offload == "none":
            self.pipe.to(device)
        elif rung.offload == "model":
            self.pipe.enable_model_cpu_offload(device=self._device.torch_name)
        else:
            self.pipe.to("cpu")
            streams = device.type == "cuda"
            # accelerate's sequential offloading fails on the weights of transformers 5; single layers in groups come to
            # the same. Groups of blocks are moved by a model's forward, which decoding does not call: there the small
            # VAE stays on the card.
            self.pipe.enable_group_offload(
                onload_device=device,
                offload_device=torch.device("cpu"),
                offload_type="block_level" if rung.offload == "group" else "leaf_level",
                num_blocks_per_group=BLOCKS_PER_GROUP if rung.offload == "group" else None,
                use_stream=streams,
                non_blocking=streams,
                low_cpu_mem_usage=streams,
                exclude_modules=["vae"] if rung.offload == "group" else None,
            )


Loader = Callable[[], ResidentPipeline]


class Residency:
    """Who is loaded. One model per process: two would not fit the card that one was chosen for."""

    def __init__(self) -> None:
        self._resident: ResidentPipeline | None = None
        self._in_use = threading.Lock()

    @property
    def loaded(self) -> ResidentPipeline | None:
        """What is loaded now."""
        return self._resident

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Only one job may use the card. A second one at the same time is a bug of whoever calls."""
        if not self._in_use.acquire(blocking=False):
            raise RuntimeError("a second render was begun in this process")
        try:
            yield
        finally:
            self._in_use.release()

    def holding(self, row: ModelRow, kind: Kind, rung: Rung, load: Loader) -> ResidentPipeline:
        """The model, placed. `load` is called where it is not there, or cannot be brought to `rung` as it is."""
        if self._resident is None or self._resident.row != row or not self._resident.can_be_placed(rung):
            self.evict()
            self._resident = load()
        self._resident.place(kind, rung)
        return self._resident

    def evict(self) -> None:
        """Nothing is loaded afterwards, and its memory is free."""
        if self._resident is not None:
            self._resident = None
            give_memory_back()
