"""Whether a model runs on the premises: its server's addresses are all loopback or private ones.

A name is resolved when the model is opened. One that cannot be resolved, and a model without an address of
its own (a provider's service), are off the premises.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

_NETWORKS = tuple(
    ipaddress.ip_network(network)
    for network in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)


def on_premises(url: str | None) -> bool:
    """Whether everything that listens at the address is on this machine or in a private network."""
    try:
        host = urlsplit(url).hostname if url else None
        if not host:
            return False
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
        return bool(found) and all(_inside(address) for address in found)
    except (OSError, UnicodeError, ValueError):
        return False


def _inside(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found.version == network.version and found in network for network in _NETWORKS)
