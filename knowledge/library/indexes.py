"""The two derived indexes on disk as this process sees them: opened, reopened when another rebuilt them."""

import threading
from pathlib import Path

import structlog

from knowledge.language.morphemes import Morphemes
from knowledge.library import lexical
from knowledge.library.dense import DenseIndex
from knowledge.library.lexical import LexicalIndex
from knowledge.library.state import IndexState, read_state, write_state

log = structlog.get_logger(__name__)


class Indexes:
    """Handles to the lexical and the dense index, each None until somebody has begun it."""

    def __init__(self, folder: Path, language: Morphemes, embedder: str, chroma_url: str | None) -> None:
        self._folder = folder
        self._language = language
        self._chroma_url = chroma_url
        self._lock = threading.RLock()
        self._seen: dict[str, tuple[int, int]] = {}
        self.made_by = {"lexical": f"schema-{lexical.SCHEMA_VERSION}", "dense": embedder}
        self.states: dict[str, IndexState] = {}
        self.lexical: LexicalIndex | None = None
        self.dense: DenseIndex | None = None
        self.refresh()

    def refresh(self) -> None:
        """Looks whether the state files changed and shows what was committed or rebuilt since."""
        with self._lock:
            for name in self.made_by:
                stamp = self._stamp(name)
                if stamp is not None and stamp != self._seen.get(name):
                    self._seen[name] = stamp
                    self._take_up(name)

    def _stamp(self, name: str) -> tuple[int, int] | None:
        try:
            status = self._path(name).stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def _take_up(self, name: str) -> None:
        state = read_state(self._path(name))
        if state is None or state.made_by != self.made_by[name]:
            return
        before = self.states.get(name)
        if before is None or before.generation != state.generation:
            self._open(name, state)
        elif name == "lexical" and self.lexical is not None:
            self.lexical.refresh()
        self.states[name] = state

    def _open(self, name: str, state: IndexState) -> None:
        try:
            if name == "lexical":
                self.lexical = LexicalIndex(self._folder / name, state.generation, self._language)
            else:
                self.dense = DenseIndex(self._folder / name, state.generation, self._chroma_url)
        except Exception as error:  # a damaged index may raise anything; its keeper makes it anew
            log.warning("index.damaged", index=name, error=type(error).__name__)
            self.forget(name)

    def forget(self, name: str) -> None:
        """Stops using an index that does not work."""
        with self._lock:
            self.states.pop(name, None)
            if name == "lexical":
                self.lexical = None
            else:
                self.dense = None

    def begin(self, name: str, epoch: str) -> None:
        """Begins an empty index and throws the one before it away; only the keeper does this."""
        with self._lock:
            old = self.lexical if name == "lexical" else self.dense
            state = IndexState.fresh(epoch, self.made_by[name])
            self.forget(name)
            self._open(name, state)
            self.save(name, state)
            if old is not None:
                old.discard()

    def save(self, name: str, state: IndexState) -> None:
        """Writes down how far an index has come."""
        with self._lock:
            write_state(self._path(name), state)
            self.states[name] = state
            stamp = self._stamp(name)
            if stamp is not None:
                self._seen[name] = stamp

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"
