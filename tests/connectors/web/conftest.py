"""The web face over a small library and an assistant that makes real replies, in clients and in a browser."""

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from starlette.testclient import TestClient

from connectors.web.app import create_web_app
from connectors.web.settings import WebSettings

sys.path.insert(0, str(Path(__file__).parent))  # the small library and assistant lie beside their tests

from small_web_assistant import SmallAssistant, SmallServices
from small_web_library import SECRET, SmallLibrary


@pytest.fixture
def services() -> SmallServices:
    library = SmallLibrary()
    return SmallServices(library, SmallAssistant(library))


@pytest.fixture
def secret() -> str:
    """A word that stands only in staff documents."""
    return SECRET


@pytest.fixture
def open_client() -> Iterator[Callable[..., TestClient]]:
    """Opens a client over given services and settings, as a browser on this machine."""
    opened: list[TestClient] = []

    def open_one(services: SmallServices, **settings: Any) -> TestClient:
        app = create_web_app(services, WebSettings(**settings))
        client = TestClient(
            app,
            base_url="http://127.0.0.1:8300",
            headers={"Accept": "text/html"},
            raise_server_exceptions=False,
        )
        opened.append(client.__enter__())
        return opened[-1]

    yield open_one
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(services: SmallServices, open_client: Callable[..., TestClient]) -> TestClient:
    return open_client(services)


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Serves given services on a free loopback port; gives the address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def serve_one(services: SmallServices, **settings: Any) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(
            create_web_app(services, WebSettings(**settings)), log_config=None, timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        running.append((server, thread))
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield serve_one
    for server, _ in running:
        server.should_exit = True
    for _, thread in running:
        thread.join(5)


_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 375, "height": 812}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. A module's own, because Playwright's loop stands in the way of `asyncio.run`."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium이 없어 브라우저 시험을 건너뜁니다: apt install chromium fonts-noto-cjk")
    fonts = shutil.which("fc-list")
    if fonts and not subprocess.run([fonts, ":lang=ko"], capture_output=True, check=True).stdout:
        pytest.skip("한글 글꼴이 없어 브라우저 시험을 건너뜁니다: apt install fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page at an address; at the end nothing may have run from a text or broken the policy."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(address: str, viewport: Any = None, **options: Any) -> Page:
        options = {"viewport": viewport or DESK, "locale": "ko-KR", "reduced_motion": "reduce"} | options
        contexts.append(chromium.new_context(**options))
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if "Content Security" in message.text else None,
        )
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def viewport(request: pytest.FixtureRequest) -> Any:
    return request.param
