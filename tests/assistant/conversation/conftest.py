"""One conversation over a small shelf and the real rules, and how to talk to it."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.answer import Assistant
from assistant.conversation.conversation import Conversation
from assistant.conversation.desk import Desk
from assistant.conversation.ports import ShortMemory, Sources
from assistant.reply import Reply, Turn
from knowledge.cards import load_catalog
from knowledge.records import Role
from knowledge.rules import Rules

Talk = Callable[..., list[Reply]]
DAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def memory() -> ShortMemory:
    return ShortMemory()


@pytest.fixture(scope="session")
def conversation(assistant: Assistant, memory: ShortMemory) -> Conversation:
    catalog = load_catalog()
    sources = Sources(lambda: Rules.load(catalog), catalog.life_events, catalog.exclusions)
    return Conversation(assistant, sources, memory)


@pytest.fixture(scope="session")
def desk(conversation: Conversation) -> Desk:
    return conversation.desk


@pytest.fixture
def talk(conversation: Conversation, request: pytest.FixtureRequest) -> Talk:
    """The replies to utterances of one conversation, which is the test's own."""

    def talked(*texts: str, role: str = "citizen", id: str = "") -> list[Reply]:
        name = f"{request.node.nodeid}{id}"
        return [conversation.answer(Turn("t", name, Role(role), text, DAY)) for text in texts]

    return talked
