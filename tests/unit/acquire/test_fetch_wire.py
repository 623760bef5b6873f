"""Connections go to checked addresses only, with name and certificate kept, whatever the environment says."""

import asyncio
import socket
import ssl
import subprocess

import httpcore2
import loopback_web as web
import pytest

from pipeline.acquire.fetch.wire import Wire, WireError
from pipeline.acquire.gate import Target
from pipeline.acquire.manners import Manners

MANNERS = Manners(delay=0, deadline=5, connect=2, max_bytes=100_000)


def target(port, *addresses, scheme="http", host="site.example", path="/"):
    return Target(
        url=f"{scheme}://{host}:{port}{path}", scheme=scheme, host=host, port=port, addresses=addresses or ("127.0.0.1",), path=path
    )


def ask(*targets, manners=MANNERS, secure=None, **more):
    async def all_of_them():
        wire = Wire(manners, secure or httpcore2.default_ssl_context(), asyncio.Semaphore(1))
        try:
            return [await wire.ask(one, [("User-Agent", "Test")], **more) for one in targets]
        finally:
            await wire.close()

    return asyncio.run(all_of_them())


@pytest.fixture
def served():
    with web.LoopbackWeb({"site.example": lambda asked, _: web.reply(asked.path)}) as found:
        yield found


def test_the_host_header_is_the_name_and_the_connection_goes_to_the_address(served):
    (response,) = ask(target(served.port, path="/a?b=c"))
    assert (response.status, response.body) == (200, b"/a?b=c")
    assert served.log[0].headers["host"] == f"site.example:{served.port}"


def test_no_proxy_of_the_environment_is_used(served, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert ask(target(served.port))[0].status == 200


def test_the_next_address_is_tried_when_one_does_not_answer(served):
    assert ask(target(served.port, "127.0.0.1")) == ask(target(served.port, "0.0.0.1", "127.0.0.1"))


def test_no_address_that_answers_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(WireError) as caught:
        ask(target(port))
    assert caught.value.reason == "unreachable"


def test_the_connection_is_used_again_for_the_same_address_only():
    connections = set()

    def noting(_, writer):
        connections.add(writer.get_extra_info("peername"))
        return web.reply("x")

    with web.LoopbackWeb(lambda _: noting) as noted:
        ask(target(noted.port), target(noted.port))
        assert len(connections) == 1
        ask(target(noted.port), target(noted.port, "127.0.0.1", "127.0.0.2"), target(noted.port, host="other.example"))
        assert len(connections) == 4


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (web.reply(b"x" * 200_000), "too_large"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999999999\r\n\r\n", "too_large"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "malformed"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "malformed"),
    ],
)
def test_what_is_too_large_or_no_http_is_refused(said, reason):
    with web.LoopbackWeb(lambda _: lambda *_: said) as bad, pytest.raises(WireError) as caught:
        ask(target(bad.port))
    assert caught.value.reason == reason


def test_a_body_that_is_left_over_spoils_no_other_page():
    """Bytes behind a 204 are no answer to what is asked next on the connection."""
    with web.LoopbackWeb(lambda _: lambda asked, _: web.reply("no", status=204) if asked.path == "/204" else web.reply("yes")) as odd:
        try:
            found = ask(target(odd.port, path="/204"), target(odd.port))
            assert found[1].body == b"yes"
        except WireError as error:
            assert error.reason == "dropped"  # noqa: PT017 - either is right: it is asked again later


def test_a_file_may_be_cut():
    with web.LoopbackWeb(lambda _: lambda *_: web.reply(b"x" * 300_000)) as long:
        assert ask(target(long.port), cut=50_000)[0].body == b"x" * 50_000


def test_an_address_that_cannot_be_written_in_a_request_is_refused(served):
    with pytest.raises(WireError) as caught:
        ask(target(served.port, path="/a b"))
    assert caught.value.reason == "unsafe_address"
    assert served.log == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=test",
    ]
    try:
        subprocess.run(
            [*command, "-addext", "subjectAltName=DNS:site.example", "-keyout", key, "-out", cert], check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("makes a certificate with the openssl command, which is not here")
    return cert, key


def test_the_certificate_is_asked_for_and_checked_by_name(certificate):
    names = []
    server_side = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_side.load_cert_chain(*certificate)
    server_side.sni_callback = lambda _, name, __: names.append(name)
    trusting = ssl.create_default_context(cafile=str(certificate[0]))

    async def serve_and(host, secure):
        async def answer(reader, writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(web.reply("over TLS"))
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=server_side)
        port = server.sockets[0].getsockname()[1]
        wire = Wire(MANNERS, secure, asyncio.Semaphore(1))
        try:
            return (await wire.ask(target(port, scheme="https", host=host), [])).body
        finally:
            await wire.close()
            server.close()
            await server.wait_closed()

    assert asyncio.run(serve_and("site.example", trusting)) == b"over TLS"
    assert names == ["site.example"]
    for host, secure in (("other.example", trusting), ("site.example", httpcore2.default_ssl_context())):
        with pytest.raises(WireError) as caught:
            asyncio.run(serve_and(host, secure))
        assert caught.value.reason == "unreachable"
