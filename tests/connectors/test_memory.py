"""A citizen's conversation is kept for a day, by the clock; another role never reads it."""

from datetime import UTC, datetime, timedelta

from connectors.memory import StoredMemory
from knowledge.records import Role
from knowledge.store import Store


class Clock:
    """A clock that a test winds on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 3, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_a_citizens_conversation_is_gone_after_a_day(store: Store) -> None:
    clock = Clock()
    memory = StoredMemory(store, clock)
    memory.save("대화", Role.CITIZEN, {"clients": []})
    clock.now += timedelta(hours=23)
    assert memory.load("대화", Role.CITIZEN) == {"clients": []}
    clock.now += timedelta(hours=1)
    assert memory.load("대화", Role.CITIZEN) is None
    assert store.conversation("대화", datetime(2000, 1, 1, tzinfo=UTC)) is None  # and it is deleted


def test_another_role_reads_nothing_of_it(store: Store) -> None:
    memory = StoredMemory(store, Clock())
    memory.save("상담", Role.STAFF, {"clients": [1]})
    assert memory.load("상담", Role.CITIZEN) is None
    assert memory.load("상담", Role.STAFF) == {"clients": [1]}
    memory.forget("상담")
    assert memory.load("상담", Role.STAFF) is None
