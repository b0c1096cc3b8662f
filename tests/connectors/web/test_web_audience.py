"""Endpoint by audience: what is for staff stays out of every page, also when the library would give it."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

READING = [
    "/",
    "/library",
    "/library?q={secret}",
    "/library?kind=guideline",
    "/library?as_of=2026-06-01",
    "/library/documents/manual",
    "/library/documents/manual?part=1",
    "/library/passages/manual-00000",
    "/library/passages/manual-00000/panel",
    "/library/programs/staff-program",
    "/readyz",
]
CLAIMS: list[dict[str, Any]] = [
    {},
    {"params": {"role": "staff", "audience": "staff"}},
    {"headers": {"X-Role": "staff", "X-Ieum-Role": "staff", "Authorization": "Bearer staff"}},
    {"cookies": {"role": "staff", "ieum_view": "staff", "session": "staff"}},
]


@pytest.fixture(params=[False, True], ids=["obedient library", "leaky library"])
def asker(
    request: pytest.FixtureRequest, services: Any, open_client: Callable[..., TestClient]
) -> TestClient:
    services.library.leaky = request.param
    return open_client(services)


@pytest.mark.filterwarnings("ignore:Setting per-request cookies")
@pytest.mark.parametrize("path", READING)
def test_staff_texts_stay_out_of_every_page(asker: TestClient, secret: str, path: str) -> None:
    for claim in CLAIMS:
        assert secret not in asker.get(path.format(secret=secret[:4]), **claim).text


@pytest.mark.parametrize("path", READING[5:10])
def test_staff_and_absent_are_one_answer(asker: TestClient, path: str) -> None:
    absent = path.replace("manual", "absent").replace("staff-program", "absent")
    mine, theirs = asker.get(path), asker.get(absent)
    assert mine.status_code == theirs.status_code == 404
    assert mine.text.replace("manual", "").replace("staff-program", "") == theirs.text.replace("absent", "")


@pytest.mark.parametrize("path", ["/chat", "/chat/stream"])
def test_a_question_is_always_a_citizens(client: TestClient, services: Any, secret: str, path: str) -> None:
    body = {"text": "생계급여", "role": "staff", "audience": "staff"}
    response = client.post(f"{path}?role=staff", json=body, headers={"Accept": "*/*", "X-Role": "staff"})
    assert response.status_code == 200
    assert services.turns[0][0].role == "citizen"
    assert secret not in response.text


def test_public_texts_are_there(asker: TestClient) -> None:
    for path in ("/library", "/library/documents/livelihood", "/library/passages/livelihood-00000/panel"):
        assert "생계급여" in asker.get(path).text
