"""What the store keeps beside documents: vectors and turns."""

from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest

from knowledge.records import Role
from knowledge.store import Store
from knowledge.store.turns import RecordedTurn

SEOUL = timezone(timedelta(hours=9))
AT = datetime(2026, 11, 24, 8, 30, tzinfo=SEOUL)


def turn(turn_id, **change):
    given = {
        "id": turn_id,
        "conversation": "대화",
        "role": Role.CITIZEN,
        "at": AT,
        "as_of": date(2026, 11, 24),
        "revision": 3,
        "text": "생계급여가 뭐예요?",
        "reply": {"status": "answered", "citations": []},
    }
    return RecordedTurn(**{**given, **change})


def test_vectors_come_back_as_they_were_put(store: Store) -> None:
    put = {f"{number:064x}": np.arange(4, dtype=np.float32) + number for number in range(3)}
    store.vectors.put_many("모형", put)
    found = store.vectors.get_many("모형", [*put, "없는 것", *put])
    assert found.keys() == put.keys()
    assert all(np.array_equal(found[name], put[name]) for name in put)
    assert store.vectors.all_of("모형").keys() == put.keys()


def test_a_vector_that_is_there_stays(store: Store) -> None:
    store.vectors.put_many("모형", {"가": np.ones(2)})
    store.vectors.put_many("모형", {"가": np.zeros(2), "나": np.zeros(2)})
    found = store.vectors.all_of("모형")
    assert found["가"].tolist() == [1, 1]
    assert found["나"].tolist() == [0, 0]


def test_vectors_of_another_embedder_are_not_mixed_in(store: Store) -> None:
    store.vectors.put_many("모형", {"가": np.ones(2)})
    assert store.vectors.get_many("다른 모형", ["가"]) == {}
    assert store.vectors.all_of("다른 모형") == {}


def test_more_vectors_than_one_query_takes(store: Store) -> None:
    put = {f"{number:064x}": np.full(2, number) for number in range(1203)}
    store.vectors.put_many("모형", put)
    assert len(store.vectors.get_many("모형", list(put))) == 1203


def test_putting_nothing_is_nothing(store: Store) -> None:
    store.vectors.put_many("모형", {})
    assert store.vectors.get_many("모형", []) == {}


def test_a_turn_comes_back_whole(store: Store) -> None:
    store.record_turn(turn("abc123"))
    assert store.turn("abc123") == turn("abc123")


def test_the_moment_of_a_turn_is_the_same_on_every_database(store: Store) -> None:
    store.record_turn(turn("abc123"))
    found = store.turn("abc123")
    assert (found.at, found.at.tzinfo) == (AT, UTC)


@pytest.mark.parametrize(
    ("asked", "found"),
    [("abc1", "abc123"), ("abc", None), ("xyz", None), ("abd", "abd456"), ("%", None), ("_bd", None)],
)
def test_a_turn_is_found_by_an_unambiguous_beginning(store: Store, asked, found) -> None:
    for name in ("abc123", "abc999", "abd456"):
        store.record_turn(turn(name))
    got = store.turn(asked)
    assert (got.id if got else None) == found


def test_a_turn_with_a_null_character_is_kept_without_it(store: Store) -> None:
    store.record_turn(turn("abc123", text="생계\0급여", reply={"text": "\0"}))
    assert store.turn("abc123").text == "생계급여"


def test_turns_make_no_revision(store: Store, history) -> None:
    store.record_turn(turn("abc123"))
    assert history(store) == []
