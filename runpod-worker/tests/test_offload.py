"""Where a job begins on the ladder, and where it climbs to: arithmetic alone, without torch."""

from typing import Any

import pytest

from sample_orders import order
from vx_worker.device import CPU, Device
from vx_worker.engines.memory_errors import is_broken_card, is_out_of_memory
from vx_worker.engines.offload import Rung, RungMemory, climbed_text, first_rung, next_rung
from vx_worker.registry import model_row
from vx_worker.schema import VideoOrder, order_schema


def card(gb: float) -> Device:
    return Device(kind="cuda", name="A card", capability=(8, 9), usable_gb=gb)


def ordered(**changes: Any) -> VideoOrder:
    return order_schema.validate_python(order(**changes))


def first(model: str, device: Device, **changes: Any) -> str:
    row = model_row(model)
    width, height = row.size.presets[0]
    sized = {"width": width, "height": height, "num_frames": row.frames.default}
    return first_rung(row, ordered(**{**sized, **changes}), device).describe()


@pytest.mark.parametrize(
    ("model", "gb", "rung"),
    [
        ("wan2.2-ti2v-5b", 79, "none"),
        ("wan2.2-ti2v-5b", 23.5, "model"),
        ("wan2.2-ti2v-5b", 16, "group"),
        ("wan2.2-ti2v-5b", 8, "group+tiled_vae"),
        ("wan2.1-t2v-1.3b", 8.5, "group"),
        ("wan2.2-t2v-a14b", 139, "none"),
        ("wan2.2-t2v-a14b", 79, "model"),
        ("wan2.2-t2v-a14b", 24, "group"),
        ("cogvideox-2b", 24, "none+tiled_vae"),
        ("cogvideox-2b", 8, "sequential+tiled_vae"),
    ],
)
def test_a_job_begins_with_the_fastest_way_that_fits_the_card(model: str, gb: float, rung: str) -> None:
    assert first(model, card(gb)) == rung


def test_a_large_picture_needs_more_where_the_registry_knows_it() -> None:
    assert first("wan2.2-t2v-a14b", card(50)) == "model"
    assert first("wan2.2-t2v-a14b", card(50), width=1280, height=720) == "group"


def test_what_the_order_says_wins_over_the_card() -> None:
    runtime = {"offload": "group", "vae_tiling": "on"}
    assert first("wan2.2-ti2v-5b", card(79), runtime=runtime) == "group+tiled_vae"
    assert first("cogvideox-2b", card(79), runtime={"vae_tiling": "off"}) == "none"


def test_on_a_cpu_nothing_is_offloaded() -> None:
    assert first("wan2.2-t2v-a14b", CPU) == "none"


def test_the_ladder_ends() -> None:
    rung: Rung | None = Rung("none")
    climbed = []
    while rung is not None:
        climbed.append(rung.describe())
        rung = next_rung(rung, decoding=False, has_loras=False)

    assert climbed == ["none", "model+tiled_vae", "group+tiled_vae", "group+fp8_storage+tiled_vae"]
    assert next_rung(Rung("group", tiled_vae=True), decoding=False, has_loras=True) is None
    assert next_rung(Rung("sequential", tiled_vae=True), decoding=True, has_loras=False) is None


@pytest.mark.parametrize("offload", ["none", "model", "group", "sequential"])
def test_decoding_tries_tiles_first(offload: Any) -> None:
    assert next_rung(Rung(offload), decoding=True, has_loras=True) == Rung(offload, tiled_vae=True)


def test_each_rung_needs_less_than_the_one_below() -> None:
    ladder = [Rung("none"), Rung("none", True), Rung("model"), Rung("group", True), Rung("group", True, True)]

    assert [rung.height for rung in ladder] == sorted({rung.height for rung in ladder})


def test_what_was_learned_holds_for_jobs_as_large_that_leave_the_choice() -> None:
    memory = RungMemory()
    memory.learn("m", ordered(num_frames=49), Rung("group", True, True))

    def begin(**changes: Any) -> Rung:
        has_loras = changes.pop("has_loras", False)
        return memory.better_first("m", ordered(**changes), Rung("none"), has_loras=has_loras)

    assert begin(num_frames=49) == Rung("group", True, True)
    assert begin(num_frames=49, has_loras=True) == Rung("group", True)
    assert begin(num_frames=45) == Rung("none")
    assert begin(num_frames=81, runtime={"offload": "none"}) == Rung("none")
    assert memory.better_first("other", ordered(), Rung("none"), has_loras=False) == Rung("none")


def test_what_a_small_job_taught_does_not_wipe_out_what_a_large_one_did() -> None:
    memory = RungMemory()
    large, small = ordered(num_frames=81), ordered(num_frames=49)
    memory.learn("m", large, Rung("group", True))
    memory.learn("m", small, Rung("model", True))

    assert memory.better_first("m", large, Rung("none"), has_loras=False) == Rung("group", True)
    assert memory.better_first("m", small, Rung("none"), has_loras=False) == Rung("model", True)


def test_a_warning_says_what_was_done_and_what_it_cost() -> None:
    assert "tiles" in climbed_text(Rung("none", True))
    assert "main memory" in climbed_text(Rung("model", True))
    assert "8 bits" in climbed_text(Rung("group", True, True))


class OutOfMemoryError(RuntimeError):
    """Named as torch's."""


@pytest.mark.parametrize(
    ("error", "memory", "broken"),
    [
        (OutOfMemoryError("anything"), True, False),
        (MemoryError(), True, False),
        (RuntimeError("CUDA out of memory. Tried to allocate"), True, False),
        (RuntimeError("CUDA error: out of memory"), True, False),
        (RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"), True, False),
        (RuntimeError("CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"), True, False),
        (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"), True, False),
        (ValueError("CUDA out of memory"), False, False),
        (RuntimeError("CUDA error: an illegal memory access was encountered"), False, True),
        (RuntimeError("CUDA error: uncorrectable ECC error encountered"), False, True),
        (RuntimeError("CUDA error: device-side assert triggered"), False, True),
        (RuntimeError("shapes cannot be multiplied"), False, False),
    ],
)
def test_errors_of_the_card_are_told_apart(error: Exception, memory: bool, broken: bool) -> None:
    assert (is_out_of_memory(error), is_broken_card(error)) == (memory, broken)
