"""The worker as `videoexpress worker start` runs it: `python -m vx_worker.own_gpu`. It ends when that does."""

import os
import signal
import threading
from typing import BinaryIO

from vx_worker.handler import main


def end_with(parent: BinaryIO) -> None:
    """Ends this process and all that it started when `parent` does: a pipe that whoever started it holds open."""
    while parent.read(1024):
        continue
    os.killpg(0, signal.SIGKILL)


def run() -> None:
    """Takes jobs until it is told to end, or whoever started it is gone: a killed one cannot tell anyone."""
    if os.getpgrp() != os.getpid():
        # What is killed must be ours alone.
        os.setpgid(0, 0)
    # Its own copy: the SDK's process for pings must not be what holds the pipe's other end.
    pipe = os.fdopen(os.dup(0), "rb", buffering=0)
    threading.Thread(target=end_with, args=(pipe,), name="parent", daemon=True).start()
    main()


if __name__ == "__main__":
    run()
