"""An amount of a table is said of the household size in whose row it stands."""

import pytest

from assistant.grounding.rows import in_other_rows

TABLE = "선정기준\n\n| 가구원 수 | 금액 |\n| --- | --- |\n| 1인 | 820,556원 |\n| 4인 | 2,078,316원 |"


@pytest.mark.parametrize(
    "text",
    [
        "4인 가구는 2,078,316원이에요",
        "1인 가구는 820,556원이고 4인 가구는 2,078,316원이에요",
        "1인 가구 820,556원, 4인 가구 2,078,316원",
        "기준은 820,556원부터예요",
        "3인 가구의 기준은 표에 없어요",
    ],
)
def test_the_right_row_is_no_fault(text: str):
    assert in_other_rows(text, [TABLE]) is None


def test_another_row_is():
    assert in_other_rows("4인 가구는 820,556원이에요", [TABLE]) == "4인 가구는 820,556원이에요"


def test_an_amount_that_also_stands_in_prose_may_be_of_anybody():
    assert in_other_rows("4인 가구는 820,556원이에요", [TABLE, "최대 820,556원"]) is None
