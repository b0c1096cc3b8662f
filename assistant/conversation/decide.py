"""What the household may have by what is known, and the one question that is put next."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.blocks import Block, cite, quotable
from assistant.conversation.asking import Question
from assistant.conversation.desk import Desk, Talk
from assistant.conversation.intents import Intent
from assistant.conversation.state import Client, Pending
from assistant.grounding.figures import figures
from assistant.ports import ProgramName
from assistant.reply import Suggestion
from assistant.tools.check_eligibility import check_eligibility, in_helpful_order, nobody, unit_key
from assistant.tools.suggest_programs import Linked
from knowledge.aspects import Aspect
from knowledge.cards.exclusions import ExclusionKind

_LISTED = r"\s*(?:와|과|랑|이랑|하고|및|,|·|/)\s*"
_FOUND_BY_SEARCH = 3
_INSTEAD = (ExclusionKind.NOT_TOGETHER, ExclusionKind.CHOOSE_ONE)
_MOST_SUGGESTIONS = 5
_MOST_TOGETHER = 4
_MOST_DEADLINES = 2


def aim(desk: Desk, talk: Talk) -> None:
    """Which programs are checked: those named, those of what happened, else those that come first anyway."""
    client = talk.client
    held = desk.suggester.held(desk.cases.household(client, talk.turn.as_of))
    asked_about = _asked_about(desk, talk)
    named = [one.id for one in asked_about if one.id in desk.rules.sources.programs and one.id not in held]
    if named:
        if tuple(named) != client.focus:
            client.focus, client.asked = tuple(named), 0
        client.program = named[0]
        return
    events = desk.events.found(talk.text, client.context, talk.turn.as_of)
    if not client.focus and not events and (event := _searched(desk, talk)):
        events = [event]
    if new := [event for event in events if event not in client.events]:
        client.events = (*client.events, *new)
        if client.program not in client.focus:
            client.asked, client.focus = 0, _of_events(desk, client)
    if not client.focus and client.events:
        client.focus = _of_events(desk, client)
    anything = desk.intents.says(Intent.RESULTS, talk.text) and desk.intents.says(
        Intent.ELIGIBILITY, talk.text
    )
    if client.focus and (anything or desk.intents.says(Intent.MORE, talk.text)):
        client.focus = tuple(
            dict.fromkeys([*client.focus, *_of_events(desk, client), *desk.asker.data.general])
        )
        client.program = None
    if not client.focus:
        client.focus = tuple(desk.asker.data.general)


def decide(desk: Desk, talk: Talk) -> None:
    """The determinations, told as far as they help, and the next question."""
    client, as_of = talk.client, talk.turn.as_of
    home = desk.cases.household(client, as_of)
    client.focus = tuple(dict.fromkeys([*client.focus, *desk.asker.urgent(client)]))
    found = check_eligibility(desk.rules, home, as_of)
    held = desk.suggester.held(home)
    _look_further(desk, client, found, as_of)
    focus = [program for program in client.focus if program not in held or program == client.program]
    talk.next = _next(desk, talk, home, focus, found)
    _wait_for(client, talk.next)
    shown = [one for one in found if one["program"] not in held or one["program"] in focus]
    settled = talk.next is None
    talk.determinations = in_helpful_order(
        [one for one in shown if _worth_showing(one, focus, settled)], focus
    )
    _tell(desk, talk, focus, settled)
    told = {one["program"] for one in talk.determinations if one["program"] in focus}
    talk.suggestions = _suggestions(desk, talk, found, home, told)


def _asked_about(desk: Desk, talk: Talk) -> list[ProgramName]:
    """The programs asked about; 차상위와 교육급여 해당됩니까? asks about both."""
    question = talk.question
    if question is None or talk.answered:
        return []
    asked = list(question.asked_about)
    if not asked or not desk.intents.says(Intent.ELIGIBILITY, talk.text):
        return asked
    listed = [one.program for one in question.named if re.search(re.escape(one.phrase) + _LISTED, talk.text)]
    return [one.program for one in question.named if one.program in asked or one.program in listed]


def _look_further(desk: Desk, client: Client, found: Sequence[dict[str, Any]], as_of: date) -> None:
    """Where the program asked for is refused, those that stand in its place are checked as well."""
    if client.program is None or client.program not in client.focus:
        return
    verdicts = {one["verdict"] for one in found if one["program"] == client.program}
    if verdicts != {"ineligible"}:
        return
    beside = [
        program
        for exclusion in desk.sources.exclusions.of(client.program, as_of)
        if exclusion.kind in _INSTEAD
        for program in (*exclusion.entry.programs, *exclusion.entry.others)
    ]
    cards = desk.rules.catalog.programs
    field = cards[client.program].field
    more = [p for p in beside if p in desk.rules.sources.programs and cards[p].field == field]
    client.focus = tuple(dict.fromkeys([*client.focus, *more]))


def _next(
    desk: Desk, talk: Talk, home: dict[str, Any], focus: Sequence[str], found: Sequence[dict[str, Any]]
) -> Question | None:
    """The next question, unless the person wants to see what there is, or enough was asked."""
    client, role = talk.client, talk.turn.role
    if desk.intents.says(Intent.MORE, talk.text):
        client.asked = 0
    while (doubt := desk.asker.doubt(client, role)) is not None:
        if client.put.get(doubt.pending.name, 0) < desk.asker.data.times["one"]:
            return doubt
        client.forget(doubt.pending.keys)
    if desk.intents.says(Intent.RESULTS, talk.text) or desk.asker.spent(client, role):
        return None
    if not client.context.facts and not client.context.members:
        return desk.asker.start(role, client.events)
    return _not_again(desk, talk, home, focus, found)


def _not_again(
    desk: Desk, talk: Talk, home: dict[str, Any], focus: Sequence[str], found: Sequence[dict[str, Any]]
) -> Question | None:
    """The next question; one that was put often enough is left."""
    client, times = talk.client, desk.asker.data.times
    day, role = talk.turn.as_of, talk.turn.role
    while (question := desk.asker.next(client, home, day, role, focus, found)) is not None:
        most = times["group"] if question.pending.group else times["one"]
        if client.put.get(question.pending.name, 0) < most:
            return question
        client.declined = (*client.declined, *question.pending.keys)
    return None


def asked_again(desk: Desk, talk: Talk) -> None:
    """Put the question that is open once more, below an answer to something else."""
    client, pending = talk.client, talk.client.pending
    if pending is None:
        return
    if pending.kind == "confirm":
        talk.next = desk.asker.doubt(client, talk.turn.role)
    elif client.context.facts:
        home = desk.cases.household(client, talk.turn.as_of)
        talk.next = desk.asker.next(client, home, talk.turn.as_of, talk.turn.role, client.focus)
    client.pending = talk.next.pending if talk.next else None


def asked_beside(desk: Desk, talk: Talk, pending: Pending) -> None:
    """The same below answers about rules, but not below each: nobody is pressed, and it stays open."""
    name, put = f"beside {pending.name}", talk.client.put
    if put.get(name, 0) < desk.asker.data.times["beside"]:
        put[name] = put.get(name, 0) + 1
        asked_again(desk, talk)


def _wait_for(client: Client, question: Question | None) -> None:
    """Keep what was asked, and count it unless it is the same once more."""
    before = client.pending
    client.pending = question.pending if question else None
    if question is not None:
        name = question.pending.name
        client.put[name] = client.put.get(name, 0) + 1
        client.asked += before is None or before.name != name


def _worth_showing(one: dict[str, Any], focus: Sequence[str], settled: bool) -> bool:
    if one["program"] in focus:
        return True
    return not nobody(one) if settled else bool(one["verdict"] == "eligible")


def _tell(desk: Desk, talk: Talk, focus: Sequence[str], settled: bool) -> None:
    client, role = talk.client, talk.turn.role
    own = [one for one in talk.determinations if one["program"] in focus]
    first = not client.told
    fresh = [one for one in own if _news(one, client)]
    if settled:
        told = [one for one in own if not nobody(one)] or own
        talk.say(*desk.teller.results(told, client, role, talk.turn.as_of))
    else:
        if first:
            talk.say(*desk.teller.brief(own, client, role))
        fresh = [one for one in fresh if not (first and one["verdict"] == "eligible")]
        talk.say("\n".join(f"- {desk.teller.line(one, client, role)}" for one in fresh))
        if any(one["verdict"] == "ineligible" for one in fresh):
            talk.say(desk.wording.say("still_apply", role))
    if settled:
        talk.say(_together(desk, talk, own))
    if first or settled:
        talk.say(_due(desk, talk, own))
        talk.blocks += _deadlines(desk, talk)
    client.told |= {unit_key(one): one["verdict"] for one in own if one["verdict"] != "unknown" or not first}
    if first and not client.told:
        client.told = {unit_key(one): one["verdict"] for one in own}


def _together(desk: Desk, talk: Talk, own: Sequence[dict[str, Any]]) -> str:
    """What those that may be had do to each other, with the difference in won where it can be reckoned."""
    day, role = talk.turn.as_of, talk.turn.role
    statuses = {
        status
        for member in desk.cases.household(talk.client, day)["members"]
        for status in member.get("statuses", ())
    }
    good = [one for one in own if one["verdict"] == "eligible"]
    found = [one for one in desk.relations.between(good, day, statuses) if one.settled]
    if not found:
        return ""
    lines = [f"- **{one.name}**: {one.text or one.rule}" for one in found[:_MOST_TOGETHER]]
    talk.figures |= figures("\n".join(lines))  # reckoned by the rules beside the determinations
    return desk.wording.say("together", role) + "\n\n" + "\n".join(lines)


def _due(desk: Desk, talk: Talk, own: Sequence[dict[str, Any]]) -> str:
    """The days by which the programs that may be had, or may yet be, have to be applied for."""
    open_ = {one["program"] for one in own if one["verdict"] != "ineligible"}
    lines = [f"- {due.text}" for due in desk.due(talk, open_)]
    if not lines:
        return ""
    talk.figures |= figures("\n".join(lines))  # reckoned from a day that was told
    return desk.wording.say("deadline", talk.turn.role) + "\n\n" + "\n".join(lines)


def _news(one: dict[str, Any], client: Client) -> bool:
    """Whether a verdict was settled, or changed, since it was last told."""
    before = client.told.get(unit_key(one))
    if one["verdict"] == "unknown":
        return before in ("eligible", "ineligible")
    if one["verdict"] == "ineligible" and before is None and one["program"] != client.program:
        return False
    return before != one["verdict"] and not nobody(one)


def _deadlines(desk: Desk, talk: Talk) -> list[Block]:
    """What is lost by waiting after what happened, cited."""
    blocks = []
    for event in talk.client.events[:1]:
        known = desk.events.known.get(event)
        if known is None:
            continue
        passages = desk.kit.library.document_passages(
            known.identity, as_of=talk.turn.as_of, role=talk.turn.role
        )
        due = [passage for passage in passages if passage.aspect == Aspect.PERIOD.value]
        for passage in due[:_MOST_DEADLINES]:
            heading, _, lines = quotable(passage.text).partition("\n\n")
            blocks.append(Block(f"**{heading}** {cite(passage)}\n\n{lines}", (passage,)))
    return blocks


def _of_events(desk: Desk, client: Client) -> tuple[str, ...]:
    """The programs of what happened, in the order that helps, that decide."""
    found = [p for event in client.events for p in desk.events.known[event].programs]
    return tuple(dict.fromkeys(program for program in found if program in desk.rules.sources.programs))


def _searched(desk: Desk, talk: Talk) -> str | None:
    """The life event whose document is found first for the text."""
    hits = desk.kit.library.search(
        talk.text, as_of=talk.turn.as_of, role=talk.turn.role, top=_FOUND_BY_SEARCH
    )
    for hit in hits[:1]:
        event = hit.passage.document_id.removeprefix("life-event:")
        if event in desk.events.known and (hit.cosine or 0.0) >= desk.kit.settings.sure_cosine:
            return event
    return None


def _suggestions(
    desk: Desk, talk: Talk, found: Sequence[dict[str, Any]], home: dict[str, Any], told: set[str]
) -> list[Suggestion]:
    events = [p for event in talk.client.events for p in desk.events.known[event].programs]
    relevant = {*events, *desk.asker.data.general, *talk.client.focus}
    linked = desk.suggester.suggest(found, home, told, (events, relevant), _MOST_SUGGESTIONS)
    return [
        Suggestion(program=one.program, name=one.name, why=_by_when(desk, talk, one), verdict=one.verdict)
        for one in linked
    ]


def _by_when(desk: Desk, talk: Talk, one: Linked) -> str:
    """Why a program is suggested, and by when it has to be applied for where that is known."""
    why = _why(desk, talk, one)
    due = desk.due(talk, {one.program})
    return f"{why} {due[0].text}" if due else why


def _why(desk: Desk, talk: Talk, one: Linked) -> str:
    role, client = talk.turn.role, talk.client
    if one.reason == "event":
        for id in client.events:
            event = desk.events.known[id].event
            if any(program.id == one.program for program in event.programs):
                return desk.wording.say("why_happened", role, event=event.title)
    found = one.found or {}
    if one.reason == "near":
        needs = desk.teller.needs(found["missing"], client, role)
        return desk.wording.say("why_near", role, facts=needs)
    return desk.wording.say("why_eligible", role, amount=desk.teller.amount(found["amount"], role))
