"""`ieum search`, `ask` and `trace`: JSON that scripts rely on, by role and by day."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.reply import Reply
from knowledge.records import Audience, DocumentDraft, DocumentKind, PassageDraft, SectionDraft
from knowledge.store import Store

NUMBER = "900101-1234567"
RESULT_KEYS = ["rank", "score", "passage_id", "document_id", "document", "breadcrumb", "page", "text"]


def document(
    identity: str, title: str, heading: str, text: str, audience: Audience, start: date | None = None
):
    section = SectionDraft(heading, passages=(PassageDraft(text, page_from=3, page_to=3),))
    return DocumentDraft(
        identity, title, (section,), kind=DocumentKind.GUIDE, audience=audience, effective_from=start
    )


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of four documents, which the first command indexes."""
    home = tmp_path_factory.mktemp("library")
    store = Store.open(None, home)
    store.add(
        [
            document(
                "visit",
                "방문돌봄 안내",
                "신청하는 곳",
                "방문돌봄 서비스는 읍·면·동 행정복지센터에 신청합니다.",
                Audience.PUBLIC,
            ),
            document(
                "inner",
                "방문돌봄 내부 지침",
                "조사 방법",
                "방문돌봄 신청 가구는 담당자가 내부 기준으로 조사합니다.",
                Audience.STAFF,
            ),
            document(
                "lamp",
                "전등 교체 지원",
                "지원 금액",
                "전등 교체 지원은 한 집에 10만원을 줍니다.",
                Audience.PUBLIC,
                date(2025, 1, 1),
            ),
            document(
                "lamp",
                "전등 교체 지원",
                "지원 금액",
                "전등 교체 지원은 한 집에 20만원을 줍니다.",
                Audience.PUBLIC,
                date(2026, 1, 1),
            ),
        ]
    )
    store.close()
    return home


@pytest.fixture
def home(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_home) -> Path:
    in_home(monkeypatch, prepared)
    monkeypatch.chdir(tmp_path)
    return prepared


def jsonl(*objects: object) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


def test_search_prints_one_object_of_the_contract(ieum) -> None:
    ran = ieum("search", "방문돌봄 신청", "--json", "--top", 2)
    (found,) = ran.objects
    assert (ran.status, list(found)) == (0, ["query", "results"])
    assert found["query"] == "방문돌봄 신청"
    assert [list(result) for result in found["results"]] == [RESULT_KEYS] * 2
    assert [result["rank"] for result in found["results"]] == [1, 2]
    assert {result["document_id"] for result in found["results"]} == {"visit", "inner"}
    assert found["results"][0]["page"] == "3"


def test_the_command_line_speaks_as_staff_unless_told(ieum) -> None:
    (staff,) = ieum("search", "방문돌봄", "--json").objects
    (citizen,) = ieum("search", "방문돌봄", "--json", "--role", "citizen").objects
    assert "inner" in {result["document_id"] for result in staff["results"]}
    assert "inner" not in {result["document_id"] for result in citizen["results"]}


@pytest.mark.parametrize(("day", "amount"), [("2025-12-31", "10만원"), ("2026-01-01", "20만원")])
def test_search_keeps_to_the_day(ieum, day: str, amount: str) -> None:
    (found,) = ieum("search", "전등 교체 금액", "--json", "--as-of", day).objects
    texts = [r["text"] for r in found["results"] if r["document_id"] == "lamp"]
    assert texts == [f"전등 교체 지원은 한 집에 {amount}을 줍니다."]


def test_a_list_of_queries_gives_an_object_each_with_its_id(ieum, write) -> None:
    queries = [{"id": f"q{n}", "query": word} for n, word in enumerate(["전등", "방문돌봄", "\u2028 없는말"])]
    ran = ieum("search", "--queries", write("물음.jsonl", jsonl(*queries)), "--json", "--top", 1)
    assert ran.status == 0
    assert [(one["id"], one["query"]) for one in ran.objects] == [(q["id"], q["query"]) for q in queries]
    assert [one["results"][0]["document_id"] for one in ran.objects[:2]] == ["lamp", "visit"]


def test_search_shows_people_a_table(ieum) -> None:
    ran = ieum("search", "전등 교체")
    assert ran.status == 0
    assert "20만원" in ran.out


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('{"id": "a", "query": "가"}\n{"id": "b"}\n', "물음.jsonl:2: "),
        ('{"id": "a", "query": "가"}\n\n[1]\n', "물음.jsonl:3: "),
        ("{\n", "물음.jsonl:1: "),
        ('{"id": "a", "query": "  "}\n', "물음.jsonl:1: "),
        ('{"id": "a", "query": "\\ud800"}\n', "물음.jsonl:1: "),
        ("[" * 100_000, "물음.jsonl:1: "),
    ],
    ids=["no query", "no object", "no json", "blank query", "half a character", "deep"],
)
def test_a_bad_line_is_named_before_anything_is_answered(ieum, write, text: str, where: str) -> None:
    write("물음.jsonl", text)
    ran = ieum("search", "--queries", "물음.jsonl", "--json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.complaint.startswith(where)


@pytest.mark.parametrize("command", ["search", "ask"])
def test_neither_or_both_of_a_question_and_a_list_is_bad_input(ieum, write, command: str) -> None:
    option = "--queries" if command == "search" else "--questions"
    write("물음.jsonl", "")
    for arguments in ([], ["물음", option, "물음.jsonl"]):
        ran = ieum(command, *arguments)
        assert (ran.status, ran.out) == (2, "")
        assert ran.complaint.endswith("하나만 적어 주세요.")


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "가", "--as-of", "내일"),
        ("search", "가", "--top", "0"),
        ("search", "가", "--role", "king"),
        ("search", "--queries", "없음.jsonl"),
        ("ask", "가", "--as-of", "2026-02-30"),
        ("ask", "--questions", "없음.jsonl"),
        ("ask", "가", "--no-such-option"),
        ("no-such-command",),
    ],
    ids=" ".join,
)
def test_bad_arguments_end_with_two_and_say_nothing_on_standard_output(ieum, arguments) -> None:
    ran = ieum(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err


def test_ask_prints_a_reply(ieum) -> None:
    ran = ieum("ask", "방문돌봄은 어디에 신청하나요?", "--json", "--as-of", "2026-11-24")
    (found,) = ran.objects
    reply = Reply.model_validate(found)
    assert (ran.status, reply.status.value) == (0, "answered")
    assert reply.as_of == date(2026, 11, 24)
    assert "행정복지센터" in reply.text
    assert reply.citations[0].document == "방문돌봄 안내"


def test_a_list_of_questions_keeps_ids_roles_and_days(ieum, write) -> None:
    question = "전등 교체 지원 금액이 얼마인가요?"
    asked = [
        {"id": "지금", "question": question},
        {"id": "작년", "question": question, "as_of": "2025-06-01", "role": "citizen"},
    ]
    ran = ieum("ask", "--questions", write("물음.jsonl", jsonl(*asked)), "--json", "--as-of", "2026-06-01")
    now, last_year = ran.objects
    assert ran.status == 0
    assert [(one["id"], one["as_of"]) for one in (now, last_year)] == [
        ("지금", "2026-06-01"),
        ("작년", "2025-06-01"),
    ]
    assert "20만원" in now["text"]
    assert "10만원" in last_year["text"]


@pytest.mark.parametrize(
    "wrong", [{"as_of": "내일"}, {"as_of": 20261124}, {"role": "king"}, {"question": ""}]
)
def test_a_wrong_question_of_a_list_stops_before_any_answer(ieum, write, wrong) -> None:
    asked = [{"id": "가", "question": "전등"}, {"id": "나", "question": "전등", **wrong}]
    ran = ieum("ask", "--questions", write("물음.jsonl", jsonl(*asked)), "--json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.complaint


def test_trace_shows_what_an_answer_was_made_from(ieum) -> None:
    (reply,) = ieum("ask", f"{NUMBER} 방문돌봄은 어디에 신청하나요?", "--json").objects
    ran = ieum("trace", reply["turn_id"][:12], "--json")
    (found,) = ran.objects
    assert (ran.status, found["turn_id"], found["role"]) == (0, reply["turn_id"], "staff")
    assert NUMBER not in ran.out + json.dumps(reply)
    assert [source["passage_id"] for source in found["sources"]] == [
        citation["passage_id"] for citation in reply["citations"]
    ]
    assert all(source["current"] for source in found["sources"])
    assert found["knowledge_revision"] == reply["knowledge_revision"]
    shown = ieum("trace", reply["turn_id"])
    assert "방문돌봄 안내" in shown.out


def test_a_trace_of_nothing_could_not_be_shown(ieum) -> None:
    ran = ieum("trace", "zzzz", "--json")
    assert (ran.status, ran.out) == (1, "")
    assert ran.complaint.startswith("'zzzz'로 시작하는 답이 없거나 여럿입니다.")
