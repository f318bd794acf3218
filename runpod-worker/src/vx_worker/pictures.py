"""Pictures that go in: decoded within limits, upright and RGB."""

import base64
import binascii
import hashlib
import io
import warnings

import numpy
from PIL import ExifTags, Image, UnidentifiedImageError

from vx_worker.context import JobContext
from vx_worker.errors import WorkerFailure
from vx_worker.fetch import Fetcher
from vx_worker.schema import InlinePicture, LinkedPicture

MAX_BYTES = 20_000_000
MAX_PIXELS = 50_000_000
TOO_MANY_PIXELS = f"The picture has more than {MAX_PIXELS // 1_000_000} million pixels."
FORMATS = ("JPEG", "PNG", "WEBP")
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by EXIF's number for how the camera was held."""


def bring_picture(picture: LinkedPicture | InlinePicture, field: str, fetcher: Fetcher, ctx: JobContext) -> Image.Image:
    """The picture of an order. Raises WorkerFailure with a field below `field`."""
    if isinstance(picture, InlinePicture):
        return decode_picture(_inline_bytes(picture, field), field)
    path = ctx.workdir / f"{field}.picture"
    fetcher.to_file(picture.url, picture.sha256, MAX_BYTES, path, f"{field}.url")
    return decode_picture(path.read_bytes(), field)


def _inline_bytes(picture: InlinePicture, field: str) -> bytes:
    try:
        content = base64.b64decode(picture.base64, validate=True)
    except binascii.Error as error:
        raise WorkerFailure("INVALID_INPUT", "The picture is not base64.", f"{field}.base64") from error
    if hashlib.sha256(content).hexdigest() != picture.sha256:
        raise WorkerFailure("INVALID_INPUT", "The picture is not the one that was ordered: its hash differs.", field)
    return content


def decode_picture(content: bytes, field: str) -> Image.Image:
    """JPEG, PNG or WebP, by what is in it and not by its name; of several frames the first.

    Its size is looked at before a pixel is decoded, so that a small file cannot ask for much memory.
    Raises WorkerFailure.
    """
    if len(content) > MAX_BYTES:
        raise WorkerFailure("INVALID_INPUT", f"The picture is larger than {MAX_BYTES // 1_000_000} MB.", field)
    try:
        with warnings.catch_warnings():
            # Pillow's own limit is another one; ours is checked below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
                width, height = opened.size
                if width * height > MAX_PIXELS:
                    raise WorkerFailure("INVALID_INPUT", TOO_MANY_PIXELS, field)
                opened.load()
                return _in_rgb(_upright(opened))
    except UnidentifiedImageError as error:
        raise WorkerFailure("INVALID_INPUT", "The file is not a JPEG, PNG or WebP picture.", field) from error
    except Image.DecompressionBombError as error:
        raise WorkerFailure("INVALID_INPUT", TOO_MANY_PIXELS, field) from error
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError) as error:
        raise WorkerFailure("INVALID_INPUT", "The picture is damaged and cannot be read.", field) from error


def _upright(picture: Image.Image) -> Image.Image:
    """Reads the one number only: Pillow's own way writes all of EXIF anew, and fails where a camera wrote it badly."""
    try:
        held = picture.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # noqa: BLE001  (whatever is wrong with it, the picture itself was read)
        held = None
    turn = TURNS.get(held) if isinstance(held, int) else None
    return picture if turn is None else picture.transpose(turn)


def _in_rgb(picture: Image.Image) -> Image.Image:
    """What is see-through becomes white, as on paper: the colours behind it were never meant to be seen."""
    if picture.mode.startswith("I;16"):
        # Pillow cuts all above 255 off, which leaves white.
        return Image.fromarray((numpy.asarray(picture) >> 8).astype(numpy.uint8)).convert("RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")
