"""`ieum serve`: the web chat and the keeper of the indexes."""

import gc
import ipaddress
import socket
import threading
import time
from typing import Annotated

import typer
import uvicorn

from connectors.app import Services, open_services
from connectors.cli.output import out, progress_bar
from connectors.settings import read_settings
from connectors.web.app import create_web_app
from knowledge.errors import InputError
from knowledge.library import Library

_SHUTDOWN_SECONDS = 5
_BAR_SECONDS = 0.3


def serve(
    host: Annotated[str | None, typer.Option(help="듣는 주소(루프백만)")] = None,
    port: Annotated[int | None, typer.Option(help="듣는 포트", min=0, max=65535)] = None,
) -> None:
    """웹 대화를 켭니다."""
    settings = read_settings()
    address = host or settings.host
    _hold_to_loopback(address)
    with (
        open_services(settings) as services,
        _listen(address, settings.port if port is None else port) as sock,
    ):
        services.library.keep()
        shown = f"[{address}]" if ":" in address else address
        out.print(f"이음이 켜졌습니다: http://{shown}:{sock.getsockname()[1]}/", highlight=False)
        threading.Thread(target=_warm, args=(services,), daemon=True).start()
        threading.Thread(target=_show_indexing, args=(services.library,), daemon=True).start()
        config = uvicorn.Config(
            create_web_app(services),
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        )
        uvicorn.Server(config).run(sockets=[sock])


def _warm(services: Services) -> None:
    """Load what the first turn would wait for, and spare it from every later collection of garbage."""
    services.warm()
    gc.collect()
    gc.freeze()


def _show_indexing(library: Library) -> None:
    """A bar while vectors are being made; words answer meanwhile."""
    total = 0
    with progress_bar("뜻 색인 만드는 중(그동안은 낱말로 찾습니다)") as bar:
        task = bar.add_task("index", total=None)
        while not (ready := library.ready())["vectors"]:
            total = max(total, ready["vectors_left"])
            bar.update(task, completed=total - ready["vectors_left"], total=total or None)
            time.sleep(_BAR_SECONDS)
        bar.update(task, completed=total, total=total)


def _hold_to_loopback(address: str) -> None:
    """Until people sign in, nobody outside this machine may reach the web."""
    try:
        loopback = address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise InputError(
            f"'{address}'에서는 열 수 없습니다. "
            "로그인이 생기기 전에는 127.0.0.1처럼 이 기계 안의 주소만 씁니다."
        )


def _listen(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((address, port))
        sock.listen(128)
    except OSError as error:
        sock.close()
        raise InputError(
            f"{address}:{port}을(를) 쓸 수 없습니다({error.strerror}). --port로 다른 포트를 골라 주세요."
        ) from error
    return sock
