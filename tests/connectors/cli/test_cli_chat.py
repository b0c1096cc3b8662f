"""`ieum chat`: an utterance a line in, a Reply a line out."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.understanding.facts import Confidence
from connectors import app
from connectors.cli import chat

Write = Callable[[str, str], Path]


@pytest.fixture
def with_rules(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The built-in rules; the indexes, which these turns do not need, are left as they are."""
    monkeypatch.setenv("IEUM_BUILTIN_CATALOG", "true")
    monkeypatch.setattr(chat, "bring_up", lambda _: None)
    monkeypatch.setattr(app, "shelve_catalog", lambda *_: None)


@pytest.mark.usefixtures("with_rules")
def test_scripts_give_a_reply_a_turn_with_their_id(ieum: Any, write: Write) -> None:
    turns = ["월세 40만원에 살아요", "보증금은 500이에요"]
    first = {"id": "하나", "role": "citizen", "as_of": "2026-11-24", "turns": turns}
    scripts = [first, {"id": "둘", "turns": ["안녕하세요"]}]
    path = write("talks.jsonl", "\n".join(json.dumps(one, ensure_ascii=False) for one in scripts))
    ran = ieum("chat", "--json", "--conversations", path)
    assert ran.status == 0
    assert [(one["id"], one["turn"]) for one in ran.objects] == [("하나", 1), ("하나", 2), ("둘", 1)]
    known = {fact["id"]: fact["value"] for fact in ran.objects[1]["facts"]}
    assert (known["monthly_rent"], known["deposit"]) == (400_000, 5_000_000)
    assert ran.objects[2]["facts"] == []


@pytest.mark.usefixtures("with_rules")
def test_lines_of_standard_input_are_one_conversation(ieum: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("월세 40만원에 살아요\n\n보증금은 500이에요\n"))
    ran = ieum("chat", "--json", "--role", "citizen")
    assert len(ran.objects) == 2
    assert {fact["id"] for fact in ran.objects[1]["facts"]} >= {"monthly_rent", "deposit"}


_DOCUMENT = Path(__file__).parents[3] / "docs" / "conversation.md"


def _shown(heading: str) -> list[tuple[str, str]]:
    """The utterances and replies of a dialogue of docs/conversation.md."""
    part = _DOCUMENT.read_text(encoding="utf-8").partition(heading)[2].partition("\n## ")[0]
    said = re.findall(r"^\*\*(.+?)\*\*\n\n((?:>.*\n?)+)", part, re.MULTILINE)
    return [(text, re.sub(r"^> ?", "", reply, flags=re.MULTILINE).strip()) for text, reply in said]


@pytest.mark.usefixtures("with_rules")
@pytest.mark.parametrize(("role", "heading"), [("staff", "담당자"), ("citizen", "시민")])
def test_the_documented_dialogue_goes_as_it_stands_there(
    ieum: Any, write: Write, role: str, heading: str
) -> None:
    """Cited and shortened replies need the library, and are left to a look at the page."""
    shown = _shown(f"## 실제 대화: {heading}\n")
    script = {"id": role, "role": role, "as_of": "2026-11-24", "turns": [text for text, _ in shown]}
    path = write("talk.jsonl", json.dumps(script, ensure_ascii=False))
    ran = ieum("chat", "--json", "--conversations", path)
    whole = [
        (text, reply, got["text"])
        for (text, reply), got in zip(shown, ran.objects, strict=True)
        if "[1]" not in reply and "…(줄임)" not in reply
    ]
    assert len(whole) >= 6
    assert [reply for _, reply, _ in whole] == [got for _, _, got in whole]


_REPLY = {
    "turn_id", "conversation", "knowledge_revision", "as_of", "status", "notices", "text", "citations",
    "facts", "determinations", "suggestions", "next_question",
}  # fmt: skip


@pytest.mark.usefixtures("with_rules")
def test_replies_have_the_contracts_fields_and_facts_theirs(ieum: Any, write: Write) -> None:
    turns = ["혼자 사는 78세이고 월세 40만원쯤 내요", "보증금은 500이에요"]
    script = {"id": "하나", "role": "citizen", "as_of": "2026-11-24", "turns": turns}
    ran = ieum(
        "chat", "--json", "--conversations", write("talk.jsonl", json.dumps(script, ensure_ascii=False))
    )
    facts = ran.objects[-1]["facts"]
    assert all(one.keys() >= _REPLY for one in ran.objects)
    assert all(one.keys() >= {"id", "member", "value", "source", "confidence"} for one in facts)
    assert {one["source"] for one in facts} <= {"said", "asked", "document", "staff"}
    assert {one["confidence"] for one in facts} <= {one.value for one in Confidence}
    owned = {one["id"]: (one["member"], one["value"]) for one in facts}
    assert owned["deposit"] == (None, 5_000_000)
    assert owned["age"] == ("self", 78)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": "가"}', "'turns'가 없습니다"),
        ('{"id": "가", "turns": "말"}', "'turns'가 없습니다"),
        ('{"id": "가", "turns": ["말"], "role": "king"}', "role 'king'"),
        ('{"id": "가", "turns": ["말"], "as_of": "어제"}', "날짜 '어제'"),
        ("말", "JSON이 아닙니다"),
    ],
)
def test_a_wrong_script_is_one_korean_line(ieum: Any, write: Write, line: str, says: str) -> None:
    ran = ieum("chat", "--conversations", write("talks.jsonl", line))
    assert ran.status == 2
    assert says in ran.complaint
