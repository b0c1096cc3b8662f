"""Measure a cold start, users over the wire, answers in process, and search in a large library."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from assistant.reply import Turn
from evals.machine import resident_bytes
from evals.ports import Answering, Services
from evals.results import Curve, Group, Measure, Result
from evals.speed import scale, server, synthetic, wire
from evals.speed.latency import latencies, timed
from knowledge.errors import IeumError
from knowledge.records import Role

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured; everything is bounded. Times are seconds.

    `one_user` and `users` × `requests_each` stay under what the web face lets one address ask.
    """

    in_process: int = 200
    one_user: int = 150
    users: int = 16
    requests_each: int = 20
    texts: int = 100_000
    searches: int = 200
    warm_up: int = 10
    ready_within: float = 120.0
    indexed_within: float = 180.0
    seed: int = 20261122


def run(
    plan: Plan,
    questions: Sequence[str],
    open_services: Callable[[], AbstractContextManager[Services]],
    open_large: scale.LargeLibrary,
    *,
    as_of: date,
    config: Mapping[str, object],
    tell: Callable[[str], None],
) -> Result:
    """Measure with these questions in turn. `tell` is told in Korean what is being measured now.

    `open_services` opens everything in a temporary data folder, `open_large` the library to search in.
    """
    groups: list[Group] = []
    curves: list[Curve] = []
    with TemporaryDirectory(prefix="ieum-evals-") as folder:
        tell("서버를 시작해 첫 답변과 여러 사용자의 질문을 잽니다")
        over_wire, curve = _over_the_wire(plan, questions, Path(folder))
        groups += over_wire
        curves.append(curve)
    with open_services() as services:
        tell("한 프로세스 안의 답변을 잽니다")
        taken = in_process(services.assistant, questions, plan, as_of)
        groups.append(latencies("process.ask", "한 프로세스 안의 답변", taken))
        curves.append(Curve("한 프로세스 안의 답변", {"답변": taken}))
    tell(f"글 {plan.texts:,}건의 검색을 잽니다")
    with open_large(plan.texts, plan.seed) as library:
        searched, curve = scale.measure_search(
            library, synthetic.queries(plan.searches, plan.seed), as_of=as_of, texts=plan.texts
        )
        groups.append(searched)
        curves.append(curve)
    return Result("speed", "속도 평가", {**config, **asdict(plan)}, tuple(groups), tuple(curves))


def in_process(assistant: Answering, questions: Sequence[str], plan: Plan, as_of: date) -> list[float]:
    """Milliseconds of warm answers to a citizen, without the wire."""
    calls = [
        lambda number=number, text=text: assistant.answer(
            Turn(f"speed-{number}", f"speed-{number}", Role.CITIZEN, text, as_of)
        )
        for number, text in enumerate(islice(cycle(questions), plan.warm_up + plan.in_process))
    ]
    return timed(calls)[plan.warm_up :]


def _over_the_wire(plan: Plan, questions: Sequence[str], home: Path) -> tuple[list[Group], Curve]:
    turns = cycle(questions)
    with server.running(home, ready_within=plan.ready_within) as served:
        first = wire.ask_all(served.address, [[next(turns)]])[0]
        if first.error:
            raise IeumError(
                f"서버가 첫 질문에 답하지 못했습니다({first.error}). `ieum serve`로 따로 확인해 주십시오."
            )
        answered = monotonic() - served.started
        indexed = _indexed(served, plan)
        wire.ask_all(served.address, [list(islice(turns, plan.warm_up))])
        alone = wire.ask_all(served.address, [list(islice(turns, plan.one_user))])
        crowd = [list(islice(turns, plan.requests_each)) for _ in range(plan.users)]
        together = wire.ask_all(served.address, crowd)
        weight = resident_bytes(served.pid)
    one, many = "한 사용자가 이어서 물을 때", f"{plan.users}명이 한꺼번에 물을 때"
    start = (
        Measure("start.first_answer", "시작부터 첫 답변까지", answered, "초", 1),
        Measure("start.indexed", "시작부터 색인이 끝날 때까지", indexed, "초", 1, note=_unless(indexed)),
        Measure("server.memory", "서버 메모리", weight and weight / MEGABYTE, "MB", 1, note=_unless(weight)),
    )
    groups = [
        Group("시작과 메모리", start),
        latencies("wire.one", one, wire.succeeded(alone), tries=len(alone)),
        latencies("wire.many", many, wire.succeeded(together), tries=len(together)),
    ]
    series = {one: wire.succeeded(alone), many: wire.succeeded(together)}
    return groups, Curve("웹으로 물을 때의 답변 시간", series)


def _indexed(served: server.Server, plan: Plan) -> float | None:
    """Seconds from start until no vector is left to make; None where that is not within the time."""
    while monotonic() < served.started + plan.indexed_within:
        if server.readiness(served).get("vectors") is True:
            return monotonic() - served.started
        sleep(0.2)
    return None


def _unless(value: float | None) -> str:
    return "" if value is not None else "정해진 시간 안에 재지 못함"
