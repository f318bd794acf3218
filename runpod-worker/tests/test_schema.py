"""The pydantic models accept and refuse exactly what the JSON Schemas do, which are drawn from the zod."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from vx_worker.schema import Claim, Failure, Progress, answer_schema, as_json, order_schema

ATTEMPT = "att_22222222222222222222222222222222"
HEAD = {"schema_version": 1, "worker_version": "0.1.0"}
RESULT: dict[str, Any] = {
    "type": "result",
    **HEAD,
    "kind": "text_to_video",
    "attempt_id": ATTEMPT,
    "video": {"sha256": "a" * 64, "bytes": 10, "width": 96, "height": 64, "num_frames": 9, "fps": 8, "base64": "AAAA"},
    "poster": {"sha256": "b" * 64, "bytes": 5},
    "seed": 0,
    "made_with": {
        "model": "m",
        "model_repo": "r",
        "revision": None,
        "gpu": "NVIDIA",
        "dtype": "bfloat16",
        "offload": "none",
        "attention_backend": "native",
        "cache": "none",
        "versions": {"torch": "2"},
    },
    "seconds": {
        "fetch": 0,
        "load": 1.5,
        "encode_prompt": 0,
        "denoise": 2,
        "decode": 0.1,
        "encode": 0,
        "upload": 0,
        "total": 4,
    },
    "cold": True,
    "peak_vram_gb": 7.5,
    "warnings": ["w"],
}
MESSAGES: dict[str, tuple[TypeAdapter[Any], list[dict[str, Any]]]] = {
    "answer": (
        answer_schema,
        [RESULT, {"type": "duplicate", **HEAD, "attempt_id": ATTEMPT, "claimed_by": "r-1"}],
    ),
    "progress": (
        TypeAdapter(Progress),
        [
            {
                "type": "progress",
                **HEAD,
                "seq": 3,
                "stage": "denoise",
                "fraction": 0.5,
                "step": 1,
                "total_steps": 4,
                "eta_s": 1.5,
            },
            {"type": "progress", **HEAD, "seq": 0, "stage": "load", "fraction": None},
        ],
    ),
    "claim": (TypeAdapter(Claim), [{"type": "claim", **HEAD, "attempt_id": ATTEMPT, "remote_id": "r-1"}]),
    "error": (
        TypeAdapter(Failure),
        [{"type": "error", **HEAD, "code": "INTERNAL", "message": "m", "field": "loras.0.url"}],
    ),
}
VALUES: list[Any] = [None, True, False, "", "x", "auto", "AAA=", "é", "x" * 201, "x" * 2001, [], {}]
# Both sides of every bound there is.
VALUES += [0, 1, -1, 1.0, 1.5, 1e300, 15, 16, 51, 52, 100, 101, 120, 121, 1000, 1001, 4096, 4097, 2**32 - 1, 2**32]
VALUES += [2**53 - 1, 2**53, 20, 20.5, -4, -4.5, 4, 4.5, 0.05, 0.1, 30, 30.5]
VALUES += ["x" * 65_536, "x" * 65_537]


def paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a message, the message itself last."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in inner:
        yield from paths(entry, (*at, key))
    yield at


def mutations(message: dict[str, Any]) -> Iterator[tuple[tuple[Any, ...], str, Any]]:
    """The message with one thing wrong, or odd, at every place: what was done, and the outcome."""
    for place in paths(message):
        for value in VALUES:
            yield place, f"= {value!r}", replaced(message, place, value)
        if place:
            yield place, "left out", replaced(message, place, LEFT_OUT)
        if isinstance(looked_up(message, place), dict):
            yield place, "one more", replaced(message, (*place, "unheard_of"), 1)
        if isinstance(looked_up(message, place), list):
            yield place, "too many", replaced(message, place, looked_up(message, place) * 51)


LEFT_OUT = object()


def looked_up(message: Any, place: tuple[Any, ...]) -> Any:
    for key in place:
        message = message[key]
    return message


def replaced(message: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    changed = copy.deepcopy(message)
    holder = looked_up(changed, place[:-1])
    if value is LEFT_OUT:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    return changed


def accepts(model: TypeAdapter[Any], message: Any) -> bool:
    try:
        model.validate_python(message)
    except ValidationError:
        return False
    return True


def disagreements(schema: Path, model: TypeAdapter[Any], message: dict[str, Any]) -> list[str]:
    validator = Draft202012Validator(json.loads(schema.read_text()))
    assert validator.is_valid(message)
    assert accepts(model, message)
    found = []
    count = 0
    for place, done, changed in mutations(message):
        count += 1
        by_schema, by_model = validator.is_valid(changed), accepts(model, changed)
        if by_schema != by_model and not stricter_on_purpose(place, changed, by_model):
            found.append(f"{'.'.join(map(str, place))} {done}: schema {by_schema}, model {by_model}")
    assert count > 100
    return found


def stricter_on_purpose(place: tuple[Any, ...], changed: Any, by_model: bool) -> bool:
    """What the zod refuses and JSON Schema has no words for: links to other than http, empty and overlong prompts."""
    if by_model or not place or not isinstance(looked_up(changed, place[:-1]), dict):
        return False
    value = looked_up(changed, place[:-1]).get(place[-1])
    is_link = str(place[-1]).endswith("url")
    is_prompt = place == ("prompt",) and changed["kind"] == "text_to_video"
    return isinstance(value, str) and (is_link or (is_prompt and (value.strip() == "" or len(value) > 2000)))


@pytest.mark.parametrize("name", ["text_to_video", "image_to_video"])
def test_an_order_is_read_as_its_schema_says(name: str, schemas: Path, fixtures: Path) -> None:
    message = json.loads((fixtures / f"{name}.json").read_text(encoding="utf-8"))
    assert disagreements(schemas / "order.schema.json", order_schema, message) == []


@pytest.mark.parametrize("name", list(MESSAGES))
def test_what_the_worker_says_is_what_its_schema_says(name: str, schemas: Path) -> None:
    model, messages = MESSAGES[name]
    for message in messages:
        assert disagreements(schemas / f"{name}.schema.json", model, message) == []


@pytest.mark.parametrize("name", list(MESSAGES))
def test_a_message_goes_out_as_it_came_in(name: str) -> None:
    model, messages = MESSAGES[name]
    for message in messages:
        assert as_json(model.validate_python(message)) == message


def test_every_fixture_is_tried(fixtures: Path) -> None:
    assert {path.stem for path in fixtures.iterdir()} == {"text_to_video", "image_to_video"}


@pytest.mark.parametrize(
    "link",
    ["ftp://a.example/x", "file:///etc/passwd", "https://", "http:///x", "https://a.example/a b", "https://a:99999/"],
)
def test_only_links_to_http_are_links(link: str, fixtures: Path) -> None:
    message = json.loads((fixtures / "text_to_video.json").read_text(encoding="utf-8"))
    assert not accepts(order_schema, replaced(message, ("loras", 0, "url"), link))


@pytest.mark.parametrize("prompt", ["", " \n\t", "x" * 2001])
def test_a_prompt_is_neither_empty_nor_too_long(prompt: str, fixtures: Path) -> None:
    message = json.loads((fixtures / "text_to_video.json").read_text(encoding="utf-8"))
    assert not accepts(order_schema, {**message, "prompt": prompt})
    assert accepts(order_schema, {**message, "prompt": "🦊" * 2000})
