"""Texts that were encoded already. A repeated prompt skips the text encoder, the largest single part of some models."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

MAX_TEXTS = 32
"""Of at most 4 MB each (512 tokens of 4,096 numbers)."""


class PromptCache:
    """Encoded texts of one loaded model, in main memory; the one unused for longest goes first."""

    def __init__(self, max_texts: int = MAX_TEXTS) -> None:
        self._texts: OrderedDict[str, torch.Tensor] = OrderedDict()
        self._max_texts = max_texts

    def encoded(self, text: str, encode: Callable[[str], "torch.Tensor"]) -> "torch.Tensor":
        """From the cache, or by `encode`. On the CPU: whoever uses it moves it."""
        key = hashlib.sha256(text.encode()).hexdigest()
        if key not in self._texts:
            self._texts[key] = encode(text).to("cpu")
            if len(self._texts) > self._max_texts:
                self._texts.popitem(last=False)
        self._texts.move_to_end(key)
        return self._texts[key]
