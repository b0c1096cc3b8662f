"""The stream over a real server: it flows, beats while silent, and stops when the client goes."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest


@pytest.fixture
def open_stream(serve: Callable[..., str]) -> Iterator[Callable[..., Any]]:
    opened: list[http.client.HTTPConnection] = []

    def open_one(services: Any, **settings: Any) -> http.client.HTTPConnection:
        address = serve(services, **settings).removeprefix("http://")
        connection = http.client.HTTPConnection(address, timeout=10)
        connection.request(
            "POST", "/chat/stream", json.dumps({"text": "생계급여"}), {"Content-Type": "application/json"}
        )
        opened.append(connection)
        return connection

    yield open_one
    for connection in opened:
        connection.close()


def test_words_arrive_before_the_answer_is_finished(services: Any, open_stream: Callable[..., Any]) -> None:
    services.assistant.gate = threading.Event()
    with open_stream(services).getresponse() as response:
        assert response.readline() == b"event: step\n"
        assert not services.turns
        services.assistant.gate.set()
        assert b"event: reply" in response.read()


def test_silence_is_filled_so_that_nobody_hangs_up(services: Any, open_stream: Callable[..., Any]) -> None:
    services.assistant.gate = threading.Event()
    with open_stream(services, heartbeat=0.05).getresponse() as response:
        lines = [response.readline() for _ in range(4)]
        assert b": ping\n" in lines
        services.assistant.gate.set()
        response.read()


def test_a_client_that_leaves_stops_the_assistant(services: Any, open_stream: Callable[..., Any]) -> None:
    services.assistant.gate = threading.Event()
    connection = open_stream(services, heartbeat=0.05)
    with connection.getresponse() as response:
        response.readline()
    connection.close()
    time.sleep(0.4)
    services.assistant.gate.set()
    assert services.assistant.closed.wait(5)
    assert not services.turns
