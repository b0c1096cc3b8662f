"""An assistant that makes real replies over the small library, and what the composition gives a face."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from small_web_library import HOSTILE, TODAY, SmallLibrary

from assistant.reply import Citation, Notice, Reply, Status, Suggestion, Turn
from knowledge.records import Passage

MANY = 9
"""How many programs follow from a birth."""
ANSWER = (
    "생계급여는 **소득인정액**이 기준 중위소득의 32% 이하인 가구가 받아요. [1]\n\n"
    "## 기준 금액\n\n"
    "| 가구원 수 | 기준 금액(2026년) |\n|---|---|\n| 1명 | 820,556원 |\n| 4명 | 2,078,316원 |\n\n"
    "## 신청하는 곳\n\n- 읍·면·동 행정복지센터에서 신청해요. [2]\n- 복지로 누리집에서도 신청할 수 있어요. [2]"
)


FACT = {
    "id": "housing_tenure", "member": None, "value": "monthly_rent", "source": "said",
    "confidence": "doubtful", "label": "주거 형태", "shown": "<b>월세</b>",
}  # fmt: skip
QUESTION = {
    "fact": "monthly_rent", "member": None, "text": "월세를 한 달에 얼마 내시나요?", "kind": "fact",
    "choices": [], "facts": [{"fact": "monthly_rent", "member": None}],
}  # fmt: skip
DETERMINATION = {
    "program": "livelihood-benefit", "name": "생계급여", "unit": "benefit_household", "members": ["self"],
    "verdict": "eligible", "band": "clear", "pay_from": None,
    "amount": {"won": 278_316, "min": None, "max": None, "per": "month", "rounding": "verified"},
    "criteria": [{
        "id": "income", "text": "소득인정액이 기준 이하여야 합니다.", "result": True,
        "left": 1_800_000, "right": 2_078_316, "source": "국민기초생활 보장법 제8조제2항",
    }],
    "missing": [], "amount_missing": [], "unpublished": [], "assumed": ["support_obligor"],
    "not_modelled": ["근로능력은 담당자가 판단합니다."], "confidence": "verified", "definitions": "sha256:0",
}  # fmt: skip


def cite(number: int, passage: Passage) -> Citation:
    """A citation of a passage as the assistant makes it."""
    return Citation(
        n=number,
        passage_id=passage.id,
        document=passage.document,
        breadcrumb=list(passage.breadcrumb),
        page=passage.page,
        page_exact=passage.page_exact,
        effective_from=passage.effective_from,
        effective_to=passage.effective_to,
        quote=passage.text[:40],
        url=f"/library/passages/{passage.id}",
    )


class SmallAssistant:
    """Chooses a real reply by a word of the question; `pause` makes its stream visible to a person."""

    def __init__(self, library: SmallLibrary, pause: float = 0.0) -> None:
        self.library, self.pause = library, pause
        self.gate: threading.Event | None = None
        self.closed = threading.Event()

    def answer(self, turn: Turn) -> Reply:
        if "고장" in turn.text:
            raise RuntimeError(turn.text)

        def reply(status: Status, text: str, **more: Any) -> Reply:
            return Reply(
                turn_id=turn.id,
                conversation=turn.conversation,
                knowledge_revision=12,
                as_of=turn.as_of,
                status=status,
                text=text,
                **more,
            )

        nearby = [
            Suggestion(
                program="livelihood-benefit", name="생계급여", why="소득이 적은 가구의 생활비를 지원해요."
            ),
            Suggestion(program="housing", name="주거급여", why="월세를 지원해요.", verdict="unknown"),
        ]
        if "죽고" in turn.text:
            call = "혼자 견디지 마세요. 자살예방상담전화 109에 지금 전화해 주세요."
            return reply(
                Status.CRISIS, call, notices=[Notice(kind="crisis", text="위급하면 112로 전화하세요.")]
            )
        if "우주" in turn.text:
            return reply(Status.NO_SOURCE, "우주여행 지원은 자료에 없어요.", suggestions=nearby)
        if "태어났" in turn.text:
            many = [Suggestion(program=f"born-{n}", name=f"출산 지원 {n}", why="아기") for n in range(MANY)]
            return reply(Status.ANSWERED, "축하해요.", suggestions=many)
        if "위험" in turn.text:
            return reply(Status.ANSWERED, HOSTILE + f"\n\n{turn.text}")
        if "상담" in turn.text or "결과" in turn.text:
            return reply(
                Status.NEEDS_FACTS if "상담" in turn.text else Status.ANSWERED,
                "월세를 한 달에 얼마 내시나요?" if "상담" in turn.text else "살펴본 결과예요.",
                facts=[FACT],
                determinations=[DETERMINATION],
                suggestions=nearby,
                next_question=QUESTION if "상담" in turn.text else None,
            )
        passages = self.library._passages(turn.role)
        return reply(
            Status.ANSWERED,
            ANSWER,
            citations=[cite(1, passages[0]), cite(2, passages[2])],
            suggestions=nearby[1:],
            notices=[Notice(kind="year", text="2026년 기준으로 답했어요.")],
        )

    def stream(self, turn: Turn) -> Iterator[Mapping[str, Any]]:
        try:
            yield {"event": "step", "text": "자료를 찾고 있어요"}
            reply = self.answer(turn)
            for start in range(0, len(reply.text), 24):
                if self.gate:
                    self.gate.wait(5)
                time.sleep(self.pause)
                yield {"event": "text", "delta": reply.text[start : start + 24]}
            yield {"event": "reply", "reply": reply}
        finally:
            self.closed.set()


@dataclass
class SmallServices:
    """What the composition gives."""

    library: SmallLibrary
    assistant: SmallAssistant
    today: Callable[[], date] = lambda: TODAY
    turns: list[tuple[Turn, Reply]] = field(default_factory=list)

    @property
    def conversation(self) -> SmallAssistant:
        return self.assistant

    def record_turn(self, turn: Turn, reply: Reply) -> None:
        self.turns.append((turn, reply))

    def new_turn_id(self) -> str:
        return f"turn-{len(self.turns)}"
