"""What an utterance tells of the household: facts, answers to what was asked, corrections."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.conversation.answers import ASKED, from_said, with_spouse
from assistant.conversation.cases import COMPLETE
from assistant.conversation.desk import Desk, Talk
from assistant.conversation.intents import Intent
from assistant.conversation.state import Key
from assistant.understanding.facts import Context, Fact, Member, Reading
from assistant.understanding.facts.household import STATED
from assistant.understanding.scope import Scope
from knowledge.records import Role

_LEFT_OPEN = (Intent.UNKNOWN, Intent.REFUSED)
_YEARS_APART = 2
_STATUSES = "statuses"
_SPOUSE = Member("spouse", "spouse")


def understand(desk: Desk, talk: Talk) -> None:
    """Read the utterance and merge it into what is known."""
    client, pending = talk.client, talk.client.pending
    before = client.context
    yes_or_no = desk.intents.first(talk.text, Intent.YES, Intent.NO) is not None
    valued = pending is not None and not (pending.kind == "confirm" and yes_or_no)
    context = replace(before, asked=pending.asked if pending and valued else None)
    talk.reading = desk.reader.read(talk.text, talk.turn.as_of, context)
    off_topic = talk.question is not None and talk.question.scope is Scope.OFF_TOPIC
    if off_topic:
        talk.reading = Reading()
    if _compares_programs(talk):
        talk.reading = replace(talk.reading, facts=tuple(f for f in talk.reading.facts if f.id != _STATUSES))
    said = [fact for fact in talk.reading.facts if not _too_old(fact, before, talk.turn.as_of)]
    told = [_sourced(from_said(fact, pending), talk.turn.role) for fact in said]
    answers: Sequence[Fact] | None = None
    if pending is not None and not off_topic:
        if left := _left_open(desk, talk, told):
            client.declined = tuple(dict.fromkeys([*client.declined, *left]))
            answers = desk.answers.nothing_else(pending, client, [*told, *left])
            talk.answered = True
        elif not told and (talk.reading.answer or desk.intents.first(talk.text, *_LEFT_OPEN)):
            _decline(talk)
        elif pending.keys[0][0] == COMPLETE and _only_counted(told, before):
            if told[0].value == len(before.members) + 1:
                answers = [Fact(COMPLETE, None, True, source=ASKED)]
            else:
                _decline(talk)
            talk.answered, talk.declined = True, False
        else:
            answers = desk.answers.read(talk.text, pending, client, talk.reading, talk.turn.as_of)
            talk.answered = answers is not None
    heard = () if off_topic else desk.heard.facts(talk.text, before.after(talk.reading))
    new = [
        *told,
        *(answers or ()),
        *(fact for fact in heard if fact.id not in {one.id for one in answers or ()}),
    ]
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


def _compares_programs(talk: Talk) -> bool:
    """차상위 본인부담경감이랑 의료급여 2종 뭐가 달라요: names of programs, nothing that somebody gets."""
    question = talk.question
    return question is not None and question.compares and bool(question.named)


def _left_open(desk: Desk, talk: Talk, told: Sequence[Fact]) -> list[Key]:
    """예금은 잘 모르겠어요. 그것 말고는 없어요: the one fact of several that is left open."""
    pending, open_ = talk.client.pending, talk.reading.answer
    if pending is None or len(pending.keys) < 2 or open_ is None:
        return []
    if not desk.intents.says(Intent.REST_NONE, talk.text):
        return []
    given = {(fact.id, fact.member) for fact in told}
    return [key for key in pending.keys if key[0] == talk.reading.topic and key not in given]


def _too_old(fact: Fact, before: Context, as_of: date) -> bool:
    """Whether an age cannot be that of somebody whose birthday is known: it was meant of another."""
    born = before.fact("birth_date", fact.member)
    if fact.id != "age" or born is None or not isinstance(fact.value, int):
        return False
    return abs(as_of.year - date.fromisoformat(str(born.value)).year - fact.value) > _YEARS_APART


def _only_counted(told: Sequence[Fact], before: Context) -> bool:
    """Whether somebody who was asked who else there is only says again how many there are."""
    size = before.fact("household_size")
    again = [fact for fact in told if fact.id == "household_size"]
    return len(again) == len(told) == 1 and size is not None and size.value == again[0].value


def _introduced(facts: Sequence[Fact], known: Sequence[str]) -> list[Member]:
    """The children that a question has brought up: 아기가 언제 태어났나요?"""
    refs = dict.fromkeys(fact.member for fact in facts if fact.member and fact.member not in known)
    return [Member(ref, "child") for ref in refs if ref.startswith("child")]


def _decline(talk: Talk) -> None:
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
