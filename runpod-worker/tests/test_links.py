"""Where links may lead, and what is believed of what comes back."""

import datetime
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from object_server import ObjectServer, cut_download, cut_upload, status
from running import Bench
from sample_orders import image_order, order, png, sha256
from vx_worker.addresses import ForbiddenLink, find_target, is_public
from vx_worker.transport import TooLarge, Transport, Unreachable


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fd00::1",
        "ff02::1",
        "2001:db8::1",
        "not an address",
    ],
)
def test_an_address_that_is_not_everybodys_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "link",
    [
        "http://objects.example/a",
        "https://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://2130706433/a",
        "https://0x7f.1/a",
        "https://user:word@objects.example/a",
        "ftp://objects.example/a",
        "file:///etc/passwd",
    ],
)
def test_a_link_to_elsewhere_is_forbidden(link: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        return {"objects.example": ["93.184.216.34"]}.get(host) or ["127.0.0.1"]

    with pytest.raises(ForbiddenLink):
        find_target(link, frozenset(), resolve)


def test_one_private_address_among_public_ones_is_enough() -> None:
    with pytest.raises(ForbiddenLink):
        find_target("https://a.example/", frozenset(), lambda host, port: ["93.184.216.34", "10.0.0.1"])


def test_the_address_that_was_checked_is_the_one_that_is_used() -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    target = find_target("https://a.example/x?y=1#z", frozenset(), lambda host, port: next(answers))
    assert (target.addresses, target.host, target.path, target.host_header) == (
        ("93.184.216.34",),
        "a.example",
        "/x?y=1",
        "a.example",
    )


def test_a_named_host_may_be_private_but_no_other_port_of_it() -> None:
    allowed = frozenset({"127.0.0.1:8123"})
    assert find_target("http://127.0.0.1:8123/a", allowed).host_header == "127.0.0.1:8123"
    with pytest.raises(ForbiddenLink):
        find_target("http://127.0.0.1:8124/a", allowed)


@pytest.mark.parametrize("host", ["169.254.169.254", "127.0.0.1", "[::ffff:169.254.169.254]", "localhost"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_order_cannot_reach_what_only_the_worker_can(tmp_path: Path, scheme: str, host: str) -> None:
    link = {"type": "url", "url": f"{scheme}://{host}/latest", "sha256": "a" * 64}
    error = Bench(tmp_path).fails(image_order(image=link))
    assert (error["code"], error["field"]) == ("INVALID_INPUT", "image.url")


def test_nor_can_the_links_it_writes_to(tmp_path: Path, objects: ObjectServer) -> None:
    error = Bench(tmp_path).fails(order(objects))
    assert error["code"] == "INVALID_INPUT"
    assert objects.asked == []


def test_a_redirect_to_elsewhere_is_not_followed(tmp_path: Path, objects: ObjectServer) -> None:
    with ObjectServer() as inside:
        inside.objects["/secret"] = png()
        objects.fail("GET", "/in.png", status(302, headers={"Location": f"http://{inside.host}/secret"}))
        link = {"type": "url", "url": objects.link("/in.png"), "sha256": sha256(png())}
        error = Bench(tmp_path, objects).fails(image_order(image=link))
        assert (error["code"], error["field"]) == ("INVALID_INPUT", "image.url")
        assert inside.asked == []


@pytest.mark.parametrize("location", ["http://[", "file:///etc/passwd", "//169.254.169.254/", "http://a:99999/"])
def test_an_odd_redirect_is_not_followed(objects: ObjectServer, location: str) -> None:
    objects.fail("GET", "/a", status(301, headers={"Location": location}))
    with pytest.raises(ForbiddenLink):
        Transport(frozenset({objects.host})).get(objects.link("/a"), 100, lambda chunk: None)


def test_a_redirect_within_is_followed_and_a_ring_is_not(objects: ObjectServer) -> None:
    objects.objects["/b"] = b"here"
    objects.fail("GET", "/a", status(307, headers={"Location": "/b"}))
    got = bytearray()
    transport = Transport(frozenset({objects.host}))
    assert transport.get(objects.link("/a"), 100, got.extend) == 200
    assert got == b"here"
    objects.fail("GET", "/c", status(302, headers={"Location": "/c"}), times=99)
    with pytest.raises(ForbiddenLink):
        transport.get(objects.link("/c"), 100, got.extend)


def test_a_redirect_of_an_upload_is_not_followed(tmp_path: Path, objects: ObjectServer) -> None:
    asked = order(objects)
    path = f"/renders/{asked['attempt_id']}.mp4"
    objects.fail("PUT", path, status(307, headers={"Location": "/elsewhere"}))
    assert "HTTP 307" in Bench(tmp_path, objects).fails(asked)["message"]
    assert not objects.requests("PUT", "/elsewhere")


def test_no_more_is_read_than_is_wanted(objects: ObjectServer) -> None:
    objects.objects["/big"] = b"x" * 2000
    got = bytearray()
    with pytest.raises(TooLarge):
        Transport(frozenset({objects.host})).get(objects.link("/big"), 1000, got.extend)
    assert len(got) == 0


def test_an_answer_that_breaks_off_is_no_answer(objects: ObjectServer) -> None:
    objects.fail("GET", "/a", cut_download)
    with pytest.raises(Unreachable):
        Transport(frozenset({objects.host})).get(objects.link("/a"), 10_000_000, lambda chunk: None)


def test_a_host_with_an_address_that_does_not_answer_is_reached_by_its_next(objects: ObjectServer) -> None:
    """As `localhost` is on many machines, or a storage with IPv6 from a machine without it."""
    transport = Transport(frozenset({f"store.test:{objects.port}"}), lambda host, port: ["127.0.0.2", "127.0.0.1"])
    link = f"http://store.test:{objects.port}/a"
    assert transport.put(link, b"here", 4, {}) == 200
    got = bytearray()
    assert transport.get(link, 10, got.extend) == 200
    assert (got, len(objects.requests("PUT"))) == (b"here", 1)


def test_what_was_begun_with_one_address_is_not_sent_to_the_next(objects: ObjectServer) -> None:
    transport = Transport(frozenset({f"store.test:{objects.port}"}), lambda host, port: ["127.0.0.1", "127.0.0.1"])
    objects.fail("PUT", "/a", cut_upload)
    with pytest.raises(Unreachable):
        transport.put(f"http://store.test:{objects.port}/a", b"x" * 5_000_000, 5_000_000, {})
    assert len(objects.requests("PUT")) == 1


def test_nobody_there(objects: ObjectServer) -> None:
    host = objects.host
    objects.__exit__()
    try:
        with pytest.raises(Unreachable, match="no connection"):
            Transport(frozenset({host})).get(f"http://{host}/a", 10, lambda chunk: None)
    finally:
        objects.__enter__()


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[ObjectServer, Any]]:
    """An object storage with a certificate for objects.test, and a name service that knows it under two names."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "objects.test")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("objects.test")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "certificate.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret = tmp_path / "key.pem"
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with ObjectServer(tls=context) as server:
        yield server, lambda host, port: ["127.0.0.1"]


def test_the_certificate_is_checked_for_the_name_and_not_for_the_address(secure: tuple[ObjectServer, Any]) -> None:
    server, resolve = secure
    server.objects["/a"] = b"safe"
    transport = Transport(frozenset({f"objects.test:{server.port}", f"other.test:{server.port}"}), resolve)
    got = bytearray()
    assert transport.get(f"https://objects.test:{server.port}/a", 10, got.extend) == 200
    assert got == b"safe"
    assert server.asked[0].headers["Host"] == f"objects.test:{server.port}"
    with pytest.raises(Unreachable, match="certificate"):
        transport.get(f"https://other.test:{server.port}/a", 10, got.extend)
