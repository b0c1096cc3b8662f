"""Opening what is measured: a library of its own in a temporary data folder, completely indexed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.answer import Assistant
from assistant.conversation.conversation import Conversation
from assistant.llm.ports import Answering
from assistant.ports import ProgramName
from connectors.app import Services, facts_of, open_services, sources_of
from connectors.memory import StoredMemory
from connectors.model import leash_of
from connectors.settings import Settings, read_settings
from evals.speed.synthetic import fill
from ingest.options import ReadOptions
from ingest.reading import read_file
from knowledge.library import Library
from knowledge.library.library import LibraryOptions
from knowledge.store import Store

Told = Callable[[int, int], None]
"""Is told how many documents have their vectors, and how many there are."""


@contextmanager
def fresh(corpus: Path | None, told: Told | None = None) -> Iterator[Services]:
    """The services over the built-in catalog alone, or over the documents of a corpus file alone."""
    with (
        TemporaryDirectory(prefix="ieum-evals-") as folder,
        open_services(apart(Path(folder), builtin=corpus is None)) as services,
    ):
        if corpus is not None:
            services.store.add(read_file(corpus, ReadOptions()))
        services.library.catch_up(told)
        yield services


@contextmanager
def large(texts: int, seed: int, told: Told | None = None) -> Iterator[Library]:
    """A library of so many made-up texts with random vectors; questions are embedded for real."""
    with TemporaryDirectory(prefix="ieum-evals-") as folder:
        store = Store.open(None, Path(folder))
        try:
            library = Library(store, Path(folder), LibraryOptions(read_settings().embedding))
            try:
                fill(store, library.embedder, texts, seed)
                library.catch_up(told)
                yield library
            finally:
                library.close()
        finally:
            store.close()


@contextmanager
def talking_to(services: Services, llm_url: str) -> Iterator[Answering]:
    """A conversation over the library of services without a model, with the model at that address."""
    own = {"llm": "openai:scripted", "llm_url": llm_url, "llm_key": None, "llm_external": "deny"}
    settings = services.settings.model_copy(update=own)
    names = [ProgramName(one.id, one.name, tuple(one.aliases)) for one in services.catalog.programs.values()]
    sources = sources_of(services.catalog, settings)
    assert isinstance(services.assistant, Assistant)  # noqa: S101 - what services without a model have
    with leash_of(services.library, names, settings) as leash:
        reader = leash.reader(facts_of(sources))
        yield leash.hold(Conversation(services.assistant, sources, StoredMemory(services.store), reader))


def apart(home: Path, *, builtin: bool) -> Settings:
    """The caller's settings without what they keep: a measurement must not write into their database."""
    own = {
        "home": home,
        "builtin_catalog": builtin,
        "catalog_dirs": (),
        "database_url": None,
        "chroma_url": None,
    }
    return read_settings().model_copy(update=own)
