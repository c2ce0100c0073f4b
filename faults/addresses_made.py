"""Makes hostile addresses for the dose `addresses`: each leads inside, in a spelling chosen by chance."""

from __future__ import annotations

import random
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from faults.addresses_names import NAMES

_INSIDE_TEXT = (
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
)
INSIDE = tuple(map(IPv4Network, _INSIDE_TEXT))
_INSIDE_6_TEXT = (
    "::/96",
    "::ffff:0:0/96",
    "64:ff9b::/96",
    "64:ff9b:1::/48",
    "100::/64",
    "2001::/32",
    "2001:2::/48",
    "2001:db8::/32",
    "2002::/16",
    "3fff::/20",
    "5f00::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
)
INSIDE_6 = tuple(map(IPv6Network, _INSIDE_6_TEXT))
OUTSIDE = tuple(map(IPv4Network, ("8.8.8.0/24", "93.184.215.0/24", "151.101.0.0/16", "185.60.216.0/22")))
OUTSIDE_6 = tuple(map(IPv6Network, ("2606:4700::/32", "2a00:1450::/32", "2001:4860::/32")))
_INWARD = sorted(name for name in NAMES if name not in ("public.example", "start.example"))
MANGLED = "mangled"
_SCHEMES = ("file", "ftp", "gopher", "dict", "ldap", "ws", "jar", "unix", "data", "feed", "")


def hostile_address(rng: random.Random) -> tuple[str, str]:
    """(class, address)."""
    make = rng.choice((_four, _four, _carried, _six, _named, _tricked, _schemed, _mangled))
    return make.__name__.strip("_"), make(rng)


def public_address(rng: random.Random) -> tuple[str, tuple[str, int]]:
    """An address that may be fetched, and what must be dialled for it."""
    scheme, port = rng.choice((("http", 80), ("https", 443)))
    if rng.random() < 0.5:
        four = str(_within(rng, rng.choice(OUTSIDE)))
        return f"{scheme}://{four}/feed", (four, port)
    six = str(_within6(rng, rng.choice(OUTSIDE_6)))
    return f"{scheme}://[{six}]/feed", (six, port)


def leads_inside(address: str, port: int) -> bool:
    """Whether a connection went where none may go."""
    found = ip_address(address)
    return port not in (80, 443) or any(
        found in network for network in (INSIDE if isinstance(found, IPv4Address) else INSIDE_6)
    )


def _within(rng: random.Random, network: IPv4Network) -> IPv4Address:
    return network[rng.randrange(network.num_addresses)]


def _within6(rng: random.Random, network: IPv6Network) -> IPv6Address:
    return network[rng.randrange(network.num_addresses)]


def spelt(rng: random.Random, address: IPv4Address) -> str:
    """The address with one to four parts, each decimal, hexadecimal or octal."""
    octets = list(address.packed)
    parts = rng.randint(1, 4)
    numbers = [*octets[: parts - 1], int.from_bytes(bytes(octets[parts - 1 :]), "big")]
    return ".".join(rng.choice((str, hex, "0{:o}".format, "0X{:X}".format))(number) for number in numbers)


def _four(rng: random.Random) -> str:
    return _url(rng, spelt(rng, _within(rng, rng.choice(INSIDE))))


def _carried(rng: random.Random) -> str:
    """IPv6 with an inner IPv4 address inside: mapped, compatible, NAT64, 6to4, Teredo."""
    number = int(_within(rng, rng.choice(INSIDE)))
    forms = (
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address(number),
        IPv6Address((0x64FF9B << 96) | number),
        IPv6Address((0x2002 << 112) | (number << 80) | rng.getrandbits(64)),
        IPv6Address((0x20010000 << 96) | (rng.getrandbits(64) << 32) | (number ^ 0xFFFFFFFF)),
    )
    return _url(rng, f"[{_spelt6(rng, rng.choice(forms))}]")


def _six(rng: random.Random) -> str:
    zone = rng.choice(("", "", "%25eth0", "%251"))
    return _url(rng, f"[{_spelt6(rng, _within6(rng, rng.choice(INSIDE_6)))}{zone}]")


def _spelt6(rng: random.Random, address: IPv6Address) -> str:
    text = rng.choice((address.compressed, address.exploded))
    return text.upper() if rng.random() < 0.3 else text


def _named(rng: random.Random) -> str:
    name = rng.choice(_INWARD)
    name = "".join(rng.choice((letter, letter.upper())) for letter in name)
    return _url(rng, name + rng.choice(("", "", ".")))


def _tricked(rng: random.Random) -> str:
    """A public name in front, the inner address behind: userinfo, backslash, escapes."""
    inner = spelt(rng, _within(rng, rng.choice(INSIDE)))
    between = rng.choice(
        ("@", ":80@", "%40", "\\@", "#@", "%2f@", ":x@y@", "\t@", " ", "\r\n@", "%00@", ";@")
    )
    url = f"http://public.example{between}{inner}/"
    return url if between != "#@" else f"http://u@public.example#@{inner}/"


def _schemed(rng: random.Random) -> str:
    inner = _within(rng, rng.choice(INSIDE))
    return f"{rng.choice(_SCHEMES)}:{rng.choice(('//', '/', ''))}{inner}{rng.choice(('', ':6379'))}/x"


def _mangled(rng: random.Random) -> str:
    """An inner address with a sign changed, doubled or put in, which must still not lead anywhere."""
    url = list(_url(rng, str(_within(rng, rng.choice(INSIDE)))))
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(7, len(url))
        url[at : at + rng.randint(0, 1)] = rng.choice(
            ("\\", "%", "[", "]", "@", ":", "#", "\0", "。", "١", "\u200b")
        )
    return "".join(url)


def _url(rng: random.Random, host: str) -> str:
    port = rng.choice(("", "", "", ":80", ":443", ":8080", ":22", ":0", ":"))
    return (
        f"{rng.choice(('http', 'https', 'HTTP'))}://{host}{port}{rng.choice(('', '/', '/feed.xml', '?q=1'))}"
    )
