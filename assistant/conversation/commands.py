"""What moves a conversation itself: another household, starting over, deleting, taking a fact back."""

import re

from assistant.conversation.desk import Desk, Talk
from assistant.conversation.intents import Intent
from assistant.conversation.state import Client
from knowledge.language.text import compact
from knowledge.records import Role

_MOST_CLIENTS = 50
_OPENING = re.compile(r"(?P<said>[^.!?:,\n]{2,20})[.!?:,\n]\s*(?=\S.{3})")


def command(desk: Desk, talk: Talk) -> bool:
    """Does what the text commands; False where it commands nothing."""
    found = desk.intents.first(
        talk.text,
        Intent.START_OVER,
        Intent.OTHER_CLIENT,
        Intent.BACK_TO_CLIENT,
        Intent.FORGET,
    )
    if found is None:
        return False
    return _COMMANDS[found](desk, talk)


def turned_first(desk: Desk, talk: Talk) -> None:
    """다음 민원인입니다. 부부와 자녀 …: turns to the other household before the rest is read as of it."""
    opening = _OPENING.match(talk.text) if talk.turn.role is Role.STAFF else None
    if opening is None or not desk.intents.says(Intent.OTHER_CLIENT, opening["said"]):
        return
    whole, talk.text = talk.text, opening["said"]
    command(desk, talk)
    talk.text, talk.answered = whole[opening.end() :].strip(), False


def deletes(desk: Desk, text: str) -> bool:
    """Whether somebody wants all that is known of them deleted."""
    return desk.intents.says(Intent.DELETE, text)


def _start_over(desk: Desk, talk: Talk) -> bool:
    talk.state.clients[talk.state.active] = Client()
    talk.say(desk.wording.say("started_over", talk.turn.role))
    return True


def _other_client(desk: Desk, talk: Talk) -> bool:
    state, before = talk.state, talk.state.active + 1
    empty = next((at for at, one in enumerate(state.clients) if one == Client()), None)
    if empty is None and len(state.clients) < _MOST_CLIENTS:
        state.clients.append(Client())
        empty = len(state.clients) - 1
    state.active = empty if empty is not None else state.active
    name = "started_over" if before == state.active + 1 else "other_client"
    talk.say(desk.wording.say(name, talk.turn.role, n=state.active + 1, before=before))
    return True


def _back(desk: Desk, talk: Talk) -> bool:
    match = desk.intents.match(Intent.BACK_TO_CLIENT, talk.text)
    number = match.groupdict().get("n") if match else None
    wanted = int(number) - 1 if number else talk.state.active - 1
    known = 0 <= wanted < len(talk.state.clients) and wanted != talk.state.active
    if known:
        talk.state.active = wanted
    name = "back_to_client" if known else "no_such_client"
    talk.say(desk.wording.say(name, talk.turn.role, n=talk.state.active + 1))
    talk.answered = known
    return True


def _forget(desk: Desk, talk: Talk) -> bool:
    """Takes back the facts that are called so: 월세 지워 주세요, 아내 월급 빼 줘."""
    match = desk.intents.match(Intent.FORGET, talk.text)
    what = match["what"].strip() if match else ""
    role, context = talk.turn.role, talk.client.context
    if not context.facts:
        talk.say(desk.wording.say("nothing_known", role))
        return True
    keys = [fact for fact in context.facts if compact(what) in _called(desk, talk, fact.id, fact.member)]
    if not keys:
        known = ", ".join(desk.names.fact(fact.id) for fact in context.facts)
        talk.say(desk.wording.say("nothing_to_forget", role, what=what, facts=known))
        return True
    talk.client.forget([(fact.id, fact.member) for fact in keys])
    talk.client.pending = None
    talk.say(desk.wording.say("forgotten", role, fact=what))
    talk.answered = True
    return True


def _called(desk: Desk, talk: Talk, id: str, member: str | None) -> set[str]:
    """What a fact may be called, with and without whose it is."""
    name = desk.names.fact(id)
    called = {compact(name)}
    if member:
        for role in Role:
            who = desk.names.member(member, talk.client.context, role)
            called |= {compact(f"{who} {name}"), compact(f"{who}의 {name}")}
    return called


_COMMANDS = {
    Intent.START_OVER: _start_over,
    Intent.OTHER_CLIENT: _other_client,
    Intent.BACK_TO_CLIENT: _back,
    Intent.FORGET: _forget,
}
