from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.outbound.addresses import IpAddress, is_denied
from tests.unit.services.outbound.forbidden import V4, V6


@pytest.mark.parametrize("text", [*map(str, V4), *V6])
def test_forbidden(text: str) -> None:
    assert is_denied(ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        *("1.1.1.1", "93.184.216.34", "100.63.255.255", "100.128.0.0", "172.32.0.1"),
        *("223.130.192.247", "192.0.1.1", "168.63.129.17"),
        *("2606:4700::1111", "2a00:1450:4001::200e", "2001:4860::8888"),
    ],
)
def test_public(text: str) -> None:
    assert not is_denied(ip_address(text))


@given(st.ip_addresses())
def test_nothing_that_the_registry_calls_private_gets_through(address: IpAddress) -> None:
    assert address.is_global or is_denied(address)


@given(st.ip_addresses(v=4))
def test_no_form_of_embedding_gets_through(address: IpAddress) -> None:
    high, low = address.packed[:2].hex(), address.packed[2:].hex()
    for form in ("::ffff:{}:{}", "::{}:{}", "64:ff9b::{}:{}", "2002:{}:{}::1", "2001:0:{}:{}::"):
        assert is_denied(ip_address(form.format(high, low)))
