import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from small_web_assistant import MANY
from starlette.testclient import TestClient

JSON = {"Accept": "application/json"}


def events_of(body: str) -> list[tuple[str, dict[str, Any]]]:
    chunks = [chunk for chunk in body.split("\n\n") if chunk and not chunk.startswith(":")]
    return [
        (
            chunk.split("\n")[0].removeprefix("event: "),
            json.loads(chunk.split("\n")[1].removeprefix("data: ")),
        )
        for chunk in chunks
    ]


def ask(client: TestClient, text: str) -> list[tuple[str, dict[str, Any]]]:
    response = client.post("/chat/stream", json={"text": text}, headers=JSON)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    return events_of(response.text)


def test_the_first_page_invites(client: TestClient) -> None:
    page = BeautifulSoup(client.get("/").text, "html.parser")
    assert page.html["lang"] == "ko"  # type: ignore[index]
    assert page.select_one('[role="log"][aria-busy="false"]')
    assert page.select_one('label[for="text"]')
    assert len(page.select("button.example")) >= 3


def test_each_page_is_a_conversation_of_its_own(client: TestClient) -> None:
    ids = {re.search(r'name="conversation" value="([\w-]{22})"', client.get("/").text)[1] for _ in range(3)}  # type: ignore[index]
    assert len(ids) == 3


def test_the_stream_shows_steps_blocks_and_the_reply(client: TestClient, services: Any) -> None:
    events = ask(client, "생계급여는 누가 받나요?")
    names = [name for name, _ in events]
    assert names[0] == "step"
    assert names[-1] == "reply"
    assert "block" in names
    reply = BeautifulSoup(events[-1][1]["html"], "html.parser")
    assert reply.select("a.cite")[0]["data-passage"] == "livelihood-00000"
    assert reply.select_one("table td.figure")
    assert "2026. 1. 1.부터" in reply.text
    assert "2026. 11. 22.(일) 기준" in reply.text
    assert len(services.turns) == 1


def test_a_reply_may_come_as_json(client: TestClient, services: Any) -> None:
    made = services.assistant.stream

    def stream(turn: Any) -> Any:
        for event in made(turn):
            yield event | {"reply": event["reply"].model_dump(mode="json")} if "reply" in event else event

    services.assistant.stream = stream
    assert "근거 1 보기" in ask(client, "생계급여")[-1][1]["html"]
    assert services.turns[0][1].status == "answered"


def test_blocks_grow_in_place(client: TestClient) -> None:
    blocks = [data for name, data in ask(client, "생계급여") if name == "block"]
    indexes = [block["index"] for block in blocks]
    assert indexes == sorted(indexes)
    assert not any("data-passage" in block["html"] for block in blocks)


def test_it_works_without_javascript(client: TestClient) -> None:
    response = client.post("/chat", data={"text": "생계급여는 누가 받나요?", "conversation": "x"})
    assert response.headers["cache-control"] == "no-store"
    page = BeautifulSoup(response.text, "html.parser")
    assert "생계급여는 누가 받나요?" in page.select_one(".question").text  # type: ignore[union-attr]
    cited = page.select_one("a.cite")
    assert cited is not None
    assert client.get(str(cited["href"])).status_code == 200


def test_a_program_gets_the_reply_itself(client: TestClient) -> None:
    reply = client.post("/chat", json={"text": "생계급여"}, headers=JSON).json()
    assert reply["status"] == "answered"
    assert reply["citations"][0]["passage_id"] == "livelihood-00000"


def test_a_conversation_goes_on(client: TestClient, services: Any) -> None:
    mine = "A" * 22
    for sent in (mine, "short", "", None, "한" * 22, "A" * 23):
        client.post("/chat", json={"text": "생계급여", "conversation": sent}, headers=JSON)
    kept = [turn.conversation for turn, _ in services.turns]
    assert kept[0] == mine
    assert mine not in kept[1:]
    assert all(re.fullmatch(r"[\w-]{22}", one) for one in kept)


@pytest.mark.parametrize(
    ("question", "heading"),
    [("우주여행 지원", "자료를 찾지 못했어요"), ("죽고 싶어요", "지금 도움이 필요하면")],
)
def test_a_state_is_said_in_words(client: TestClient, question: str, heading: str) -> None:
    assert heading in ask(client, question)[-1][1]["html"]


def test_crisis_numbers_can_be_dialled(client: TestClient) -> None:
    html = ask(client, "죽고 싶어요")[-1][1]["html"]
    assert re.findall(r'href="tel:(\d+)"', html) == ["112", "109"]


def test_suggestions_lead_to_the_program_and_to_a_question(client: TestClient) -> None:
    html = BeautifulSoup(ask(client, "우주여행 지원")[-1][1]["html"], "html.parser")
    link = html.select_one(".card-title a")
    assert link is not None
    assert client.get(str(link["href"])).url.path == "/library/documents/livelihood"
    assert html.select_one(".card form button")["value"] == "생계급여 알려 주세요."  # type: ignore[index]
    assert [state.text for state in html.select(".card .verdict")] == ["더 알아봐야 해요"]


def test_many_suggestions_do_not_push_the_next_question_away(client: TestClient) -> None:
    html = BeautifulSoup(ask(client, "아기가 태어났어요")[-1][1]["html"], "html.parser")
    assert len(html.select(".card-title")) == MANY
    assert len(html.select("details.more .card-title")) == MANY - 4
    assert html.select_one("details.more summary").text == f"{MANY - 4}가지 더 보기"  # type: ignore[union-attr]


def test_what_people_write_is_never_markup(client: TestClient) -> None:
    question = '위험 "><script>alert(1)</script><img src=x onerror=alert(2)>'
    for body in (
        client.post("/chat", data={"text": question}).text,
        ask(client, question)[-1][1]["html"],
        "".join(data["html"] for name, data in ask(client, question) if name == "block"),
    ):
        found = BeautifulSoup(body, "html.parser")
        assert not found.find("img")
        assert not [tag for tag in found.find_all("script") if not tag.get("src")]
        assert not found.find(href=re.compile("^javascript:", re.I))
        assert not [tag for tag in found.find_all(True) if any(name.startswith("on") for name in tag.attrs)]


def test_a_failing_answer_ends_in_words(
    client: TestClient, services: Any, caplog: pytest.LogCaptureFixture
) -> None:
    events = ask(client, "고장 비밀이야기")
    assert events[-1][0] == "failed"
    assert "다시" in events[-1][1]["text"]
    response = client.post("/chat", data={"text": "고장 비밀이야기"})
    assert response.status_code == 500
    assert "129" in response.text
    assert "비밀이야기" not in caplog.text
    assert services.turns == []


def test_an_answer_survives_a_full_disk(client: TestClient, services: Any) -> None:
    def refuse(*_: object) -> None:
        raise OSError("disk full")

    services.record_turn = refuse
    assert ask(client, "생계급여")[-1][0] == "reply"


@pytest.mark.parametrize("text", ["", "   ", "\n\0\n"])
def test_an_empty_question_is_answered_with_what_to_do(client: TestClient, text: str) -> None:
    response = client.post("/chat", json={"text": text}, headers=JSON)
    assert response.status_code == 422
    assert "비어" in response.json()["error"]["text"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"text": 1}', b'{"text": "\\ud800"}', b"\xff\xfe", b'{"conversation": "x"}']
)
@pytest.mark.parametrize("path", ["/chat", "/chat/stream"])
def test_a_broken_body_is_refused_in_korean(client: TestClient, path: str, body: bytes) -> None:
    response = client.post(path, content=body, headers=JSON | {"Content-Type": "application/json"})
    assert response.status_code == 422
    assert not response.json()["error"]["text"].isascii()


def test_a_broken_form_is_refused_in_korean(client: TestClient) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    response = client.post("/chat", content=b"text=%FF%FE&" + b"a=1&" * 50, headers=kind)
    assert response.status_code == 422
    assert "확인" in response.text or "다시" in response.text


def test_a_long_question_is_refused_with_its_limit(
    open_client: Callable[..., TestClient], services: Any
) -> None:
    client = open_client(services, question_limit=10)
    response = client.post("/chat", json={"text": "가" * 11}, headers=JSON)
    assert response.status_code == 413
    assert "10자" in response.json()["error"]["text"]
    assert client.post("/chat", json={"text": "가" * 10}, headers=JSON).status_code == 200


def test_too_many_questions_at_once_are_told_to_wait(
    open_client: Callable[..., TestClient], services: Any
) -> None:
    client = open_client(services, answer_workers=1, answers_waiting=-1)
    response = client.post("/chat", json={"text": "생계급여"}, headers=JSON)
    assert response.status_code == 503
    assert response.headers["retry-after"] == "5"
