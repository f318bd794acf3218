"""HTTP to links: the address that was checked is the one that is connected to, and every size and time has a bound."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import IO
from urllib.parse import urljoin, urlsplit

import urllib3

from vx_worker.addresses import ForbiddenLink, Resolver, Target, find_target, system_resolver

CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0
MAX_ADDRESSES = 4
MAX_REDIRECTS = 3
CHUNK_BYTES = 256 * 1024
NO_CONNECTION = (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError)
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Unreachable(Exception):
    """No answer, or one that broke off. The same call may work the next time."""


class TooLarge(Exception):
    """More bytes than were asked for."""


class Transport:
    """Follows links within the rules of `find_target`. No cookies, no proxies, no retries of its own."""

    def __init__(self, allowed_hosts: frozenset[str], resolve: Resolver = system_resolver) -> None:
        self._allowed_hosts = allowed_hosts
        self._resolve = resolve

    def get(self, link: str, max_bytes: int, write: Callable[[bytes], object]) -> int:
        """Reads what is behind a link in pieces, and gives the status; the body is written only where it is 200.

        Raises ForbiddenLink, Unreachable and TooLarge.
        """
        for _ in range(MAX_REDIRECTS + 1):
            with self._asked("GET", link, None, {"Accept-Encoding": "identity"}) as answer:
                if answer.status not in REDIRECTS:
                    if answer.status == 200:
                        _read(answer, max_bytes, write)
                    return answer.status
                link = _joined(link, answer.headers.get("Location", ""))
        raise ForbiddenLink("The link leads on and on.")

    def put(self, link: str, body: bytes | IO[bytes], size: int, headers: Mapping[str, str]) -> int:
        """Sends a body of exactly `size` bytes, and gives the status. Raises ForbiddenLink and Unreachable."""
        sent = {"Content-Length": str(size), **headers}
        with self._asked("PUT", link, body, sent) as answer:
            try:
                answer.drain_conn()
            except urllib3.exceptions.HTTPError:
                # The status is known, and nothing else of the answer is wanted.
                answer.close()
            return answer.status

    @contextmanager
    def _asked(
        self,
        method: str,
        link: str,
        body: bytes | IO[bytes] | None,
        headers: Mapping[str, str],
    ) -> Iterator[urllib3.BaseHTTPResponse]:
        try:
            target = find_target(link, self._allowed_hosts, self._resolve)
        except OSError as error:
            raise Unreachable("the name of the host is not known") from error
        with ExitStack() as pools:
            answer = _answer(pools, target, method, body, headers)
            try:
                yield answer
            finally:
                answer.close()


def _answer(
    pools: ExitStack, target: Target, method: str, body: bytes | IO[bytes] | None, headers: Mapping[str, str]
) -> urllib3.BaseHTTPResponse:
    """Of the first address that takes a connection: a host may have one that this machine has no way to."""
    addresses = target.addresses[:MAX_ADDRESSES]
    for at, address in enumerate(addresses, 1):
        try:
            return pools.enter_context(_pool(target, address)).urlopen(
                method,
                target.path,
                body=body,
                headers={"Host": target.host_header, "User-Agent": "vx-worker", **headers},
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
            )
        except (urllib3.exceptions.HTTPError, OSError) as error:
            # Nothing was sent yet where there was no connection.
            if at == len(addresses) or not isinstance(error, NO_CONNECTION):
                raise Unreachable(_plain(error)) from error
    raise Unreachable("the host has no address")


def _joined(link: str, location: str) -> str:
    try:
        led_to = urljoin(link, location)
        _ = urlsplit(led_to).port
    except ValueError as error:
        raise ForbiddenLink("The link leads to something that is not a link.") from error
    return led_to


def _pool(target: Target, address: str) -> urllib3.HTTPConnectionPool:
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    if target.scheme == "http":
        return urllib3.HTTPConnectionPool(address, target.port, timeout=timeout, maxsize=1)
    return urllib3.HTTPSConnectionPool(
        address,
        target.port,
        timeout=timeout,
        maxsize=1,
        cert_reqs="CERT_REQUIRED",
        server_hostname=target.host,
        assert_hostname=target.host,
    )


def _read(answer: urllib3.BaseHTTPResponse, max_bytes: int, write: Callable[[bytes], object]) -> None:
    total = 0
    promised = answer.headers.get("Content-Length", "")
    if promised.isdigit() and int(promised) > max_bytes:
        raise TooLarge
    for chunk in _pieces(answer):
        total += len(chunk)
        if total > max_bytes:
            raise TooLarge
        # Outside of what is taken for the network's fault: a full disk is not one.
        write(chunk)


def _pieces(answer: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    pieces = answer.stream(CHUNK_BYTES, decode_content=False)
    while True:
        try:
            chunk = next(pieces, None)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Unreachable(_plain(error)) from error
        if chunk is None:
            return
        yield chunk


def _plain(error: Exception) -> str:
    """What went wrong in the field's words; never the library's text, which repeats the link."""
    if isinstance(error, urllib3.exceptions.NewConnectionError):
        return "no connection"
    if isinstance(error, urllib3.exceptions.ConnectTimeoutError | urllib3.exceptions.ReadTimeoutError | TimeoutError):
        return "no answer in time"
    if isinstance(error, urllib3.exceptions.SSLError):
        return "its certificate is not one for this host"
    return "the connection broke off"
