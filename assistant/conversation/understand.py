"""What an utterance tells of the household: facts, answers to what was asked, corrections."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.conversation.answers import ASKED, from_said, with_spouse
from assistant.conversation.desk import Desk, Talk
from assistant.understanding.facts import Answer, Fact, Member
from assistant.understanding.facts.household import STATED
from knowledge.records import Role

_SPOUSE = Member("spouse", "spouse")
_TRIES = 2


def understand(desk: Desk, talk: Talk) -> None:
    """Read the utterance and merge it into what is known."""
    client, pending = talk.client, talk.client.pending
    before = client.context
    context = replace(before, asked=pending.asked if pending and pending.kind == "fact" else None)
    talk.reading = desk.reader.read(talk.text, talk.as_of, context)
    told = [_sourced(from_said(fact, pending), talk.turn.role) for fact in talk.reading.facts]
    answers: Sequence[Fact] | None = None
    if pending is not None:
        if talk.reading.answer is not None and not told:
            _decline(talk, talk.reading.answer)
        else:
            answers = desk.answers.read(talk.text, pending, client, talk.reading, talk.turn.as_of)
            talk.answered = answers is not None
    new = [*told, *(answers or ())]
    members = talk.reading.members
    if pending is not None and with_spouse(new, talk.text, pending, desk.intents):
        members, talk.answered = (*members, _SPOUSE), True
    members = (*members, *_introduced(new, [one.ref for one in (*before.members, *members)]))
    known = {one.ref for one in before.members}
    talk.people = any(one.ref not in known for one in members)
    talk.reading = replace(talk.reading, facts=tuple(new), members=members)
    client.context = client.context.after(talk.reading)
    talk.corrections = talk.reading.corrections
    talk.impossible = desk.cases.sound(
        client, new, talk.turn.as_of, lambda home: desk.rules.run(dict(home), talk.turn.as_of)
    )
    talk.facts = [fact for fact in new if fact not in talk.impossible]


def _introduced(facts: Sequence[Fact], known: Sequence[str]) -> list[Member]:
    """The children that a question has brought up: 아기가 언제 태어났나요?"""
    refs = dict.fromkeys(fact.member for fact in facts if fact.member and fact.member not in known)
    return [Member(ref, "child") for ref in refs if ref.startswith("child")]


def declined_again(talk: Talk) -> None:
    """An answer that was not understood twice: the question is left, so that nobody is held up."""
    pending = talk.client.pending
    if pending is None:
        return
    if pending.tries >= _TRIES:
        _decline(talk, Answer.UNKNOWN)
    else:
        talk.client.pending = replace(pending, tries=pending.tries + 1)
        talk.unclear = True


def _decline(talk: Talk, _: Answer) -> None:
    """Do not ask again for what somebody does not know or will not tell; a doubtful reading is dropped."""
    client, pending = talk.client, talk.client.pending
    if pending is None:
        return
    keys = pending.keys if pending.group else pending.keys[:1]
    if pending.kind == "confirm":
        client.forget(keys)
    client.declined = tuple(dict.fromkeys([*client.declined, *keys]))
    client.pending, talk.declined = None, True


def _sourced(fact: Fact, role: Role) -> Fact:
    """Who the fact comes from: an official reads what is computed off a screen."""
    if role is Role.STAFF and fact.id in STATED and fact.source != ASKED:
        return replace(fact, source=Role.STAFF.value)
    return fact
