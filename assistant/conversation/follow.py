"""Questions about a verdict, at any time: 왜?, 얼마까지 벌어도 돼?, 내년엔?"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import RootModel

from assistant.conversation.desk import Desk, Talk
from assistant.conversation.inform import spoken_of
from assistant.conversation.intents import Intent
from assistant.grounding.determinations import number, stated
from assistant.tools.check_eligibility import check_eligibility, unit_key
from assistant.understanding.facts.model import HEAD
from knowledge.errors import InputError
from knowledge.language.datafile import DataModel, read_data

FOLLOW = Path(__file__).with_name("follow.yaml")
_MOST = 3
_OPEN_ENDED = 10**12


class _Word(DataModel):
    say: str
    fact: str


class _FollowData(RootModel[list[_Word]]):
    """Words and the facts that they ask about."""


_WORDS = read_data(FOLLOW, _FollowData).root


def follow_up(desk: Desk, talk: Talk) -> bool:
    """Answers a question about the verdicts; False where it is none, or nothing is known to answer from."""
    intent = desk.intents.first(talk.text, Intent.HOW_FAR, Intent.WHY, Intent.NEXT_YEAR)
    if intent is None or not talk.client.context.facts or talk.facts:
        return False
    programs = _programs(desk, talk)
    if not programs:
        return False
    talk.client.program = programs[0] if len(programs) == 1 else talk.client.program
    if intent is Intent.WHY:
        _why(desk, talk, programs[0])
    elif intent is Intent.HOW_FAR:
        _how_far(desk, talk, programs)
    else:
        _next_year(desk, talk, programs)
    talk.answered = True
    return True


def _programs(desk: Desk, talk: Talk) -> list[str]:
    named = [one.id for one in talk.question.asked_about] if talk.question else []
    found = named or spoken_of(desk, talk) or list(talk.client.focus)
    return [program for program in found if program in desk.rules.sources.programs][:_MOST]


def _why(desk: Desk, talk: Talk, program: str) -> None:
    role, client = talk.turn.role, talk.client
    home = desk.cases.household(client, talk.turn.as_of)
    found = check_eligibility(desk.rules, home, talk.turn.as_of, [program])
    granted = [one for one in found if one["verdict"] == "eligible"]
    talk.determinations = granted or found
    names = {"eligible": "why_yes", "ineligible": "why_no", "unknown": "why_open"}
    for one in talk.determinations:
        title = desk.teller.title(one, client, role)
        heading = desk.wording.say(names[one["verdict"]], role, program=title)
        talk.say(f"{heading}\n\n{desk.teller.criteria(one, client, role)}")
    talk.say(*desk.teller.caveats(talk.determinations, role))


def _how_far(desk: Desk, talk: Talk, programs: Sequence[str]) -> None:
    home = desk.cases.household(talk.client, talk.turn.as_of)
    talk.determinations = check_eligibility(desk.rules, home, talk.turn.as_of, programs)
    fact = next(word.fact for word in _WORDS if re.search(word.say, talk.text))
    member = talk.reading.focus or talk.client.context.about or HEAD
    talk.say("\n".join(f"- {line}" for line in _limits(desk, talk, home, programs, fact, member)))


def _limits(
    desk: Desk, talk: Talk, home: dict[str, Any], programs: Sequence[str], fact: str, member: str
) -> Iterator[str]:
    known = next((one for one in desk.rules.sources.facts if one.id == fact), None)
    people = {one["id"] for one in home["members"]}
    whose = (member if member in people else home["members"][0]["id"]) if known else None
    whose = whose if known and known.entity == "member" else None
    for program in programs:
        try:
            found = desk.rules.how_far(home, fact, program, whose, talk.turn.as_of)
        except InputError:  # a value that is computed: its line stands in the criteria
            lines = [one for one in talk.determinations if one["program"] == program]
            yield from (desk.teller.line(one, talk.client, talk.turn.role) for one in lines)
            continue
        yield _limit(desk, talk, found, home)


def _limit(desk: Desk, talk: Talk, found: dict[str, Any], home: dict[str, Any]) -> str:
    limit, direction = found["limit"], found["direction"]
    name = desk.names.fact(found["fact"])
    if found["member"] and len(home["members"]) > 1:
        name = f"{desk.names.member(found['member'], talk.client.context, talk.turn.role)} {name}"
    values = {"program": desk.names.programs[found["program"]], "fact": name}
    if limit is not None and limit < _OPEN_ENDED:
        talk.figures |= number(limit)
        values["limit"] = desk.names.value(found["fact"], limit)
    elif direction in ("falls", "rises"):
        direction = "never" if limit is None else "none"
    return desk.wording.say(f"how_far_{direction}", talk.turn.role, **values)


def _next_year(desk: Desk, talk: Talk, programs: Sequence[str]) -> None:
    role, client, today = talk.turn.role, talk.client, talk.turn.as_of
    then = date(today.year + 1, 1, 1)
    before, after = (
        {
            unit_key(one): one
            for one in check_eligibility(desk.rules, desk.cases.household(client, day), day, programs)
        }
        for day in (today, then)
    )
    talk.figures |= {("년", str(then.year))}
    lines = []
    for key, one in after.items():
        old = before.get(key)
        states = [_state(desk, talk, each) for each in (old, one) if each]
        title = desk.teller.title(one, client, role)
        same = len(set(states)) == 1 and len(states) > 1
        values = {"state": states[-1], "before": states[0], "after": states[-1]}
        lines.append(
            desk.wording.say(f"next_year_{'same' if same else 'changes'}", role, program=title, **values)
        )
    heading = desk.wording.say("next_year", role, year=then.year)
    talk.figures |= stated(before.values())
    talk.say(heading + "\n\n" + "\n".join(f"- {line}" for line in lines))
    talk.determinations = list(after.values())
    if len(after) == 1:
        talk.say(desk.teller.criteria(talk.determinations[0], client, role))


def _state(desk: Desk, talk: Talk, one: dict[str, Any]) -> str:
    role = talk.turn.role
    if one["verdict"] == "unknown" and one["unpublished"]:
        return desk.wording.say("unpublished", role).rstrip(".")
    paid = desk.teller.amount(one["amount"], role) if one["verdict"] == "eligible" else ""
    return ", ".join(word for word in (desk.teller.state(one, role), paid) if word)
