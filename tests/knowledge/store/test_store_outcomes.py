"""What becomes of a draft: added, unchanged, corrected, another edition, withdrawn."""

from datetime import date, timedelta

import pytest

from knowledge.records import Role
from knowledge.store import Store
from knowledge.store.writing import Outcome

SPRING, SUMMER, AUTUMN = date(2026, 1, 1), date(2026, 7, 1), date(2026, 10, 1)
DAY = timedelta(days=1)


def outcome(store, draft):
    (added,) = store.add([draft])
    return added.outcome


def periods(store, identity="guide"):
    return [
        (d.effective_from, d.effective_to)
        for d in store.documents(Role.STAFF, None)
        if d.identity == identity
    ]


def text_on(store, day, role=Role.CITIZEN):
    return [
        passage.text
        for summary in store.documents(role, day)
        for section in store.document(summary.key, role).sections
        for passage in section.passages
    ]


def test_a_new_draft_is_added(store: Store, draft) -> None:
    assert outcome(store, draft()) is Outcome.ADDED
    assert store.revision() == 1


def test_the_same_draft_changes_nothing(store: Store, draft, history) -> None:
    first = store.add([draft()])[0]
    again = store.add([draft()])[0]
    assert (again.outcome, again.key) == (Outcome.UNCHANGED, first.key)
    assert history(store) == [1]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "다른 글"},
        {"title": "다른 제목"},
        {"questions": ("언제 받나요?",)},
        {"taught": ("언제 받나요?",)},
        {"end": AUTUMN},
    ],
    ids=["text", "title", "questions", "taught", "end"],
)
def test_any_difference_on_the_same_dates_is_a_correction(store: Store, draft, change) -> None:
    store.add([draft(start=SPRING)])
    assert outcome(store, draft(**{"start": SPRING, **change})) is Outcome.CORRECTED
    assert len(store.documents(Role.STAFF, None)) == 1


def test_one_commit_is_one_revision_however_many_documents(store: Store, draft, history) -> None:
    store.add([draft(identity=f"문서-{number}") for number in range(5)])
    store.add([draft(identity="문서-0"), draft("새 글", identity="문서-1")])
    assert history(store) == [1, 2]
    assert store.revision() == 2


def test_two_editions_answer_for_their_own_dates(store: Store, draft) -> None:
    store.add([draft("봄", start=SPRING)])
    assert outcome(store, draft("여름", start=SUMMER)) is Outcome.EDITION
    assert periods(store) == [(SPRING, SUMMER - DAY), (SUMMER, None)]
    assert text_on(store, SUMMER - DAY) == ["봄"]
    assert text_on(store, SUMMER) == ["여름"]


def test_an_edition_added_afterwards_falls_into_its_place(store: Store, draft) -> None:
    store.add([draft("가을", start=AUTUMN)])
    store.add([draft("봄", start=SPRING)])
    store.add([draft("여름", start=SUMMER)])
    assert periods(store) == [(SPRING, SUMMER - DAY), (SUMMER, AUTUMN - DAY), (AUTUMN, None)]


def test_editions_of_one_commit_end_each_other(store: Store, draft) -> None:
    store.add([draft("여름", start=SUMMER), draft("봄", start=SPRING)])
    assert periods(store) == [(SPRING, SUMMER - DAY), (SUMMER, None)]


def test_an_undated_edition_holds_until_the_first_dated_one(store: Store, draft) -> None:
    store.add([draft("언제나")])
    store.add([draft("여름", start=SUMMER)])
    assert periods(store) == [(None, SUMMER - DAY), (SUMMER, None)]


def test_a_stated_end_is_respected(store: Store, draft) -> None:
    store.add([draft("봄", start=SPRING, end=SUMMER)])
    store.add([draft("가을", start=AUTUMN)])
    assert periods(store) == [(SPRING, SUMMER), (AUTUMN, None)]
    assert text_on(store, SUMMER + DAY) == []


def test_a_correction_that_states_no_end_opens_it_again(store: Store, draft) -> None:
    store.add([draft("봄", start=SPRING, end=SUMMER)])
    store.add([draft("봄", start=SPRING)])
    assert periods(store) == [(SPRING, None)]


def test_a_correction_of_the_earlier_edition_still_ends_before_the_later(store: Store, draft) -> None:
    store.add([draft("봄", start=SPRING), draft("여름", start=SUMMER)])
    assert outcome(store, draft("봄, 고침", start=SPRING)) is Outcome.CORRECTED
    assert periods(store) == [(SPRING, SUMMER - DAY), (SUMMER, None)]
    assert text_on(store, SPRING) == ["봄, 고침"]


def test_an_ended_edition_added_again_word_for_word_changes_nothing(store: Store, draft, history) -> None:
    store.add([draft("봄", start=SPRING)])
    store.add([draft("여름", start=SUMMER)])
    assert outcome(store, draft("봄", start=SPRING)) is Outcome.UNCHANGED
    assert history(store) == [1, 2]


def test_the_earliest_day_of_the_calendar_is_a_day_too(store: Store, draft) -> None:
    store.add([draft("언제나")])
    store.add([draft("처음부터", start=date.min)])
    assert text_on(store, SPRING) == ["처음부터"]


def test_withdraw_takes_out_every_edition(store: Store, draft, history) -> None:
    store.add([draft("봄", start=SPRING), draft("여름", start=SUMMER), draft(identity="다른 문서")])
    assert store.withdraw("guide") == 2
    assert [d.identity for d in store.documents(Role.STAFF, None)] == ["다른 문서"]
    assert history(store) == [1, 2]


def test_withdraw_of_what_is_not_there_changes_nothing(store: Store, draft, history) -> None:
    store.add([draft()])
    assert store.withdraw("없는 문서") == 0
    assert history(store) == [1]


def test_a_withdrawn_document_may_come_back(store: Store, draft) -> None:
    store.add([draft()])
    store.withdraw("guide")
    assert outcome(store, draft()) is Outcome.ADDED
    assert len(text_on(store, SPRING)) == 1


def test_a_failed_commit_leaves_nothing(store: Store, draft, history) -> None:
    with pytest.raises(UnicodeEncodeError):
        store.add([draft(identity="좋은 문서"), draft("\ud800", identity="깨진 문서")])
    assert store.documents(Role.STAFF, None) == []
    assert history(store) == []
