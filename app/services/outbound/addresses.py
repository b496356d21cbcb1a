"""Which IP addresses may be reached on behalf of a user or a page.

The deny list is explicit: ``ipaddress.is_global`` is true for NAT64, 6to4 and IPv4-compatible
forms of private addresses.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

IpAddress = IPv4Address | IPv6Address

_DENIED_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT, Alibaba metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's host agent, reachable from every Azure machine
        "169.254.0.0/16",  # link-local, cloud metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # IETF protocol assignments, Oracle metadata
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)

# Loopback, mapped and compatible IPv4, NAT64, unique local, link local, site local and multicast
# all lie outside of this block.
_GLOBAL_UNICAST_V6 = IPv6Network("2000::/3")

_DENIED_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # IETF protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 carries any IPv4 address
        "3fff::/20",  # documentation
    )
)


def is_denied(address: IpAddress) -> bool:
    """Whether a connection to ``address`` is forbidden."""
    if isinstance(address, IPv4Address):
        return any(address in network for network in _DENIED_V4)
    return address not in _GLOBAL_UNICAST_V6 or any(address in network for network in _DENIED_V6)
