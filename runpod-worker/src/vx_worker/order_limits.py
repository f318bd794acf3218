"""Whether a model can render an order at all: its size, frames and everything else that can be told without weights."""

from vx_worker.errors import WorkerFailure
from vx_worker.registry import ModelRow, frames_fit, preset_of, size_fits
from vx_worker.schema import ImageToVideoOrder, VideoOrder


def check_order(row: ModelRow, order: VideoOrder) -> None:
    """Raises WorkerFailure INVALID_INPUT with the first field that is beyond the model."""
    if order.kind not in row.pipelines:
        raise _refused(f"{row.label} cannot do {order.kind}; it does {', '.join(row.kinds)}.", "kind")
    preset_of(row, order.runtime.preset)
    _check_size(row, order)
    _check_time(row, order)
    _check_guidance(row, order)
    if isinstance(order, ImageToVideoOrder) and order.last_image is not None and not row.last_image:
        raise _refused(f"{row.label} takes no last picture.", "last_image")
    if order.negative_prompt.strip() and not row.negative_prompt:
        raise _refused(f"{row.label} takes no negative prompt.", "negative_prompt")
    for index, lora in enumerate(order.loras):
        if lora.target != "auto" and lora.target not in row.lora.targets:
            raise _refused(f"{row.label} has one transformer only.", f"loras.{index}.target")


def _check_size(row: ModelRow, order: VideoOrder) -> None:
    grid = row.size
    if size_fits(grid, order.width, order.height):
        return
    sizes = ", ".join(f"{width}x{height}" for width, height in grid.presets)
    if grid.presets_only:
        raise _refused(f"{row.label} makes {sizes} only.", "width" if order.width != grid.presets[0][0] else "height")
    for field, side in (("width", order.width), ("height", order.height)):
        if side % grid.multiple_of != 0:
            raise _refused(f"A side must be a multiple of {grid.multiple_of} for {row.label}; {side} is not.", field)
        if not grid.min_side <= side <= grid.max_side:
            raise _refused(
                f"A side is {grid.min_side} to {grid.max_side} pixels for {row.label}; {side} is not.", field
            )
    raise _refused(
        f"{order.width}x{order.height} is over the {grid.max_pixels:,} pixels of {row.label}. It does {sizes}.",
        "width" if order.width >= order.height else "height",
    )


def _check_time(row: ModelRow, order: VideoOrder) -> None:
    rule = row.frames
    if not frames_fit(rule, order.num_frames):
        raise _refused(
            f"Frames of {row.label} are {rule.base} + a multiple of {rule.step}, from {rule.min} to {rule.max}; "
            f"{order.num_frames} are not.",
            "num_frames",
        )
    if not row.fps.min <= order.fps <= row.fps.max:
        raise _refused(f"{row.label} is shown at {row.fps.min} to {row.fps.max} frames a second.", "fps")


def _check_guidance(row: ModelRow, order: VideoOrder) -> None:
    if order.flow_shift is not None and not row.flow_shift:
        raise _refused(f"{row.label} has no flow shift.", "flow_shift")
    if order.guidance_scale_2 is not None and not row.second_guidance:
        raise _refused(f"{row.label} has one transformer, so one guidance scale.", "guidance_scale_2")


def _refused(message: str, field: str) -> WorkerFailure:
    return WorkerFailure("INVALID_INPUT", message, field)
