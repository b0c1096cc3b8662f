"""Events with their days: births and due dates, unemployment, leave, discharge, the end of protection."""

import re
from datetime import date, timedelta

from assistant.understanding.facts.clauses import Clause
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.words import Words
from knowledge.language.dates import SaidDay, Toward, said_days

_BORN = Words("events.born")
_BORE = Words("events.bore")
_NOT_BORN = Words("events.not_born")
_DUE = Words("events.due")
_WEEKS = Words("events.weeks")
_PREGNANT = Words("events.pregnant")
_LEFT = Words("events.left")
_NOT_LEFT = Words("events.not_left")
_TERM = Words("events.term")
_ENDED = Words("events.ended")
_LEAVE = Words("events.leave")
_LEAVE_MONTHS = Words("events.leave_months")
_DISCHARGED = Words("events.discharged")
_PROTECTED = Words("events.protected")
_PROTECTION = Words("events.protection")
_INSURED = Words("events.insured")
_TERM_DAYS = 280
_SHORT = 20


def read_events(scene: Scene) -> None:
    """Note events with their days."""
    for clause in scene.clauses:
        if clause.hypothetical or clause.hearsay or clause.asks:
            continue
        _birth(scene, clause)
        _due(scene, clause)
        if clause.plan:
            continue
        if not scene.told(clause):
            continue
        _unemployment(scene, clause)
        _others(scene, clause)


def _days(scene: Scene, clause: Clause, toward: Toward) -> list[SaidDay]:
    """The days said in a clause, with their places in the whole text."""
    found = said_days(clause.text, scene.as_of, toward)
    return [SaidDay(one.day, one.exact, one.start + clause.start, one.end + clause.start) for one in found]


def _day_near(scene: Scene, clause: Clause, toward: Toward) -> SaidDay | None:
    """The day in a clause, or in the rest of its sentence or the sentence that only adds it (이틀 전에)."""
    if days := _days(scene, clause, toward):
        return days[0]
    at = scene.clauses.index(clause)
    for other in (*scene.clauses[at + 1 : at + 2], *scene.clauses[max(0, at - 1) : at]):
        days = _days(scene, other, toward)
        rest = other.text
        for one in days:
            rest = rest.replace(scene.text[one.start : one.end], "")
        if days and (len(rest.strip(" .,!에요")) <= 5 or other.sentence == clause.sentence):
            return days[0]
    return None


def _birth(scene: Scene, clause: Clause) -> None:
    match = _BORN.search(clause.text)
    if match is None or _NOT_BORN.search(clause.text):
        return
    start, end = clause.start + match.start(), clause.start + match.end()
    if _BORE.search(match[0]) and _grandchild(scene, clause, start):
        return
    day = _day_near(scene, clause, Toward.PAST)
    named = any(one.role.role == "child" for one in scene.people_in(clause.start, clause.end))
    if day is None and not (named or _BORE.search(match[0])):
        return
    children = _born_children(scene, clause)
    if day is None or not _recent(day.day, scene.as_of, 18):
        return
    for ref in children:
        if not scene.has("birth_date", ref):
            scene.add("birth_date", ref, day.day.isoformat(), day.start, day.end, approximate=not day.exact)
    if not _BORE.search(match[0]):
        return
    people = [one for one in scene.people_in(clause.start, start) if one.subject]
    mothers = [ref for one in people for ref in scene.cast.refs(one) if ref in ("spouse", "self")]
    if not any(scene.cast.refs(one) and ref not in ("spouse", "self") and not ref.startswith("child")
               for one in people for ref in scene.cast.refs(one)):  # fmt: skip
        mother = mothers[-1] if mothers else scene.owner(start, end, adult=True)[0]
        mother = scene.head if mother.startswith("child") else mother
        if not scene.has("gave_birth_on", mother):
            scene.add(
                "gave_birth_on", mother, day.day.isoformat(), day.start, day.end, approximate=not day.exact
            )


def _grandchild(scene: Scene, clause: Clause, place: int) -> bool:
    """딸이 애를 낳았어요: who was born is no child of the household's; it is not counted as one."""
    people = list(scene.people_in(clause.start, place))
    if not people or people[0].role.role not in ("child", "other", "sibling") or people[0].role.minor:
        return False
    if people[0].object or people[0].particle == "":
        return False
    for one in people[1:]:
        if scene.cast.refs(one) != scene.cast.refs(people[0]):
            scene.cast.ignore(one)
    return True


def _born_children(scene: Scene, clause: Clause) -> list[str]:
    """The children who were born: those named in the clause, else one more."""
    named = [
        ref
        for one in scene.people_in(clause.start, clause.end)
        for ref in scene.cast.refs(one)
        if ref.startswith("child")
    ]
    if named:
        return named
    fresh = [
        ref for ref in scene.cast.children() if ref not in scene.ages and not scene.has("birth_date", ref)
    ]
    return fresh[:1] or [scene.cast.new_child()]


def _due(scene: Scene, clause: Clause) -> None:
    match = _DUE.search(clause.text)
    if match is not None:
        for one in scene.people_in(clause.start, clause.end):
            if one.role.role == "child" and not scene.context.members:
                scene.cast.ignore(one)
        day = _day_near(scene, clause, Toward.FUTURE)
        if day is not None and _recent(day.day, scene.as_of, 1):
            member = _mother(scene, clause.start + match.start(), clause.start + match.end())
            scene.add("due_date", member, day.day.isoformat(), day.start, day.end, approximate=not day.exact)
        return
    asked = scene.context.asked is not None and scene.context.asked.fact in ("pregnant", "due_date")
    weeks = _WEEKS.search(clause.text)
    if weeks is None or not (asked or _PREGNANT.search(scene.text)) or clause.plan:
        return
    count = int(weeks["n"])
    if not 4 <= count <= 42:
        return
    due = scene.as_of + timedelta(days=_TERM_DAYS - 7 * count)
    place = clause.start + weeks.start()
    for one in scene.people_in(clause.start, clause.end):
        if one.role.role == "child" and not scene.context.members:
            scene.cast.ignore(one)
    member = _mother(scene, place, place + 1)
    scene.add("due_date", member, due.isoformat(), place, clause.start + weeks.end(), approximate=True)


def _mother(scene: Scene, start: int, end: int) -> str:
    """Who is pregnant: never a child that was only named, nor a man."""
    member, _ = scene.owner(start, end, adult=True)
    pregnant = [
        fact.member
        for fact in (*scene.facts, *scene.context.facts)
        if fact.id == "pregnant" and fact.value is True
    ]
    if pregnant and pregnant[-1]:
        return pregnant[-1]
    male = member != scene.head and scene.cast.member(member).sex == "male"
    return scene.head if male or member.startswith(("child", "grandchild")) else member


def _unemployment(scene: Scene, clause: Clause) -> None:
    match = _LEFT.search(clause.text)
    if match is None and _only_a_day(scene, clause):
        match = re.search(r"\S", clause.text)
    if match is None and _TERM.search(scene.sentence(clause)):
        match = _ENDED.search(clause.text)
    if match is None or _NOT_LEFT.search(clause.text):
        return
    day = _day_near(scene, clause, Toward.PAST)
    if day is None or day.day > scene.as_of:
        return
    member, doubtful = scene.owner(clause.start + match.start(), clause.start + match.end(), adult=True)
    if not scene.has("unemployed_since", member):
        scene.add(
            "unemployed_since",
            member,
            day.day.isoformat(),
            day.start,
            day.end,
            doubtful=doubtful,
            approximate=not day.exact,
        )


def _only_a_day(scene: Scene, clause: Clause) -> bool:
    """언제냐면 10월 15일이요: the day of what was said to have happened before."""
    known = scene.context
    lost = any(
        one.id == "separation"
        or (one.id == "crisis" and isinstance(one.value, tuple) and "job_loss" in one.value)
        for one in known.facts
    )
    if not lost or known.asked is not None or any(one.id == "unemployed_since" for one in known.facts):
        return False
    return len(scene.clauses) == 1 and len(clause.text) <= _SHORT and not scene.facts


def _others(scene: Scene, clause: Clause) -> None:
    text = clause.text
    if match := _INSURED.search(text):
        member, doubtful = scene.owner(clause.start + match.start(), clause.start + match.end(), adult=True)
        scene.add("insured_days", member, int(match["n"]), clause.start, clause.end, doubtful=doubtful)
    if _LEAVE.search(scene.text):
        _leave(scene, clause)
    if _DISCHARGED.search(text) and (days := _days(scene, clause, Toward.PAST)):
        scene.add(
            "discharged_on",
            None,
            days[-1].day.isoformat(),
            days[-1].start,
            days[-1].end,
            approximate=not days[-1].exact,
        )
    if (
        _PROTECTED.search(text)
        and _PROTECTION.search(scene.text)
        and (days := _days(scene, clause, Toward.PAST))
    ):
        scene.add(
            "protected_until",
            scene.head,
            days[0].day.isoformat(),
            days[0].start,
            days[0].end,
            approximate=not days[0].exact,
        )


def _leave(scene: Scene, clause: Clause) -> None:
    starts = re.search(r"시작|부터", clause.text)
    member, _ = scene.owner(clause.start, clause.start + 1, adult=True)
    if starts and (days := _days(scene, clause, Toward.PAST)):
        scene.add("leave_start", member, days[0].day.isoformat(), days[0].start, days[0].end, doubtful=True)
    if match := _LEAVE_MONTHS.search(clause.text):
        scene.add(
            "leave_months", member, int(match["n"]), clause.start + match.start(), clause.start + match.end()
        )


def _recent(day: date, as_of: date, years: int) -> bool:
    return abs((day - as_of).days) <= years * 366
