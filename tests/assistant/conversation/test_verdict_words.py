"""Verdicts, amounts and compared figures in words, for both roles."""

from typing import Any

import pytest

from assistant.conversation.verdict_words import compared, paid
from assistant.conversation.wording import Wording
from knowledge.records import Role

WORDING = Wording()


def _amount(**given: Any) -> dict[str, Any]:
    return {"won": None, "min": None, "max": None, "per": "month", **given}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (None, ""),
        (_amount(won=820_556), "한 달 820,556원"),
        (_amount(won=2_000_000, per="once"), "한 번 200만원"),
        (_amount(min=0, max=300_000), "한 달 30만원까지"),
        (_amount(min=100_000, max=130_000), "한 달 10만원~13만원"),
        (_amount(min=100_000), ""),
        (_amount(), ""),
        (_amount(won=50, per="percent"), "50%"),
        (_amount(per="in_kind"), "서비스나 물품으로 받아요"),
    ],
)
def test_an_amount_is_said_as_people_say_it(amount: dict[str, Any] | None, words: str):
    assert paid(WORDING, amount, Role.CITIZEN) == words


@pytest.mark.parametrize(
    ("left", "right", "text", "words"),
    [
        (1_800_000, 2_078_316, "소득인정액", "지금 180만원, 기준 2,078,316원"),
        (64, 65, "65세 이상", "지금 64세, 기준 65세"),
        (2, 3, "자녀 수", "지금 2, 기준 3"),
        (None, 65, "65세 이상", ""),
        (True, False, "임신", ""),
    ],
)
def test_the_figures_of_a_criterion_stand_side_by_side(left: Any, right: Any, text: str, words: str):
    assert compared(WORDING, {"left": left, "right": right, "text": text}, Role.CITIZEN) == words
