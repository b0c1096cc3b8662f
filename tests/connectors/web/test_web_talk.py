"""What a conversation adds to the page: facts to take back, answers to press, verdicts, the record."""

from io import BytesIO
from typing import Any

import pypdfium2
from starlette.testclient import TestClient

CONVERSATION = "a" * 22


def page(client: TestClient, text: str) -> str:
    return client.post("/chat", data={"text": text, "conversation": CONVERSATION}).text


def test_a_question_can_be_answered_by_pressing(client: TestClient) -> None:
    html = page(client, "상담할게요")
    for label in ("없어요", "모르겠어요", "말하고 싶지 않아요"):
        assert f'name="text" value="{label}"' in html
    assert html.count("월세를 한 달에 얼마 내시나요?") == 1


def test_a_fact_can_be_taken_back_without_a_script(client: TestClient) -> None:
    html = page(client, "상담할게요")
    assert 'value="주거 형태 지워 주세요"' in html
    assert "&lt;b&gt;월세&lt;/b&gt;" in html
    assert "(확실하지 않음)" in html


def test_a_verdict_is_no_bare_yes_and_shows_both_figures(client: TestClient) -> None:
    html = page(client, "결과")
    assert "받을 수 있을 것 같아요" in html
    assert "지금 180만원, 기준 2,078,316원" in html
    assert "국민기초생활 보장법 제8조제2항" in html
    assert "근로능력은 담당자가 판단합니다." in html


def test_no_verdict_is_shown_while_something_is_asked(client: TestClient) -> None:
    assert "verdict-card" not in page(client, "상담할게요")


def test_the_record_tells_what_was_said_and_decided(client: TestClient, services: Any) -> None:
    response = client.post("/chat/record", data={"conversation": CONVERSATION})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert "상담 기록" in response.text
    assert "말씀하심, 확실하지 않음" in response.text
    turn, _ = services.turns[-1]
    assert turn.conversation == CONVERSATION
    assert not turn.keeps  # what was asked in the chat still waits for its answer


def test_the_record_as_a_pdf_holds_the_same(client: TestClient) -> None:
    response = client.post("/chat/record.pdf", data={"conversation": CONVERSATION})
    assert response.headers["content-type"] == "application/pdf"
    document = pypdfium2.PdfDocument(BytesIO(response.content))
    text = "\n".join(one.get_textpage().get_text_range() for one in document)
    for part in ("상담 기록", "주거 형태: <b>월세</b>", "생계급여: 받을 수 있을 것 같아요", "278,316원"):
        assert part in text


def test_a_record_of_nowhere_is_refused(client: TestClient) -> None:
    assert client.post("/chat/record", data={"conversation": "../etc"}).status_code == 422
    assert client.post("/chat/record.pdf", data={}).status_code == 422
