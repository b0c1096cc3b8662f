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

from knowledge.library.dense import DenseEntry, DenseIndex
from knowledge.library.embedders.cached import CachedEmbedder
from knowledge.library.failures import IndexDamaged, IndexUnreachable
from knowledge.library.indexes import Indexes
from knowledge.library.units import Unit, units_of
from knowledge.library.vectorise import dense_entries
from knowledge.records import Passage
from knowledge.store import Store, reading

log = structlog.get_logger(__name__)

Progress = Callable[[int, int], None]
"""Called with (documents done, documents in all) while vectors are made."""

_POLL_SECONDS = 0.4
_DOCUMENTS_A_COMMIT = 128
_VECTORS_A_CALL = 500


class Keeper:
    """Brings both indexes up to the store's revision, at once or in the background."""

    def __init__(self, store: Store, indexes: Indexes, embedder: CachedEmbedder, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._store = store
        self._indexes = indexes
        self._embedder = embedder
        self._lock = FileLock(folder / "writer.lock", thread_local=False)
        self._holding = threading.Lock()
        self._waited = False
        self._busy = {"lexical": threading.Lock(), "dense": threading.Lock()}
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._broken: set[str] = set()
        self._checked: set[str] = set()
        self.pending = 0

    def hold(self) -> bool:
        """Takes the lock if it is free; says whether this process holds it."""
        with self._holding:
            if self._lock.is_locked:
                return True
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                self._waited = True
                return False
            if self._waited:
                self._indexes.reopen(*self._busy)
            else:
                self._indexes.refresh()
            return True

    def catch_up(self, progress: Progress | None = None) -> bool:
        """Brings both indexes up now; False when another process holds the lock and will do it.

        A Chroma server that does not answer is logged; words answer until it is back.
        """
        if not self.catch_up_words():
            return False
        try:
            self._bring_up("dense", progress)
        except IndexUnreachable as error:
            log.warning("index.unreachable", index="dense", error=str(error))
        return True

    def catch_up_words(self) -> bool:
        """Brings only the lexical index up, which is quick."""
        if not self.hold():
            return False
        self._bring_up("lexical")
        return True

    def start(self) -> None:
        """Keeps up in the background, lexical and dense apart, so that words never wait for vectors."""
        for name in self._busy:
            thread = threading.Thread(target=self._follow, args=(name,), name=f"keeper-{name}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def close(self) -> None:
        """Stops keeping up and gives the lock back."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=10)
        self._lock.release(force=True)

    def report_broken(self, name: str) -> None:
        """A search found an index broken: it is made anew."""
        self._broken.add(name)

    def _follow(self, name: str) -> None:
        while not self._stop.wait(_POLL_SECONDS if self.hold() else 2 * _POLL_SECONDS):
            try:
                if self.hold():
                    self._bring_up(name)
            except Exception as error:  # the keeper of a server must outlive any one failure
                log.error("keeper.failed", index=name, error=type(error).__name__, exc_info=True)
                self._stop.wait(5 * _POLL_SECONDS)

    def _bring_up(self, name: str, progress: Progress | None = None) -> None:
        """Advances an index; one that proves damaged on the way is made anew, once."""
        with self._busy[name]:
            for last_try in (False, True):
                try:
                    self._ready(name)
                    whole = self._advance_words() if name == "lexical" else self._advance_vectors(progress)
                except IndexDamaged as error:
                    self._broken.add(name)
                    if last_try:
                        raise
                    log.warning("index.damaged", index=name, error=str(error))
                else:
                    if whole:
                        return
                    log.warning("index.incomplete", index=name)
                    if not last_try:
                        self._broken.add(name)

    def _ready(self, name: str) -> None:
        """Begins the index anew where what is there cannot be trusted."""
        epoch, revision = self._store.state()
        state = self._indexes.states.get(name)
        if state is None and name not in self._broken:
            self._indexes.reopen(name)  # a Chroma server may be back
            state = self._indexes.states.get(name)
        sound = (
            state is not None
            and name not in self._broken
            and self._indexes.on_disk(name)
            and state.epoch == epoch
            and state.revision <= revision
        )
        if not sound:
            log.info("index.begin", index=name)
            self._indexes.begin(name, epoch)
            self._broken.discard(name)
            self._checked.discard(name)

    def _advance_words(self) -> bool:
        """Whether the lexical index then holds every document on record."""
        index, state = self._indexes.lexical, self._indexes.states["lexical"]
        upto = self._store.revision()
        if index is None:
            return False
        if state.revision == upto and "lexical" in self._checked:
            return True
        closed, opened = self._changes(state.revision, upto)
        if closed:
            index.apply(closed, {})
        for start in range(0, len(opened), _DOCUMENTS_A_COMMIT):
            index.apply([], self._units(opened[start : start + _DOCUMENTS_A_COMMIT]))
        self._indexes.save("lexical", replace(state, revision=upto))
        self._checked.add("lexical")
        return index.documents() == self._documents(upto)

    def _advance_vectors(self, progress: Progress | None) -> bool:
        """Whether the vector index then holds every document on record, looked at once a process."""
        index, state = self._indexes.dense, self._indexes.states["dense"]
        upto = self._store.revision()
        if index is None:
            return False
        if state.revision != upto:
            closed, opened = self._changes(state.revision, upto)
            index.delete_documents([*closed, *opened])
            if not self._vectorise(index, opened, progress):
                return True
            self._indexes.save("dense", replace(state, revision=upto))
        if "dense" in self._checked:
            return True
        self._checked.add("dense")
        return index.documents() == self._documents(upto) and index.answers()

    def _vectorise(self, index: DenseIndex, keys: Sequence[str], progress: Progress | None) -> bool:
        """Indexes documents, many small ones a call; False when it was told to stop on the way."""
        self.pending = len(keys)
        waiting: list[DenseEntry] = []
        for done, key in enumerate(keys, start=1):
            if self._stop.is_set():
                return False
            waiting += self._entries(key)
            if len(waiting) >= _VECTORS_A_CALL or done == len(keys):
                index.upsert(waiting)
                waiting = []
                self.pending = len(keys) - done
            if progress is not None:
                progress(done, len(keys))
        return True

    def _documents(self, upto: int) -> int:
        with self._store.reading() as connection:
            return reading.document_count(connection, upto)

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

    def _entries(self, key: str) -> list[DenseEntry]:
        units = self._units([key])[key]
        if not units:
            return []
        with self._store.reading() as connection:
            questions = reading.questions_of(connection, [key]).get(key, [])
        return dense_entries(units, questions, self._embedder)
