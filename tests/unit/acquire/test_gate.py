from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.acquire.gate import MAX_ADDRESSES, REASONS, Refused, check, is_public
from pipeline.acquire.urls import UrlError, canonical

PUBLIC = ["93.184.216.34"]


def never(host):
    raise AssertionError(f"{host} was looked up")


def refusal(url, addresses=PUBLIC, **options):
    with pytest.raises(Refused) as caught:
        check(url, lambda _: addresses, **options)
    assert caught.value.reason in REASONS
    return caught.value.reason


def test_a_target_holds_what_a_request_needs():
    target = check("HTTPS://News.Example:443/a b?q=ü#top", lambda _: ["93.184.216.34", "2606:2800:220:1::1"])
    assert (target.url, target.scheme, target.host, target.port) == (
        "https://news.example/a%20b?q=%C3%BC",
        "https",
        "news.example",
        443,
    )
    assert target.addresses == ("93.184.216.34", "2606:2800:220:1::1")
    assert (target.path, target.authority) == ("/a%20b?q=%C3%BC", "news.example")


def test_the_host_is_resolved_once_by_its_punycode_name():
    asked = []
    assert check("http://bücher.example/", lambda host: asked.append(host) or PUBLIC).host == "xn--bcher-kva.example"
    assert asked == ["xn--bcher-kva.example"]


def test_what_is_asked_for_keeps_the_parameters_that_its_name_drops():
    url = "https://news.example/a?utm_source=x&&b=%c3%bc"
    assert check(url, lambda _: PUBLIC).url == url
    assert check(canonical(url), lambda _: PUBLIC).url == canonical(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "address"),
        ("news.example/a", "address"),
        ("http://", "address"),
        ("http://[::1%25eth0]/", "address"),
        ("http://256.256.256.256/", "address"),
        ("https://news.example/" + "a" * 5000, "address"),
        ("http://news.example/\ud800", "address"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://news.example/", "scheme"),
        ("gopher://127.0.0.1:70/_", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("data:text/html,x", "scheme"),
        ("http://user@news.example/", "userinfo"),
        ("http://:secret@news.example/", "userinfo"),
        ("http://news.example@169.254.169.254/", "userinfo"),
        (f"http://{'a' * 64}.example/", "host"),
        (f"http://{'a.' * 127}example/", "host"),
        ("http://news.example:22/", "port"),
        ("http://news.example:0/", "port"),
        ("http://news.example:8080/", "port"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused_before_anything_is_looked_up(url, reason):
    with pytest.raises(Refused) as caught:
        check(url, never)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0x7f000001", "017700000001", "127.0.0.1.", "①②⑦.0.0.1", "%31%32%37.0.0.1",
        "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "0", "192.0.0.1", "198.18.0.1", "224.0.0.1",  # noqa: S104
        "233.252.0.1", "240.0.0.1", "255.255.255.255", "[::]", "[::1]", "[fe80::1]", "[fc00::1]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]",
        "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[64:ff9b::10.0.0.1]", "[64:ff9b:1::8.8.8.8]", "[2002:7f00:1::]", "[2002:a00:1::5]",
        "[::127.0.0.1]", "[::8.8.8.8]", "[2001:0:a00:1::f7f7:f7f7]", "[2001:0:808:808::f5ff:fffe]", "[3fff::1]", "[100::1]", "[5f00::1]",
        "[2001:20::1]", "[::ffff:0:127.0.0.1]", "[4000::1]",
    ],
)  # fmt: skip
def test_hosts_that_are_private_addresses_are_refused_without_a_look_up(host):
    with pytest.raises(Refused) as caught:
        check(f"http://{host}/latest/meta-data", never)
    assert caught.value.reason == "not_public"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("8.8.8.8", "8.8.8.8"),
        ("134744072", "8.8.8.8"),
        ("[2606:4700::6810:84e5]", "2606:4700::6810:84e5"),
        ("[64:ff9b::8.8.8.8]", "64:ff9b::808:808"),
        ("[::ffff:8.8.8.8]", "::ffff:808:808"),
        ("[2002:808:808::1]", "2002:808:808::1"),
    ],
)
def test_hosts_that_are_public_addresses_need_no_look_up(host, address):
    target = check(f"http://{host}/", never)
    assert [ip_address(found) for found in target.addresses] == [ip_address(address)]
    assert target.authority == target.host


@pytest.mark.parametrize("bad", ["127.0.0.1", "10.0.0.1", "::1", "fe80::1%eth0", "2606:4700::1%eth0", "64:ff9b::a00:1", "nonsense", ""])
def test_one_bad_address_among_good_ones_refuses_the_name(bad):
    assert refusal("http://news.example/", [*PUBLIC, bad]) == "not_public"
    assert refusal("http://news.example/", [bad, *PUBLIC]) == "not_public"


def test_names_that_cannot_be_resolved_are_refused():
    def fails(_):
        raise OSError("Name or service not known")

    def cannot_encode(host):
        return host.encode("ascii").decode("idna") and "\udcff".encode()

    for resolve in (fails, cannot_encode, lambda _: []):
        with pytest.raises(Refused) as caught:
            check("http://news.example/", resolve)
        assert caught.value.reason == "unresolved"
    assert refusal("http://news.example/", PUBLIC * (MAX_ADDRESSES + 1)) == "not_public"
    assert len(check("http://news.example/", lambda _: PUBLIC * MAX_ADDRESSES).addresses) == MAX_ADDRESSES


def test_loopback_only_by_an_explicit_setting_and_then_on_any_port():
    assert refusal("http://news.example/", ["127.0.0.7"]) == "not_public"
    target = check("http://news.example:8123/a", lambda _: ["127.0.0.7"], allow_loopback=True)
    assert (target.addresses, target.port, target.authority) == (("127.0.0.7",), 8123, "news.example:8123")
    assert check("http://[::1]:8123/", never, allow_loopback=True).addresses == ("::1",)
    for other in ("10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "0.0.0.0"):  # noqa: S104
        assert refusal("http://news.example/", [other], allow_loopback=True) == "not_public"
        assert refusal("http://news.example/", ["127.0.0.7", other], allow_loopback=True) == "not_public"
    assert refusal("http://news.example:8123/", PUBLIC, allow_loopback=True) == "port"
    assert refusal("http://news.example:8123/", ["127.0.0.7", *PUBLIC], allow_loopback=True) == "port"


def test_ports_can_be_widened():
    assert check("http://news.example:8080/", lambda _: PUBLIC, ports={8080}).port == 8080


@given(st.ip_addresses(v=4))
def test_an_embedded_address_is_never_better_than_the_address_itself(inner):
    number, public = int(inner), is_public(inner)
    base = int(IPv6Address("64:ff9b::"))
    for outer in (IPv6Address(base + number), IPv6Address((0x2002 << 112) | (number << 80)), IPv6Address((0xFFFF << 32) | number)):
        assert is_public(outer) is public
    server = IPv6Address((0x20010000 << 96) | (number << 64) | (0x08080808 ^ 0xFFFFFFFF))
    client = IPv6Address((0x20010000 << 96) | (0x08080808 << 64) | (number ^ 0xFFFFFFFF))
    for outer in (server, client, IPv6Address(number)):
        assert not is_public(outer)


@given(st.ip_addresses())
def test_no_address_passes_that_python_calls_private_or_special(address):
    if is_public(address):
        embedded = isinstance(address, IPv6Address) and (address.ipv4_mapped or address in IPv6Network("64:ff9b::/96"))
        assert address.is_global
        assert not address.is_multicast
        assert not any((address.is_loopback, address.is_link_local, address.is_unspecified))
        assert embedded or not address.is_reserved


@settings(max_examples=300)
@given(st.text(max_size=60))
@example("0x7f.1")
def test_any_text_as_a_host_gives_a_target_or_a_refusal(host):
    try:
        target = check(f"http://{host}/", lambda _: PUBLIC)
    except Refused:
        return
    assert all(is_public(ip_address(address)) for address in target.addresses)
    assert target.port in {80, 443}
    assert "@" not in target.authority
    assert check(target.url, lambda _: PUBLIC) == target
    assert canonical(target.url)


@given(st.text(max_size=80))
def test_any_text_as_an_address_gives_a_target_or_a_refusal(url):
    try:
        known = canonical(url)
    except UrlError:
        with pytest.raises(Refused):
            check(url, lambda _: ["127.0.0.1"])
        return
    with pytest.raises(Refused):
        check(known, lambda _: ["127.0.0.1"])


def test_ipv4_multicast_and_reserved_are_not_public():
    assert not is_public(IPv4Address("239.1.2.3"))
    assert not is_public(IPv4Address("255.1.2.3"))
