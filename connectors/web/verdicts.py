"""Determinations and questions as the pages show them: words, the line that decided, the criteria folded."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.conversation.verdict_words import MARKS, compared, paid, state
from assistant.conversation.wording import Wording
from assistant.reply import Reply
from assistant.tools.check_eligibility import nobody
from knowledge.records import Role

MOST = 6
_TONES = {"eligible": "success", "unknown": "information", "ineligible": "warning"}
_ALONE = {"eligible": "likely", "unknown": "open", "ineligible": "refused_alone"}
_STATES = {True: "맞음", False: "맞지 않음", None: "아직 모름"}
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


def verdicts(reply: Reply, role: Role = Role.CITIZEN) -> list[dict[str, Any]]:
    """The determinations of a reply that settles something, the most helpful first; none while it asks."""
    if reply.next_question is not None:
        return []
    best = {found["program"]: found for found in reversed(reply.determinations) if not nobody(found)}
    shown = [found for found in reply.determinations if best.get(found["program"]) is found]
    return [_card(found, role) for found in shown][:MOST]


def suggested_states(role: Role = Role.CITIZEN) -> dict[str, tuple[str, str]]:
    """Tone and words by verdict for a suggested program, of which nothing is known to be certain."""
    return {verdict: (_TONES[verdict], _wording().say(name, role)) for verdict, name in _ALONE.items()}


def _card(found: Mapping[str, Any], role: Role) -> dict[str, Any]:
    verdict = found["verdict"]
    criteria = [_criterion(one, role) for one in found["criteria"]]
    wanted = {"eligible": True, "ineligible": False}.get(verdict)
    deciding = [one for one in criteria if one["result"] is wanted and one["compared"]]
    return {
        "name": found["name"],
        "verdict": verdict,
        "tone": _TONES[verdict],
        "words": _words(found, role),
        "amount": paid(_wording(), found["amount"], role) if verdict == "eligible" else "",
        "line": deciding[0]["compared"] if deciding else "",
        "criteria": criteria,
        "notes": found["not_modelled"],
    }


def _words(found: Mapping[str, Any], role: Role) -> str:
    """The verdict; a card stands alone, so that a refusal says by itself that one may still apply."""
    if found["verdict"] == "ineligible":
        return _wording().say(_ALONE["ineligible"], role)
    return state(_wording(), found, role)


def _criterion(one: Mapping[str, Any], role: Role) -> dict[str, Any]:
    figures = compared(_wording(), one, role)
    return {
        "mark": MARKS[one["result"]],
        "state": _STATES[one["result"]],
        "text": f"{one['text']} ({figures})" if figures else one["text"],
        "source": one["source"],
        "compared": figures,
        "result": one["result"],
    }


@cache
def _wording() -> Wording:
    """The sentences of the conversation, read once."""
    return Wording()
