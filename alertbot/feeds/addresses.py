"""Which addresses on the network may be fetched: only those of the public internet."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_REFUSED = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",  # Azure's metadata and health service, outside the reserved ranges
        "2001::/23",  # Teredo, ORCHID, benchmarking and other protocol assignments
        "2001:db8::/32",
        "2002::/16",  # 6to4: the IPv4 address inside is dialled
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
"""IANA special-purpose registries (IPv4 and IPv6) and what `ipaddress` of older Pythons misses."""
_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""Everything public in IPv6 lies here: mapped, NAT64, site-local, unique-local, multicast do not."""


def is_public(address: str) -> bool:
    """Whether a numeric address belongs to the public internet; False for anything else.

    Refuses private, loopback, link-local (metadata services), shared, multicast, reserved and
    documentation ranges, and every IPv6 form that carries an IPv4 address (mapped, compatible, NAT64,
    6to4, Teredo): a public server has a plain one.
    """
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and (parsed not in _GLOBAL_UNICAST or parsed.scope_id):
        return False
    return parsed.is_global and not any(parsed in network for network in _REFUSED)
