"""The information answer within a conversation: a question that leaves out its program is made whole."""

import re
from collections.abc import Sequence

from assistant.answer import Assistant
from assistant.conversation.desk import Desk, Talk
from assistant.conversation.intents import Intent
from assistant.reply import Citation, Reply, Status, Turn
from knowledge.aspects import Aspect

_MARK = re.compile(r"\[(\d{1,3})\]")
_ABOUT_ME = frozenset({Aspect.TARGET, Aspect.CRITERIA, Aspect.BENEFIT, Aspect.RELATED})
_ABOUT_A_PROGRAM = (Intent.DOCUMENTS, Intent.WHERE, Intent.PERIOD)
_MOST_PROGRAMS = 2


def informational(talk: Talk) -> bool:
    """Whether a question asks how a program works rather than whether this household may have it."""
    question = talk.question
    return question is not None and question.firm and not set(question.aspects) <= _ABOUT_ME


def ellipsis(desk: Desk, talk: Talk) -> list[str]:
    """The whole questions of one that names no program: 서류 뭐 가져가요? of the programs spoken of."""
    question = talk.question
    if question is None or question.named or desk.intents.first(talk.text, *_ABOUT_A_PROGRAM) is None:
        return []
    return [f"{desk.names.programs[program]} {talk.text}" for program in spoken_of(desk, talk)]


def spoken_of(desk: Desk, talk: Talk) -> list[str]:
    """The programs that an elliptic question is about: the last one, else those that may be had."""
    client = talk.client
    if client.program in desk.names.programs:
        return [client.program] if client.program else []
    likely = [key.split("|")[0] for key, verdict in client.told.items() if verdict == "eligible"]
    ordered = sorted(dict.fromkeys(likely), key=lambda one: _place(one, client.focus))
    return [program for program in ordered if program in desk.names.programs][:_MOST_PROGRAMS]


def inform(assistant: Assistant, talk: Talk, texts: Sequence[str]) -> Reply:
    """The information answers to these questions as one reply."""
    turn = talk.turn
    replies = [
        assistant.answer(Turn(turn.id, turn.conversation, turn.role, text, turn.as_of)) for text in texts
    ]
    return replies[0] if len(replies) == 1 else joined(replies)


def joined(replies: Sequence[Reply]) -> Reply:
    """Several replies as one: their texts one after the other, their citations numbered through."""
    answered = [one for one in replies if one.status is Status.ANSWERED] or list(replies[:1])
    citations: list[Citation] = []
    texts = []
    for reply in answered:
        texts.append(shifted(reply.text, len(citations)))
        citations += [one.model_copy(update={"n": one.n + len(citations)}) for one in reply.citations]
    kinds = {notice.kind: notice for reply in answered for notice in reply.notices}
    update = {"text": "\n\n".join(texts), "citations": citations, "notices": list(kinds.values())}
    return answered[0].model_copy(update=update)


def shifted(text: str, by: int) -> str:
    """A text whose marks begin after those of another."""
    return _MARK.sub(lambda mark: f"[{int(mark[1]) + by}]", text) if by else text


def _place(program: str, focus: Sequence[str]) -> int:
    return focus.index(program) if program in focus else len(focus)
