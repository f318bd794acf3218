"""Telling errors of the card apart: too little memory, a card that is broken, and everything else. Imports no torch."""

OUT_OF_MEMORY_TEXTS = (
    "cuda out of memory",
    "cuda error: out of memory",
    "cudnn_status_alloc_failed",
    "cublas_status_alloc_failed",
    "cudnn error: cudnn_status_internal_error_host_allocation_failed",
    "defaultcpuallocator: can't allocate memory",
)
BROKEN_CARD_TEXTS = (
    "an illegal memory access",
    "illegal instruction",
    "misaligned address",
    "uncorrectable ecc",
    "unspecified launch failure",
    "device-side assert",
    "hardware stack error",
    "gpu is lost",
    "cuda error: unknown error",
    "no cuda-capable device",
)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether less use of memory may help. Known by the name of torch's class or by CUDA's words."""
    if type(error).__name__ == "OutOfMemoryError" or isinstance(error, MemoryError):
        return True
    return isinstance(error, RuntimeError) and _says(error, OUT_OF_MEMORY_TEXTS)


def is_broken_card(error: BaseException) -> bool:
    """Whether nothing that this process does on the card will work again."""
    return isinstance(error, RuntimeError) and _says(error, BROKEN_CARD_TEXTS)


def _says(error: BaseException, texts: tuple[str, ...]) -> bool:
    words = str(error).lower()
    return any(text in words for text in texts)
