"""What a strange exception says about the card. Told by its text, so that nothing of torch is imported here."""

_fatal = (
    "illegal memory access",
    "illegal instruction",
    "misaligned address",
    "device-side assert",
    "unspecified launch failure",
    "uncorrectable ecc",
    "hardware stack error",
    "cuda error: unknown error",
    "no cuda-capable device",
    "device not ready",
    "gpu is lost",
    "cudnn_status_internal_error",
    "nvml error",
)
_out_of_memory = ("out of memory", "cublas_status_alloc_failed", "cudnn_status_alloc_failed")


def card_is_in_error(error: BaseException) -> bool:
    """Whether every later call to the card fails as well, so that the process has to go."""
    return any(mark in text for text in _texts(error) for mark in _fatal)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether the job was too large for the memory of the card or of the machine."""
    if isinstance(error, MemoryError):
        return True
    return any(mark in text for text in _texts(error) for mark in _out_of_memory)


def _texts(error: BaseException) -> list[str]:
    texts: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(texts) < 10:
        texts.append(str(seen).lower())
        seen = seen.__cause__ or seen.__context__
    return texts
