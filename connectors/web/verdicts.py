"""Determinations and questions as the pages show them: words, the line that decided, the criteria folded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.conversation.names import won
from assistant.reply import Reply
from assistant.tools.check_eligibility import certain, nobody

MOST = 6
_WORDS = {
    "eligible": ("success", "받을 수 있을 것 같아요"),
    "unknown": ("information", "더 알아봐야 해요"),
    "ineligible": ("warning", "받기 어려워 보여요. 그래도 신청할 수 있어요"),
}
_CERTAIN = "받을 수 있어요"
_MARKS = {True: ("✓", "맞음"), False: ("✗", "맞지 않음"), None: ("?", "아직 모름")}
_PER = {"month": "한 달 ", "year": "한 해 ", "once": "한 번 ", "day": "하루 "}
_FEW = 6


@dataclass(frozen=True, slots=True)
class Answers:
    """What can be pressed instead of typed; `more` are those that would crowd the page."""

    labels: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


def answers(question: Mapping[str, Any] | None) -> Answers:
    """The labels to press for a question; 없어요 where it denies all that is asked."""
    if question is None:
        return Answers()
    labels = [str(choice["label"]) for choice in question["choices"]]
    if len(question.get("facts", ())) > 1 or not labels:
        labels = ["없어요", *labels]
    return Answers(tuple(labels[:_FEW]), tuple(labels[_FEW:]))


def verdicts(reply: Reply) -> list[dict[str, Any]]:
    """The determinations of a reply that settles something, the most helpful first; none while it asks."""
    if reply.next_question is not None:
        return []
    best = {found["program"]: found for found in reversed(reply.determinations) if not nobody(found)}
    shown = [found for found in reply.determinations if best.get(found["program"]) is found]
    return [_card(found) for found in shown][:MOST]


def _card(found: Mapping[str, Any]) -> dict[str, Any]:
    verdict = found["verdict"]
    tone, words = _WORDS[verdict]
    criteria = [_criterion(one) for one in found["criteria"]]
    wanted = {"eligible": True, "ineligible": False}.get(verdict)
    deciding = [one for one in criteria if one["result"] is wanted and one["compared"]]
    return {
        "name": found["name"],
        "verdict": verdict,
        "tone": tone,
        "words": _CERTAIN if verdict == "eligible" and certain(found) else words,
        "amount": amount(found["amount"]) if verdict == "eligible" else "",
        "line": deciding[0]["compared"] if deciding else "",
        "criteria": criteria,
        "notes": found["not_modelled"],
    }


def _criterion(one: Mapping[str, Any]) -> dict[str, Any]:
    mark, state = _MARKS[one["result"]]
    compared = _compared(one["left"], one["right"])
    text = f"{one['text']} ({compared})" if compared else one["text"]
    return {
        "mark": mark, "state": state, "text": text, "source": one["source"], "compared": compared,
        "result": one["result"],
    }  # fmt: skip


def _compared(left: Any, right: Any) -> str:
    numbers = all(isinstance(side, int) and not isinstance(side, bool) for side in (left, right))
    if not numbers or max(left, right) < 1_000:
        return ""
    return f"지금 {won(left)}, 기준 {won(right)}"


def amount(found: Mapping[str, Any] | None) -> str:
    """An amount as people say it; empty where there is none to tell."""
    if found is None or found["per"] == "in_kind":
        return ""
    sides: Sequence[int | None] = [found["won"]] if found["won"] is not None else [found["min"], found["max"]]
    known = [side for side in sides if side is not None]
    shown = [f"{side}%" if found["per"] == "percent" else won(side) for side in known]
    if len(known) > 1 and known[0] == 0:
        shown = [f"{shown[1]}까지"]
    return f"{_PER.get(found['per'], '')}{'~'.join(shown)}" if shown else ""
