"""Composes Ieum: the one place that turns settings into a store, a library, a catalog and an assistant."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from assistant.answer import Assistant
from assistant.conversation.conversation import Conversation
from assistant.conversation.ports import Sources
from assistant.llm.ports import Answering
from assistant.ports import EventName, Guidance, ProgramName
from assistant.reply import Reply, Turn
from assistant.settings import AnswerSettings
from connectors.clock import today
from connectors.memory import StoredMemory
from connectors.model import leash_of
from connectors.settings import Settings, read_settings
from knowledge.cards import Catalog, load_catalog
from knowledge.language.masking import mask
from knowledge.library import Library
from knowledge.library.library import LibraryOptions
from knowledge.library.shelving import shelve_catalog
from knowledge.rules import Rules
from knowledge.rules.consequences import Relations
from knowledge.rules.facts import Fact
from knowledge.store import Store
from knowledge.store.turns import RecordedTurn


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a face needs."""

    settings: Settings
    store: Store
    library: Library
    catalog: Catalog
    assistant: Answering
    conversation: Answering
    today: Callable[[], date]
    warm: Callable[[], object]
    """Loads what the first turn of a conversation would wait for."""

    def new_turn_id(self) -> str:
        """An id that cannot be guessed."""
        return secrets.token_hex(12)

    def record_turn(self, turn: Turn, reply: Reply) -> None:
        """Keeps a turn, masked, so that `ieum trace` can show it again."""
        self.store.record_turn(
            RecordedTurn(
                id=turn.id,
                conversation=turn.conversation,
                role=turn.role,
                at=datetime.now(UTC),
                as_of=reply.as_of,
                revision=reply.knowledge_revision,
                text=mask(turn.text),
                reply=reply.model_dump(mode="json"),
            )
        )


@contextmanager
def open_services(settings: Settings | None = None) -> Iterator[Services]:
    """Opens everything and closes it again. Indexes are not brought up: `library.keep` or `.catch_up` do."""
    settings = settings or read_settings()
    catalog = load_catalog(builtin=settings.builtin_catalog, extra_dirs=settings.catalog_dirs)
    url = settings.database_url.get_secret_value() if settings.database_url else None
    store = Store.open(url, settings.home)
    try:
        shelve_catalog(store, catalog)
        library = Library(
            store,
            settings.home,
            LibraryOptions(settings.embedding, settings.chroma_url, vector_file=shipped_vectors()),
        )
        try:
            names = [
                ProgramName(card.id, card.name, tuple(card.aliases)) for card in catalog.programs.values()
            ]
            tuned = library.embedder.query_identity != library.embedder.identity
            assistant = Assistant(
                library,
                names,
                today,
                morphemes=library.language,
                settings=AnswerSettings.for_questions(tuned=tuned),
                guidance=guidance_of(catalog),
            )
            sources = sources_of(catalog, settings)
            with leash_of(library, names, settings) as leash:
                reader = leash.reader(facts_of(sources))
                conversation = Conversation(assistant, sources, StoredMemory(store), reader)

                def warm() -> None:
                    if sources.rules is not None:
                        _ = conversation.desk

                held = leash.hold(assistant), leash.hold(conversation)
                yield Services(settings, store, library, catalog, *held, today, warm)
        finally:
            library.close()
    finally:
        store.close()


def sources_of(catalog: Catalog, settings: Settings) -> Sources:
    """What a conversation builds on; the rules are loaded with its first turn."""

    @cache
    def rules() -> Rules:
        return Rules.load(catalog, settings.catalog_dirs)

    return Sources(
        rules if catalog.programs else None,
        catalog.life_events,
        catalog.exclusions,
        lambda known: Relations.load(known, settings.catalog_dirs),
    )


def facts_of(sources: Sources) -> Callable[[], Sequence[Fact]]:
    """The facts that the rules know, loaded when they are first needed; none without rules."""
    return lambda: list(sources.rules().sources.facts) if sources.rules else []


def guidance_of(catalog: Catalog) -> Guidance:
    """What the catalog knows across programs."""
    events = tuple(EventName(event.identity, event.programs) for event in catalog.life_events.values())
    return Guidance(catalog.exclusions, events)


def shipped_vectors() -> Path:
    """Where the vectors of the built-in catalog lie."""
    return Path(str(files("knowledge.catalog") / "vectors.npz"))
