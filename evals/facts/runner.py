"""Read every utterance and count what was right."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol

from assistant.understanding.facts.model import Asked, Context, Reading
from evals.answers.kinds import Part
from evals.facts.judge import Item, Judgement, judge
from evals.facts.utterances import Utterance, UtteranceSet
from evals.results import MILLISECONDS, Curve, Failure, Group, Measure, Result, rate
from evals.stats import quantile


class Reads(Protocol):
    """A reader of facts."""

    def read(self, text: str, as_of: date, context: Context) -> Reading:
        """What an utterance says."""


def run(
    utterances: UtteranceSet,
    reader: Reads,
    *,
    config: Mapping[str, object],
    advance: Callable[[], None] = lambda: None,
) -> Result:
    """Read every utterance after what was said before it; `advance` is called after each."""
    judged: list[Judgement] = []
    times: list[float] = []
    for one in utterances.utterances:
        context = _context(one, reader, utterances.as_of)
        start = time.perf_counter()
        reading = reader.read(one.say, utterances.as_of, context)
        times.append((time.perf_counter() - start) * 1000)
        judged.append(judge(one, reading))
        advance()
    return Result(
        name="facts",
        title="사실 읽기 평가",
        config={**config, "as_of": utterances.as_of.isoformat()},
        groups=(*_parts(judged), _by_fact(judged), _speed(times)),
        curves=(Curve("한 문장을 읽는 시간", {"읽기": times}),),
        failures=tuple(_failure(one) for one in judged if one.wrong or one.missed),
    )


def _context(one: Utterance, reader: Reads, as_of: date) -> Context:
    context = Context()
    for text in one.before:
        context = context.after(reader.read(text, as_of, context))
    if one.asked is None:
        return context
    member, _, fact = one.asked.rpartition(".")
    return context.after(Reading(), Asked(fact, member or None))


def _parts(judged: Sequence[Judgement]) -> list[Group]:
    groups = [_measured(judged, "", "모든 문장")]
    for part in Part:
        of_part = [one for one in judged if one.utterance.part is part]
        if 0 < len(of_part) < len(judged):
            groups.append(_measured(of_part, f"{part.value}.", f"{part.term}({part.value})"))
    return groups


def _measured(judged: Sequence[Judgement], prefix: str, title: str) -> Group:
    right, wrong, missed = (_all(judged, name) for name in ("right", "wrong", "missed"))
    sure = [[item for item in items if item.sure] for items in (right, wrong)]
    clean = sum(not one.wrong and not one.missed for one in judged)
    return Group(
        title,
        (
            rate(f"{prefix}precision", "정밀도", len(right), len(right) + len(wrong)),
            rate(f"{prefix}recall", "재현율", len(right), len(right) + len(missed)),
            rate(
                f"{prefix}sure.precision",
                "확실하다고 한 것의 정밀도",
                len(sure[0]),
                len(sure[0]) + len(sure[1]),
            ),
            rate(f"{prefix}hesitant", "맞지만 되물을 것", len(_all(judged, "hesitant")), len(right)),
            rate(f"{prefix}clean", "빠짐없이 맞은 문장", clean, len(judged)),
        ),
    )


def _by_fact(judged: Sequence[Judgement]) -> Group:
    counts = {
        name: Counter(item.fact for item in _all(judged, name)) for name in ("right", "wrong", "missed")
    }
    names = sorted(set().union(*counts.values()), key=lambda name: (-counts["right"][name], name))
    measures: list[Measure] = []
    for name in names:
        right, wrong, missed = (counts[kind][name] for kind in ("right", "wrong", "missed"))
        measures.append(rate(f"fact.{name}.precision", f"{name} 정밀도", right, right + wrong))
        measures.append(rate(f"fact.{name}.recall", f"{name} 재현율", right, right + missed))
    return Group("사실별", tuple(measures))


def _speed(times: Sequence[float]) -> Group:
    return Group(
        "빠르기",
        tuple(
            Measure(
                f"read.p{share}", f"한 문장 p{share}", quantile(times, share / 100), MILLISECONDS, len(times)
            )
            for share in (50, 95)
        ),
    )


def _all(judged: Sequence[Judgement], name: str) -> list[Item]:
    return [item for one in judged for item in getattr(one, name)]


def _failure(one: Judgement) -> Failure:
    asked = f"[{one.utterance.asked}] " if one.utterance.asked else ""
    said = " / ".join([*one.utterance.before, asked + one.utterance.say])
    return Failure(
        one.utterance.id,
        said,
        one.utterance.part.value,
        ", ".join(item.shown for item in one.missed),
        ", ".join(item.shown for item in one.wrong),
    )
