"""Which addresses belong to the public internet."""

from __future__ import annotations

import re

import pytest

from alertbot.feeds.addresses import is_public

INSIDE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.255 169.254.0.1
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1
198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16
100.100.100.200
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1
64:ff9b::808:808
64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1 2001:db8::1
2002:7f00:1:: 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1
ff02::1 ff0e::1 2606:4700::1%eth0
"""
OUTSIDE = "8.8.8.8 1.1.1.1 93.184.215.14 100.63.0.1 100.128.0.1 172.32.0.1 2606:4700::1111 2a00:1450::1"
NUMBERS = "localhost 2130706433 0x7f.1 1.2.3 1.2.3.4.5 8.8.8.8/32 ٨.٨.٨.٨"


def words(text: str) -> list[str]:
    return re.findall(r"\S+", text)


@pytest.mark.parametrize("address", words(INSIDE))
def test_addresses_of_special_ranges_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", words(OUTSIDE))
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", ["", *words(NUMBERS)])
def test_what_is_no_numeric_address_is_not_public(address):
    assert not is_public(address)
