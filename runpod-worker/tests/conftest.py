"""Nothing here reaches beyond this machine."""

import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from object_server import ObjectServer

_connect = socket.socket.connect


def _connect_to_loopback(this: socket.socket, address: Any) -> None:
    if isinstance(address, tuple) and not ipaddress.ip_address(address[0]).is_loopback:
        raise AssertionError(f"a test reached out to {address[0]}")
    _connect(this, address)


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _connect_to_loopback)


@pytest.fixture
def objects() -> Iterator[ObjectServer]:
    """An object storage of its own for each test."""
    with ObjectServer() as server:
        yield server


@pytest.fixture
def schemas() -> Path:
    """The JSON Schemas that are drawn from the zod."""
    return Path(__file__).parent.parent / "schema"


@pytest.fixture
def fixtures() -> Path:
    """The orders that both sides read."""
    return Path(__file__).parent.parent / "fixtures"
