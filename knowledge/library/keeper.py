"""Keeps the derived indexes up with the store. One process at a time, the holder of a lock, does this.

The lexical index is quick and goes first; vectors follow as they are made. Every step may be repeated,
so a kill at any moment loses nothing: the state file is written after the index, and the next keeper
takes up from there. An index that is absent, damaged, made by something else or made from another
history is begun anew.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import structlog
from filelock import FileLock, Timeout

from knowledge.library.dense import DenseIndex
from knowledge.library.embedders.cached import CachedEmbedder
from knowledge.library.indexes import Indexes
from knowledge.library.units import Unit, units_of
from knowledge.library.vectorise import dense_entries
from knowledge.records import Passage
from knowledge.store import Store, reading

log = structlog.get_logger(__name__)

Progress = Callable[[int, int], None]
"""Called with (documents done, documents in all) while vectors are made."""

_POLL_SECONDS = 0.4
_DOCUMENTS_A_COMMIT = 64


class Keeper:
    """Brings both indexes up to the store's revision, at once or in the background."""

    def __init__(self, store: Store, indexes: Indexes, embedder: CachedEmbedder, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._store = store
        self._indexes = indexes
        self._embedder = embedder
        self._lock = FileLock(folder / "writer.lock", thread_local=False)
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._broken: set[str] = set()
        self.pending = 0

    def hold(self) -> bool:
        """Takes the lock if it is free; says whether this process holds it."""
        if not self._lock.is_locked:
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                return False
        return True

    def catch_up(self, progress: Progress | None = None) -> bool:
        """Brings both indexes up now; False when another process holds the lock and will do it."""
        if not self.hold():
            return False
        self._catch_up_lexical()
        self._catch_up_dense(progress)
        return True

    def catch_up_words(self) -> bool:
        """Brings only the lexical index up, which is quick."""
        if not self.hold():
            return False
        self._catch_up_lexical()
        return True

    def start(self) -> None:
        """Keeps up in the background, lexical and dense apart, so that words never wait for vectors."""
        for name, step in (("lexical", self._catch_up_lexical), ("dense", self._catch_up_dense)):
            thread = threading.Thread(
                target=self._follow, args=(name, step), name=f"keeper-{name}", daemon=True
            )
            thread.start()
            self._threads.append(thread)

    def close(self) -> None:
        """Stops keeping up and gives the lock back."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=10)
        self._lock.release()

    def report_broken(self, name: str) -> None:
        """A search found an index broken: it is made anew."""
        self._broken.add(name)

    def _follow(self, name: str, step: Callable[[], None]) -> None:
        while not self._stop.wait(_POLL_SECONDS if self.hold() else 2 * _POLL_SECONDS):
            try:
                if self.hold():
                    step()
            except Exception as error:  # the keeper of a server must outlive any one failure
                log.error("keeper.failed", index=name, error=type(error).__name__, exc_info=True)
                self.report_broken(name)
                self._stop.wait(5 * _POLL_SECONDS)

    def _ready(self, name: str) -> None:
        """Begins the index anew where what is there cannot be trusted."""
        epoch, revision = self._store.state()
        state = self._indexes.states.get(name)
        sound = (
            state is not None
            and name not in self._broken
            and state.epoch == epoch
            and state.revision <= revision
        )
        if not sound:
            log.info("index.begin", index=name)
            self._indexes.begin(name, epoch)
            self._broken.discard(name)

    def _catch_up_lexical(self) -> None:
        self._ready("lexical")
        state = self._indexes.states["lexical"]
        upto = self._store.revision()
        if state.revision == upto:
            return
        index = self._indexes.lexical
        if index is None:
            self._broken.add("lexical")
            return
        closed, opened = self._changes(state.revision, upto)
        for start in range(0, max(len(opened), 1), _DOCUMENTS_A_COMMIT):
            batch = opened[start : start + _DOCUMENTS_A_COMMIT]
            index.apply(closed if start == 0 else [], self._units(batch))
        self._indexes.save("lexical", replace(state, revision=upto))
        with self._store.reading() as connection:
            expected = reading.document_count(connection, upto)
        if index.documents() != expected:
            log.warning("index.incomplete", index="lexical", documents=index.documents(), expected=expected)
            self._broken.add("lexical")

    def _catch_up_dense(self, progress: Progress | None = None) -> None:
        self._ready("dense")
        state = self._indexes.states["dense"]
        upto = self._store.revision()
        index = self._indexes.dense
        if state.revision == upto:
            return
        if index is None:
            self._broken.add("dense")
            return
        closed, opened = self._changes(state.revision, upto)
        index.delete_documents([*closed, *opened])
        self.pending = len(opened)
        for done, key in enumerate(opened):
            if self._stop.is_set():
                return
            self._index_document(index, key)
            self.pending -= 1
            if progress is not None:
                progress(done + 1, len(opened))
        self._indexes.save("dense", replace(state, revision=upto))

    def _changes(self, revision: int, upto: int) -> tuple[list[str], list[str]]:
        with self._store.reading() as connection:
            return (
                reading.closed_since(connection, revision, upto),
                reading.opened_since(connection, revision, upto),
            )

    def _units(self, keys: Sequence[str]) -> dict[str, list[Unit]]:
        with self._store.reading() as connection:
            passages = reading.passages_of(connection, keys)
        by_document: dict[str, list[Passage]] = {key: [] for key in keys}
        for passage in passages:
            by_document[passage.document_key].append(passage)
        return {key: units_of(group) for key, group in by_document.items()}

    def _index_document(self, index: DenseIndex, key: str) -> None:
        units = self._units([key])[key]
        if not units:
            return
        with self._store.reading() as connection:
            questions = reading.questions_of(connection, [key]).get(key, [])
        index.upsert(dense_entries(units, questions, self._embedder))
