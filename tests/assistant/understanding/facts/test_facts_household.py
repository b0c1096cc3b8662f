"""Facts that were understood as the household of the contract."""

from datetime import date

from assistant.understanding.facts import Context, FactReader, household

TODAY = date(2026, 11, 22)


def _household(reader: FactReader, *texts: str, doubtful: bool = False) -> dict[str, object]:
    context = Context()
    for text in texts:
        context = context.after(reader.read(text, TODAY, context))
    return household(context, TODAY, doubtful=doubtful)


def test_a_family_with_its_ties(reader: FactReader) -> None:
    read = _household(reader, "네 식구예요. 아내랑 5살 아들, 3살 딸이 있어요", "소득인정액은 110만원이에요")
    assert read == {
        "as_of": "2026-11-22",
        "members_complete": True,
        "household": {"household_size": 4},
        "stated": {"recognized_income": 1_100_000},
        "members": [
            {"id": "self", "relation": "head", "spouse": "spouse"},
            {"id": "spouse", "relation": "spouse", "sex": "female", "spouse": "self"},
            {"id": "child1", "relation": "child", "sex": "male", "parents": ["self", "spouse"], "age": 5},
            {"id": "child2", "relation": "child", "sex": "female", "parents": ["self", "spouse"], "age": 3},
        ],
    }


def test_a_relative_who_lives_alone_is_the_head(reader: FactReader) -> None:
    read = _household(reader, "혼자 사는 78세 어머니가 계세요")
    assert read["members"] == [{"id": "mother", "relation": "head", "sex": "female", "age": 78}]
    assert read["members_complete"] is True


def test_a_divorced_person_has_no_spouse(reader: FactReader) -> None:
    read = _household(reader, "남편이랑 살아요", "아니 이혼했어요")
    assert read["members"] == [{"id": "self", "relation": "head", "spouse": None}]


def test_what_was_said_roughly_goes_in_and_what_is_doubtful_does_not(reader: FactReader) -> None:
    said = ("월세 한 40 정도 내요", "중구 살아요")
    assert _household(reader, *said)["household"] == {
        "monthly_rent": 400_000,
        "housing_tenure": "monthly_rent",
    }
    assert "region" in _household(reader, *said, doubtful=True)["household"]  # type: ignore[operator]


def test_a_date_of_birth_is_given_without_the_age(reader: FactReader) -> None:
    read = _household(reader, "저는 44살이에요", "1982년 3월 2일생이에요")
    assert read["members"] == [{"id": "self", "relation": "head", "birth_date": "1982-03-02"}]
