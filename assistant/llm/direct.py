"""The straight way to a server on the premises: a proxy of the environment would see facts of a household."""

import os
from urllib.parse import urlsplit

_NAMES = ("no_proxy", "NO_PROXY")  # the first is what Python reads where both are set


def past_proxies(url: str) -> None:
    """Except the host of `url` from the proxies of this process, for clients that read its environment.

    Clients that are made later go straight to that host; all other hosts keep their proxy.
    """
    host = urlsplit(url).hostname or ""
    named = next((os.environ[name] for name in _NAMES if os.environ.get(name)), "")
    hosts = [one.strip() for one in named.split(",") if one.strip()]
    if host and host not in hosts:
        hosts.append(host)
    for name in _NAMES:
        os.environ[name] = ",".join(hosts)
