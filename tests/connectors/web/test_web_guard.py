from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from connectors.web.headers import SECURITY_HEADERS
from connectors.web.rate import RateLimit

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    "path", ["/", "/library", "/library/documents/act", "/nowhere", "/healthz", "/static/x/css/base.css"]
)
def test_every_response_is_dressed(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_refusals_are_dressed_too(client: TestClient) -> None:
    for response in (
        client.get("/", headers={"Host": "evil.example"}),
        client.post("/chat", data={"text": "x"}, headers={"Origin": "http://evil.example"}),
        client.post("/chat", content=b"x" * 20_000, headers=FORM),
        client.post("/chat", data={"text": "고장"}),
    ):
        assert response.status_code >= 400
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]


def test_the_policy_allows_nothing_inline() -> None:
    policy = SECURITY_HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "base-uri 'none'" in policy


@pytest.mark.parametrize("path", ["/", "/library?q=생계", "/library/documents/livelihood", "/nowhere"])
def test_pages_need_nothing_inline(client: TestClient, path: str) -> None:
    html = client.get(path).text
    assert " style=" not in html
    assert "<style" not in html
    assert "<script>" not in html
    assert "https://" not in html  # nothing from elsewhere


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8300", 200),
        ("127.0.0.2", 200),
        ("localhost:1", 200),
        ("LOCALHOST", 200),
        ("[::1]:8300", 200),
        ("evil.example", 400),
        ("localhost.evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("10.0.0.1", 400),
        ("127.0.0.1@evil.example", 400),
        ("[::1", 400),
        ("", 400),
    ],
)
def test_only_our_names_are_answered(client: TestClient, host: str, status: int) -> None:
    assert client.get("/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://127.0.0.1:8300"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://[::1"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_only_our_own_pages_may_post(client: TestClient, headers: dict[str, str], status: int) -> None:
    question = {"text": "생계급여"}
    assert client.post("/chat", headers=headers, data=question).status_code == status
    assert client.post("/chat/stream", headers=headers, json=question).status_code == status


def test_a_large_body_is_refused(client: TestClient) -> None:
    response = client.post("/chat", content=b"text=" + b"x" * 16_384, headers=FORM)
    assert response.status_code == 413
    assert "줄여서" in response.text


def test_a_large_body_without_a_length_is_refused(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 1024

    assert client.post("/chat/stream", content=chunks()).status_code == 413


def test_haste_is_told_to_wait(open_client: Callable[..., TestClient], services: Any) -> None:
    client = open_client(services, burst=3, per_second=0.1)
    answers = [client.get("/library") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 10
    assert "기다렸다가" in answers[-1].text
    assert client.get("/healthz").status_code == 200


@given(st.lists(st.floats(0, 5), max_size=60))
def test_a_bucket_never_gives_more_than_it_holds(pauses: list[float]) -> None:
    now = [0.0]
    limit = RateLimit(burst=5, per_second=2, clock=lambda: now[0])
    allowed = 0
    for pause in pauses:
        now[0] += pause
        allowed += limit.wait("a") == 0
    assert allowed <= 5 + 2 * now[0] + 1e-6


def test_waiting_as_told_is_enough() -> None:
    now = [0.0]
    limit = RateLimit(burst=1, per_second=0.3, clock=lambda: now[0])
    assert limit.wait("a") == 0
    now[0] += limit.wait("a")
    assert limit.wait("a") == 0
    assert limit.wait("b") == 0


def test_logs_hold_no_words(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="ieum.web.access"):
        client.get("/library", params={"q": "비밀이야기"})
        client.post("/chat", data={"text": "비밀이야기"})
    assert "GET /library 200" in caplog.text
    assert "비밀" not in caplog.text
    assert "%EB%B9%84" not in caplog.text
