"""A shelf holds exactly what it was given, beside what people added."""

from datetime import date

from knowledge.records import Role
from knowledge.store import Store

SPRING, SUMMER = date(2026, 1, 1), date(2026, 7, 1)


def held(store):
    return {(d.identity, d.effective_from, d.effective_to) for d in store.documents(Role.STAFF, None)}


def test_a_shelf_is_filled_once_for_a_mark(store: Store, draft, history) -> None:
    assert store.shelve("catalog", [draft(identity="가"), draft(identity="나")], "1") is True
    assert store.shelve("catalog", [draft(identity="가")], "1") is False
    assert {name for name, _, _ in held(store)} == {"가", "나"}
    assert history(store) == [1]


def test_a_new_mark_over_the_same_documents_makes_no_revision(store: Store, draft, history) -> None:
    store.shelve("catalog", [draft()], "1")
    assert store.shelve("catalog", [draft()], "2") is True
    assert (store.mark("catalog"), history(store)) == ("2", [1])


def test_marks_tell_shelves_apart(store: Store, draft) -> None:
    store.shelve("catalog", [draft(identity="가")], "1")
    store.shelve("local", [draft(identity="나")], "2")
    assert [store.mark(name) for name in ("catalog", "local", "none")] == ["1", "2", None]
    assert {name for name, _, _ in held(store)} == {"가", "나"}


def test_what_left_the_shelf_leaves_the_library_in_one_revision(store: Store, draft, history) -> None:
    store.shelve("catalog", [draft(identity="가"), draft(identity="나")], "1")
    store.shelve("catalog", [draft("고침", "가"), draft(identity="다")], "2")
    assert {name for name, _, _ in held(store)} == {"가", "다"}
    assert history(store) == [1, 2]


def test_an_emptied_shelf_leaves_nothing(store: Store, draft) -> None:
    store.shelve("catalog", [draft()], "1")
    store.shelve("catalog", [], "2")
    assert held(store) == set()


def test_documents_of_people_stay(store: Store, draft) -> None:
    store.add([draft(identity="구청 안내")])
    store.shelve("catalog", [draft(identity="가")], "1")
    store.shelve("catalog", [], "2")
    assert {name for name, _, _ in held(store)} == {"구청 안내"}


def test_an_edition_holds_again_when_the_later_one_left_the_shelf(store: Store, draft) -> None:
    spring, summer = draft("봄", start=SPRING), draft("여름", start=SUMMER)
    store.shelve("catalog", [spring, summer], "1")
    store.shelve("catalog", [spring], "2")
    assert held(store) == {("guide", SPRING, None)}
