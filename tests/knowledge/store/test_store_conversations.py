"""Conversations are kept as long as they may be, and no longer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from knowledge.records import Role
from knowledge.store import Store
from knowledge.store.conversations import KeptConversation
from knowledge.store.turns import RecordedTurn

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
DAY = timedelta(hours=24)


def kept(id: str = "대화", **change: Any) -> KeptConversation:
    given = {"role": Role.CITIZEN, "updated": NOW, "expires": NOW + DAY, "state": {"facts": [1]}}
    return KeptConversation(id, **{**given, **change})


def turn(id: str, reply: dict[str, Any]) -> RecordedTurn:
    return RecordedTurn(id, "대화", Role.CITIZEN, NOW, date(2026, 11, 24), 1, "물음", reply)


def test_a_conversation_goes_on_where_it_was(store: Store) -> None:
    store.keep_conversation(kept())
    store.keep_conversation(kept(state={"facts": [1, 2]}))
    assert store.conversation("대화", NOW) == kept(state={"facts": [1, 2]})
    assert store.conversation("다른 대화", NOW) is None


def test_a_citizens_conversation_ends_by_itself_and_an_officials_does_not(store: Store) -> None:
    store.keep_conversation(kept())
    store.keep_conversation(kept("상담", role=Role.STAFF, expires=None))
    assert store.conversation("대화", NOW + DAY - timedelta(seconds=1)) is not None
    assert store.conversation("대화", NOW + DAY) is None
    assert store.conversation("상담", NOW + 400 * DAY) is not None


def test_what_was_told_of_a_household_goes_with_the_conversation(store: Store) -> None:
    store.keep_conversation(kept())
    store.record_turn(turn("rules", {"facts": []}))
    store.record_turn(turn("told", {"facts": [{"id": "age"}]}))
    assert store.forget_expired(NOW) == 0
    assert store.forget_expired(NOW + DAY) == 1
    assert store.turn("told") is None
    assert store.turn("rules") is not None


def test_a_conversation_that_goes_on_meanwhile_stays(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.keep_conversation(kept())
    reading = Store.reading

    @contextmanager
    def goes_on(self: Store) -> Iterator[Connection]:
        with reading(self) as connection:
            yield connection
        store.keep_conversation(kept(expires=NOW + 2 * DAY))

    monkeypatch.setattr(Store, "reading", goes_on)
    assert store.forget_expired(NOW + DAY) == 0
    monkeypatch.setattr(Store, "reading", reading)
    assert store.conversation("대화", NOW + DAY) is not None


def test_nothing_stays_of_a_conversation_that_somebody_deletes(store: Store) -> None:
    store.keep_conversation(kept())
    store.record_turn(turn("rules", {"facts": []}))
    store.forget_conversation("대화")
    assert store.conversation("대화", NOW) is None
    assert store.turn("rules") is None
