"""The bench's program works; its figures need a GPU."""

import importlib.util
from pathlib import Path

import pytest
import torch

PROGRAM = Path(__file__).parents[2] / "bench/gpu_speed.py"


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("gpu_speed", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_prints_a_table_with_a_row_for_each_kernel_that_is_there(bench) -> None:
    written: list[str] = []
    code = bench.main(["--tiny", "--steps", "1", "--decode"], written.append)
    lines = "".join(written).splitlines()

    assert code == 0
    assert f"torch {torch.__version__}" in lines[0]
    assert lines[2].startswith("| model | size |")
    rows = [line.split(" | ") for line in lines[4:]]
    assert [row[3] for row in rows] == ["native"]
    assert float(rows[0][4]) > 0
    assert float(rows[0][7]) >= 0


def test_without_a_gpu_it_measures_nothing(bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main([], lambda _text: None) == 1
    assert "no GPU" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("model", "billions"),
    [("wan2.2-ti2v-5b", 5.0), ("wan2.1-t2v-1.3b", 1.42), ("wan2.2-t2v-a14b", 14.29), ("cogvideox-2b", 1.69)],
)
def test_the_real_sizes_have_as_many_weights_as_the_models(bench, model: str, billions: float) -> None:
    real = next(size for size in bench.REAL_SIZES if size.model == model)
    with torch.device("meta"):
        transformer = bench._transformer_class(real)(**real.transformer)

    assert sum(weights.numel() for weights in transformer.parameters()) / 1e9 == pytest.approx(billions, rel=0.02)
