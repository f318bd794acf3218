"""Whether a file is what it says: safetensors hold numbers and nothing that runs."""

import json
import struct
from pathlib import Path
from typing import Any

MAX_HEADER_BYTES = 25_000_000
BITS = {
    "BOOL": 8,
    "U8": 8,
    "I8": 8,
    "F8_E4M3": 8,
    "F8_E5M2": 8,
    "F8_E8M0": 8,
    "U16": 16,
    "I16": 16,
    "F16": 16,
    "BF16": 16,
}
BITS |= {"U32": 32, "I32": 32, "F32": 32, "U64": 64, "I64": 64, "F64": 64}


class NotSafetensors(Exception):
    """With the reason in words."""


def check_safetensors(path: Path) -> int:
    """The number of tensors. Reads the header only. Raises NotSafetensors, and OSError where it cannot be read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        first = file.read(8)
        if len(first) < 8:
            raise NotSafetensors("it is too short")
        (length,) = struct.unpack("<Q", first)
        if length > MAX_HEADER_BYTES or 8 + length > size:
            raise NotSafetensors("it has no header")
        text = file.read(length)
    try:
        header = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise NotSafetensors("its header cannot be read") from error
    if not isinstance(header, dict):
        raise NotSafetensors("its header cannot be read")
    tensors = {name: entry for name, entry in header.items() if name != "__metadata__"}
    if not tensors:
        raise NotSafetensors("it holds no weights")
    end = 0
    for begins, ends in sorted(_span(entry) for entry in tensors.values()):
        if begins != end:
            raise NotSafetensors("its parts overlap or leave gaps")
        end = ends
    if 8 + length + end != size:
        raise NotSafetensors("its size is not the one of its header")
    return len(tensors)


def _span(entry: Any) -> tuple[int, int]:
    """Where a tensor lies among the data, which must be exactly as long as its shape says."""
    try:
        bits = BITS[entry["dtype"]]
        begins, ends = entry["data_offsets"]
        shape = entry["shape"]
        whole = all(type(number) is int and number >= 0 for number in (begins, ends, *shape))
    except (KeyError, TypeError, ValueError) as error:
        raise NotSafetensors("a part of it is not described") from error
    if not whole:
        raise NotSafetensors("a part of it is not described")
    given = (ends - begins) * 8
    for side in shape if 0 not in shape else [0]:
        bits *= side
        if bits > given:
            # Not multiplied on: a header of nothing but large numbers would take hours.
            break
    if bits != given:
        raise NotSafetensors("a part of it is not as long as it says")
    return begins, ends
