"""Tiny models under the names of real ones, with their sizes, frames and presets: `python stand_in_models.py DIR`.

A studio orders what it always orders, and a CPU renders it. Prints the path of the registry, for VX_REGISTRY_EXTRA.
"""

import json
import sys
from pathlib import Path

from vx_worker.registry import REGISTRY_FILE, ModelRow, read_registry
from vx_worker.tiny_models import write_tiny_models

STAND_INS = {"wan2.1-t2v-1.3b": "tiny-wan", "wan2.2-ti2v-5b": "tiny-wan-image"}


def write_stand_ins(folder: Path) -> Path:
    """Writes the tiny models, and the registry that has them under other names."""
    tiny = {row.id: row for row in read_registry(write_tiny_models(folder))}
    rows = [_stand_in(row, tiny[STAND_INS[row.id]]) for row in read_registry(REGISTRY_FILE) if row.id in STAND_INS]
    registry = folder / "stand-ins.json"
    registry.write_text(json.dumps({"schema": 1, "models": [row.model_dump(mode="json") for row in rows]}))
    return registry


def _stand_in(row: ModelRow, tiny: ModelRow) -> ModelRow:
    return row.model_copy(
        update={"repo": tiny.repo, "revision": tiny.revision, "dtypes": tiny.dtypes, "vram": tiny.vram}
    )


if __name__ == "__main__":
    FOLDER = Path(sys.argv[1])
    FOLDER.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"{write_stand_ins(FOLDER)}\n")
