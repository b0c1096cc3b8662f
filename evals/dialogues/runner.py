"""Hold every scripted conversation with the assistant and gather what came."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean

from assistant.reply import Reply, Turn
from evals.answers.kinds import Part
from evals.dialogues.judge import Asked, FactCount, StageRecord, facts
from evals.dialogues.person import Person, Told
from evals.dialogues.script import Dialogue, Kind, Script
from evals.dialogues.spent import Spent, measures, spent
from evals.ports import Answering
from evals.results import Curve, Failure, Group, Measure, Result, rate
from knowledge.records import Role

PATIENCE = 15
"""How many questions in a row a person answers before they give up."""


@dataclass(slots=True)
class Held:
    """One conversation as it went."""

    dialogue: Dialogue
    stages: list[StageRecord] = field(default_factory=list)
    counts: list[FactCount] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """Why the dialogue is not right in the end; empty where it is."""
        return [problem for record in self.stages for problem in record.problems]

    @property
    def asked(self) -> list[Asked]:
        """All questions that were asked."""
        return [one for record in self.stages for one in record.asked]


def run(
    script: Script,
    assistant: Answering,
    *,
    config: Mapping[str, object],
    advance: Callable[[], None] = lambda: None,
) -> Result:
    """Hold every dialogue; `advance` is called after each."""
    times: list[Spent] = []
    held = []
    for dialogue in script.dialogues:
        held.append(_hold(dialogue, script.as_of, assistant, times))
        advance()
    return Result(
        name="dialogues",
        title="대화 평가",
        config={**config, "as_of": script.as_of.isoformat(), "patience": PATIENCE},
        groups=tuple(_groups(held, times)),
        curves=(Curve("한 차례에 답하는 시간", {"답변": [one.clock for one in times]}),),
        failures=tuple(_failure(one) for one in held if one.problems or _wrong_facts(one)),
    )


def _hold(dialogue: Dialogue, as_of: date, assistant: Answering, times: list[Spent]) -> Held:
    held = Held(dialogue)
    person = Person(dialogue)
    known: set[str] = set()
    told: list[str] = []
    name: str | None = None

    def say(text: str) -> Reply:
        held.spoken.append(text)
        turn = Turn(
            f"{dialogue.id}-{len(held.spoken)}", f"dialogue-{dialogue.id}", dialogue.role, text, as_of
        )
        reply, taken = spent(lambda: assistant.answer(turn))
        times.append(taken)
        return reply

    for stage, sheet in zip(dialogue.stages, dialogue.sheets(as_of), strict=True):
        if stage.of is not None and stage.of != name:
            name = stage.of
            known, told = set(), []
        for text in stage.say[:-1]:
            say(text)
        told += stage.told
        known.update(stage.told)
        record = StageRecord(stage, sheet, [say(stage.say[-1])])
        if stage.talk:
            _answer_questions(record, dialogue, person, known, told, say)
        held.stages.append(record)
        held.counts.append(facts(record, told, dialogue))
    return held


def _answer_questions(
    record: StageRecord,
    dialogue: Dialogue,
    person: Person,
    known: set[str],
    told: list[str],
    say: Callable[[str], Reply],
) -> None:
    while len(record.asked) < PATIENCE:
        if record.replies[-1].next_question is None:
            if not person.is_asked_to_go_on(record.replies[-1]) or not record.still_open:
                break
            record.replies.append(say(person.goes_on))
            if record.replies[-1].next_question is None:
                break
        said = person.answer(record.replies[-1], record.sheet)
        main = said.keys[0]
        forbidden = bool({main, main.rpartition(".")[2]} & set(dialogue.never_ask))
        record.asked.append(Asked(said.keys, said.told, known.issuperset(said.keys), forbidden))
        known.update(said.keys)
        told += said.tells
        record.told += said.tells
        record.replies.append(say(said.text))


def _groups(held: Sequence[Held], times: Sequence[Spent]) -> list[Group]:
    groups = [_measured(held, "", "모든 대화")]
    for part in Part:
        of_part = [one for one in held if one.dialogue.part is part]
        if 0 < len(of_part) < len(held):
            groups.append(_measured(of_part, f"{part.value}.", f"{part.term}({part.value})"))
    kinds = [(kind, [one for one in held if one.dialogue.kind is kind]) for kind in Kind]
    groups.append(
        Group(
            "종류별로 끝에 맞음",
            tuple(_right(f"kind.{kind.value}", kind.term, of_kind) for kind, of_kind in kinds if of_kind),
        )
    )
    groups += [_questions(held), Group("빠르기", measures("turn", "한 차례", times))]
    return groups


def _measured(held: Sequence[Held], prefix: str, title: str) -> Group:
    stages = [record for one in held for record in one.stages]
    right, wrong, missed = (
        sum(len(getattr(one.counts[-1], name)) for one in held) for name in ("right", "wrong", "missed")
    )
    exact = [said for one in stages for said in one.amounts]
    told_and_known = sum(_told(one) for one in held)
    return Group(
        title,
        (
            _right(f"{prefix}right", "끝에 맞은 대화", held),
            rate(f"{prefix}stages", "맞은 단계", sum(not one.problems for one in stages), len(stages)),
            rate(f"{prefix}amounts", "금액까지 한 값으로 맞음", sum(exact), len(exact)),
            rate(f"{prefix}facts.precision", "끝에 아는 사실의 정밀도", right, right + wrong),
            rate(f"{prefix}facts.recall", "말한 사실을 앎", told_and_known, told_and_known + missed),
        ),
    )


def _told(held: Held) -> int:
    """How many facts that the person told are known in the end."""
    last = held.stages[-1]
    stages = [last] if last.stage.of is not None else held.stages
    keys = {key for one in stages for key in (*one.stage.told, *one.told)}
    return len(keys - set(held.counts[-1].missed))


def _right(id: str, label: str, held: Sequence[Held]) -> Measure:
    return rate(id, label, sum(not one.problems for one in held), len(held))


def _questions(held: Sequence[Held]) -> Group:
    events = [
        one for one in held if one.dialogue.kind is Kind.LIFE_EVENT and one.dialogue.role is Role.CITIZEN
    ]
    first = [one.stages[0] for one in events]
    settled = [float(one.settled_after) for one in first if one.settled_after is not None]
    asked = [one for conversation in held for one in conversation.asked]
    outside = sum(one.told is Told.NOT_ON_SHEET for one in asked)
    return Group(
        "물은 것",
        (
            _mean("questions.settled", "시민의 겪은 일: 판정이 다 설 때까지 물은 수", settled),
            _mean(
                "questions.asked",
                "시민의 겪은 일: 그만 물을 때까지 물은 수",
                [float(len(one.asked)) for one in first],
            ),
            rate(
                "questions.never_settled",
                "시민의 겪은 일: 끝내 서지 않음",
                len(first) - len(settled),
                len(first),
            ),
            rate("questions.again", "이미 아는 것을 다시 물음", sum(one.again for one in asked), len(asked)),
            rate(
                "questions.forbidden",
                "묻지 말아야 할 것을 물음",
                sum(one.forbidden for one in asked),
                len(asked),
            ),
            rate("questions.outside", "사람이 모를 것을 물음", outside, len(asked)),
        ),
    )


def _mean(id: str, label: str, values: Sequence[float]) -> Measure:
    return Measure(id, label, fmean(values) if values else None, "", len(values))


def _wrong_facts(held: Held) -> list[str]:
    count = held.counts[-1]
    return [*(f"틀린 사실 {one}" for one in count.wrong), *(f"모르는 사실 {one}" for one in count.missed)]


def _failure(held: Held) -> Failure:
    expected = [
        f"{one.program} {one.verdict}{'' if one.won is None else f' {one.won:,}원'}"
        for record in held.stages
        for one in record.stage.expect
    ]
    last = held.stages[-1].replies[-1]
    got = [f"[{last.status.value}] {last.text}", *_wrong_facts(held)]
    asked = ", ".join("·".join(one.keys) + ("(다시)" if one.again else "") for one in held.asked)
    return Failure(
        held.dialogue.id,
        " / ".join(held.spoken),
        "; ".join(held.problems) or "사실",
        "; ".join(expected),
        "\n".join([*got, f"물은 것: {asked}"]),
    )
