"""Orders as the daemon would send them."""

import base64
import hashlib
import io
from typing import Any
from uuid import uuid4

from PIL import Image

from object_server import ObjectServer


def presigned(objects: ObjectServer, attempt_id: str) -> dict[str, Any]:
    """The six links of an attempt."""
    stem = f"/renders/{attempt_id}"
    return {
        "type": "presigned",
        "video_put_url": objects.link(f"{stem}.mp4"),
        "poster_put_url": objects.link(f"{stem}.webp"),
        "result_put_url": objects.link(f"{stem}.json"),
        "result_get_url": objects.link(f"{stem}.json"),
        "claim_put_url": objects.link(f"{stem}.claim.json"),
        "claim_get_url": objects.link(f"{stem}.claim.json"),
    }


def inline(max_bytes: int = 8_000_000) -> dict[str, Any]:
    return {"type": "inline", "max_bytes": max_bytes}


def order(objects: ObjectServer | None = None, **changed: Any) -> dict[str, Any]:
    """A small text to video order; inline without an object storage."""
    attempt_id = changed.pop("attempt_id", f"att_{uuid4().hex}")
    upload = changed.pop("upload", None) or (inline() if objects is None else presigned(objects, attempt_id))
    return {
        "kind": "text_to_video",
        "schema_version": 1,
        "job_id": f"job_{uuid4().hex}",
        "attempt_id": attempt_id,
        "model": "draw",
        "output": {"upload": upload, "settings_tag": '{"schema":1,"name":"é 雪 🦊; a=b # c\\\\"}'},
        "runtime": {},
        "prompt": "A red fox in snow; é 雪 🦊 = #1 \\ \nsecond line",
        "width": 96,
        "height": 64,
        "num_frames": 9,
        "fps": 8,
        "num_inference_steps": 4,
        "guidance_scale": 5,
        "seed": 7,
        **changed,
    }


def image_order(objects: ObjectServer | None = None, **changed: Any) -> dict[str, Any]:
    """The same with a first picture, inline where no other is given."""
    return order(objects, **{"kind": "image_to_video", "image": inline_picture(png()), **changed})


def png(colour: tuple[int, int, int] = (10, 200, 30), size: tuple[int, int] = (96, 64)) -> bytes:
    """A picture of one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def inline_picture(content: bytes) -> dict[str, Any]:
    return {"type": "inline", "base64": base64.b64encode(content).decode(), "sha256": sha256(content)}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
