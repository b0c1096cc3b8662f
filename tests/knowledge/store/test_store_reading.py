"""Who reads what, and for which day."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from knowledge.records import (
    Audience,
    DocumentKind,
    ExampleQuestion,
    PassageDraft,
    PassageKind,
    Role,
    SectionDraft,
)
from knowledge.store import Store, reading

SPRING, SUMMER = date(2026, 1, 1), date(2026, 7, 1)
DAY = timedelta(days=1)
BOTH, STAFF_ONLY = [Role.CITIZEN, Role.STAFF], [Role.STAFF]
_numbers = count()

days = st.dates(date(2024, 1, 1), date(2024, 2, 15))
editions = st.lists(
    st.tuples(
        st.none() | days,
        st.none() | st.integers(0, 40),
        st.sampled_from(Audience),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=6,
)


def passage_ids(store, revision=0):
    with store.reading() as connection:
        keys = reading.opened_since(connection, revision, store.revision())
        return [p.id for p in reading.passages_of(connection, keys)]


def readers(store, passage_id):
    return [role for role in Role if store.passage(passage_id, role) is not None]


@pytest.mark.parametrize(("audience", "expected"), [(Audience.PUBLIC, BOTH), (Audience.STAFF, STAFF_ONLY)])
def test_every_way_to_read_keeps_to_the_audience(store: Store, draft, audience, expected) -> None:
    (added,) = store.add([draft(audience=audience, program="livelihood-benefit", kind=DocumentKind.PROGRAM)])
    (passage_id,) = passage_ids(store)
    ways = {
        "passage": lambda role: store.passage(passage_id, role),
        "passages_by_id": lambda role: store.passages_by_id([passage_id], role, SPRING),
        "document": lambda role: store.document(added.key, role),
        "documents": lambda role: store.documents(role, SPRING),
        "program_passages": lambda role: store.program_passages("livelihood-benefit", role, SPRING),
        "program_periods": lambda role: store.program_periods("livelihood-benefit", role),
    }
    seen = {name: [role for role in BOTH if way(role)] for name, way in ways.items()}
    assert seen == dict.fromkeys(ways, expected)


@pytest.mark.parametrize(
    ("day", "found"),
    [(SPRING - DAY, False), (SPRING, True), (SUMMER, True), (SUMMER + DAY, False)],
    ids=["before", "first day", "last day", "after"],
)
def test_dates_are_inclusive_on_both_ends(store: Store, draft, day, found) -> None:
    store.add([draft(start=SPRING, end=SUMMER, program="p", kind=DocumentKind.PROGRAM)])
    ids = passage_ids(store)
    assert bool(store.passages_by_id(ids, Role.STAFF, day)) is found
    assert bool(store.program_passages("p", Role.STAFF, day)) is found
    assert bool(store.documents(Role.STAFF, day)) is found


def test_a_correction_keeps_the_old_text_for_audit_only(store: Store, draft) -> None:
    store.add([draft("옛 글")])
    (old,) = passage_ids(store)
    store.add([draft("새 글")])
    assert readers(store, old) == [Role.STAFF]
    assert store.passage(old, Role.STAFF).current is False
    assert store.document(old.rsplit("-", 1)[0], Role.CITIZEN) is None
    assert store.document(old.rsplit("-", 1)[0], Role.STAFF).summary.current is False
    assert store.passages_by_id([old], Role.STAFF, SPRING) == {}


def test_a_withdrawn_text_is_for_audit_only(store: Store, draft) -> None:
    store.add([draft("옛 글")])
    (old,) = passage_ids(store)
    store.withdraw("guide")
    assert readers(store, old) == [Role.STAFF]
    assert store.documents(Role.STAFF, None) == []


def test_what_the_library_said_at_a_revision_can_be_listed_again(store: Store, draft) -> None:
    store.add([draft("처음", title="첫 제목")])
    store.add([draft("다음", title="고친 제목")])
    store.withdraw("guide")
    titles = [[d.title for d in store.documents(Role.STAFF, None, revision)] for revision in range(4)]
    assert titles == [[], ["첫 제목"], ["고친 제목"], []]


def test_an_ended_edition_keeps_its_passages_under_its_new_record(store: Store, draft) -> None:
    store.add([draft("봄", start=SPRING, questions=("언제 받나요?",), taught=("언제 줘요?",))])
    store.add([draft("여름", start=SUMMER)])
    (summary,) = store.documents(Role.CITIZEN, SPRING)
    document = store.document(summary.key, Role.CITIZEN)
    assert [p.text for s in document.sections for p in s.passages] == ["봄"]
    with store.reading() as connection:
        (asked,) = reading.questions_of(connection, [summary.key]).values()
    assert asked == [ExampleQuestion("언제 받나요?"), ExampleQuestion("언제 줘요?", taught=True)]


def test_a_question_that_is_also_taught_is_kept_once_as_taught(store: Store, draft) -> None:
    store.add([draft(questions=("언제?", "얼마?"), taught=("언제?",))])
    (summary,) = store.documents(Role.CITIZEN, None)
    with store.reading() as connection:
        (asked,) = reading.questions_of(connection, [summary.key]).values()
    assert asked == [ExampleQuestion("언제?", taught=True), ExampleQuestion("얼마?")]


def test_a_document_comes_back_as_it_was_given(store: Store, draft) -> None:
    table = PassageDraft(
        "| 가구 | 금액 |\n|---|---|\n| 1명 | 765,444원 |",
        kind=PassageKind.TABLE,
        page_from=3,
        page_to=4,
        page_exact=False,
    )
    sections = (
        SectionDraft("제1장 총칙", passages=(PassageDraft("가"), PassageDraft("나", page_label="iv"))),
        SectionDraft("", depth=1, passages=(PassageDraft("다"),)),
        SectionDraft("제2조", depth=2, marker="제2조", aspect="amount", passages=(table,)),
        SectionDraft("제2장 보칙"),
    )
    (added,) = store.add([draft(sections=sections, url="https://example.org/1", attributes={"year": "2026"})])
    found = store.document(added.key, Role.CITIZEN)
    assert [(s.title, s.depth, s.marker, s.aspect) for s in found.sections] == [
        (s.title, s.depth, s.marker, s.aspect) for s in sections
    ]
    passages = [p for s in found.sections for p in s.passages]
    assert [p.text for p in passages] == ["가", "나", "다", table.text]
    assert [p.ordinal for p in passages] == [0, 1, 2, 3]
    assert [p.page for p in passages] == [None, "iv", None, "약 3-4"]
    assert [p.breadcrumb for p in passages] == [
        ("제1장 총칙",),
        ("제1장 총칙",),
        ("제1장 총칙",),
        ("제1장 총칙", "제2조"),
    ]
    assert passages[3].kind is PassageKind.TABLE
    assert (found.summary.url, found.summary.attributes) == ("https://example.org/1", {"year": "2026"})


def test_many_ids_are_read_in_one_go(store: Store, draft) -> None:
    text = tuple(PassageDraft(f"{number}번째 글") for number in range(1203))
    store.add([draft(sections=(SectionDraft("긴 글", passages=text),))])
    ids = passage_ids(store)
    assert set(store.passages_by_id([*ids, "없는 것"], Role.CITIZEN, SPRING)) == set(ids)


def test_reading_some_passages_does_not_go_through_the_whole_library(tmp_path, draft) -> None:
    store = Store.open(None, tmp_path)
    store.add([draft()])
    asked: list[tuple[str, Any]] = []
    event.listen(store.engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
    store.passages_by_id([f"{number}번" for number in range(150)], Role.CITIZEN, SPRING)
    [(query, values)] = [one for one in asked if "passages" in one[0]]
    with store.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all()
    assert "passages" in plan[0].detail
    assert "(id=?)" in plan[0].detail
    store.close()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_editions=editions, at_once=st.booleans(), asked=st.lists(days, min_size=4, max_size=4))
def test_on_any_day_one_edition_is_in_force_at_most(
    store: Store, draft, given_editions, at_once, asked
) -> None:
    identity = f"문서-{next(_numbers)}"
    drafts = [
        draft(
            f"{audience.value} {text}",
            identity,
            start=start,
            end=None if length is None else (start or date(2024, 1, 20)) + length * DAY,
            audience=audience,
        )
        for start, length, audience, text in given_editions
    ]
    before = store.revision()
    if at_once:
        # The last word of one commit counts; a text may not come and go within it.
        drafts = list({d.effective_from: d for d in drafts}.values())
        store.add(drafts)
    else:
        for one in drafts:
            store.add([one])
    ids = passage_ids(store, before)
    for day in [*asked, *(d.effective_from for d in drafts if d.effective_from)]:
        staff = store.passages_by_id(ids, Role.STAFF, day)
        citizen = store.passages_by_id(ids, Role.CITIZEN, day)
        assert len(staff) <= 1
        assert citizen.items() <= staff.items()
        assert all(p.audience is Audience.PUBLIC for p in citizen.values())
        assert all(p.in_force(day) for p in staff.values())
        listed = [d.key for d in store.documents(Role.STAFF, day) if d.identity == identity]
        assert listed == [p.document_key for p in staff.values()]
    newest = {d.effective_from for d in drafts}
    assert {d.effective_from for d in store.documents(Role.STAFF, None) if d.identity == identity} == newest


def test_the_share_in_force_counts_passages(store: Store, draft) -> None:
    store.add(
        [draft("지금", "가"), draft("나중", "나", start=SUMMER), draft("직원", "다", audience=Audience.STAFF)]
    )
    with store.reading() as connection:
        assert reading.share_in_force(connection, Audience.PUBLIC, SPRING) == 0.5
        assert reading.share_in_force(connection, Audience.PUBLIC, SUMMER) == 1.0
    store.withdraw("다")
    with store.reading() as connection:
        assert reading.share_in_force(connection, Audience.STAFF, SUMMER) == 0.0


def test_indexes_are_told_what_opened_and_closed(store: Store, draft) -> None:
    (first,) = store.add([draft("하나")])
    (second,) = store.add([draft("둘")])
    (third,) = store.add([draft("셋", "다른 문서")])
    with store.reading() as connection:
        assert reading.opened_since(connection, 0, 3) == [second.key, third.key]
        assert reading.opened_since(connection, 0, 1) == [first.key]
        assert reading.closed_since(connection, 1, 3) == [first.key]
        assert reading.closed_since(connection, 2, 3) == []
        assert reading.document_count(connection, 3) == 2
        assert reading.passage_counts(connection, [first.key]) == {first.key: 1}
