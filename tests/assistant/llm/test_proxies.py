"""A model on the premises is reached straight, whatever proxies the environment names."""

import asyncio
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from assistant.llm.direct import past_proxies
from assistant.llm.opening import open_model
from assistant.llm.settings import ModelSettings
from evals.scripted_model import Say, ScriptedModel

_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


class _Proxy(BaseHTTPRequestHandler):
    """Notes every address that somebody wants to be taken to, and takes nobody there."""

    seen: list[str]

    def do_POST(self) -> None:
        self.seen.append(self.path)
        self.send_error(502)

    do_GET = do_CONNECT = do_POST

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A proxy of the environment; what it is asked for."""
    seen: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Noting", (_Proxy,), {"seen": seen}))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    for name in _PROXIES:
        monkeypatch.setenv(name, address)
        monkeypatch.setenv(name.upper(), address)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("OPENAI_PROXY", address)
    yield seen
    server.shutdown()
    server.server_close()
    thread.join()


async def _asked(settings: ModelSettings) -> str:
    model = open_model(settings)
    try:
        return str((await model.chat.ainvoke("안녕하세요")).text)
    finally:
        await model.close()


def test_a_server_that_speaks_as_openais_is_reached_past_every_proxy(proxied: list[str]):
    with ScriptedModel([Say("네")]) as model:
        assert asyncio.run(_asked(ModelSettings("openai:scripted", url=model.url))) == "네"
    assert proxied == []


def test_the_environment_would_have_led_it_through_the_proxy(proxied: list[str]):
    with ScriptedModel([Say("네")]) as model:
        assert httpx.get(model.url).status_code == 502
    assert len(proxied) == 1


@pytest.mark.parametrize("before", ["", "example.org"])
def test_clients_of_other_providers_go_past_the_proxies_too(
    proxied: list[str], monkeypatch: pytest.MonkeyPatch, before: str
):
    monkeypatch.setenv("NO_PROXY", before)
    monkeypatch.setenv("no_proxy", before)
    with ScriptedModel([Say("네")]) as model:
        past_proxies(model.url)
        past_proxies(model.url)
        assert httpx.post(f"{model.url}/chat/completions", json={}).status_code == 200
    assert proxied == []
    assert os.environ["no_proxy"].split(",").count("127.0.0.1") == 1
    assert before in os.environ["NO_PROXY"]
