"""Which worker this is. pyproject.toml reads the number from here, so that a bare source tree knows it as well."""

from typing import Literal

WORKER_VERSION = "0.1.0"
SCHEMA_VERSION: Literal[1] = 1
"""Of everything that daemon and worker say to each other. Another one is refused, with both numbers."""
