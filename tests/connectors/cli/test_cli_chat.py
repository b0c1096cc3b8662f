"""`ieum chat`: an utterance a line in, a Reply a line out."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
