"""The two derived indexes on disk as this process sees them: opened, reopened when another rebuilt them."""

import shutil
import threading
from pathlib import Path

import structlog

from knowledge.language.morphemes import Morphemes
from knowledge.library import dense, lexical
from knowledge.library.dense import DenseIndex
from knowledge.library.failures import IndexFailed
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
        self.made_by = {
            "lexical": f"schema-{lexical.SCHEMA_VERSION} words-{language.fingerprint}",
            "dense": f"schema-{dense.SCHEMA_VERSION} {embedder}",
        }
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

    def reopen(self, *names: str) -> None:
        """Opens indexes again from disk, for what another process wrote without coming to its end."""
        with self._lock:
            for name in names:
                self.forget(name)
                self._seen.pop(name, None)
            self.refresh()

    def close(self) -> None:
        """Closes both."""
        for name in self.made_by:
            self.forget(name)

    def on_disk(self, name: str) -> bool:
        """Whether the state of an index is still there; somebody may have deleted the folder."""
        return self._stamp(name) is not None

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
        try:
            if before is None or before.generation != state.generation:
                self._open(name, state)
            elif name == "lexical" and self.lexical is not None:
                self.lexical.refresh()
            elif self._chroma_url is None:
                # A warm embedded Chroma misses what another process wrote and returns what it deleted.
                self._open(name, state)
        except IndexFailed as error:  # its keeper makes it anew
            log.warning("index.unusable", index=name, error=str(error))
            self.forget(name)
            return
        self.states[name] = state

    def _open(self, name: str, state: IndexState) -> None:
        self.forget(name)
        if name == "lexical":
            self.lexical = LexicalIndex(self._folder / name, state.generation, self._language)
        else:
            self.dense = DenseIndex(self._folder / name, state.generation, self._chroma_url)

    def forget(self, name: str) -> None:
        """Stops using an index that does not work."""
        with self._lock:
            self.states.pop(name, None)
            if name == "lexical":
                self.lexical = None
            elif self.dense is not None:
                held, self.dense = self.dense, None
                held.close()

    def begin(self, name: str, epoch: str) -> None:
        """Throws what there is away and begins an empty index; only the keeper does this.

        A kill on the way leaves a state file without its index, which the next keeper takes for damage.
        Raises IndexUnreachable, with nothing thrown away, when the Chroma server does not answer.
        """
        with self._lock:
            self._throw_away(name)
            state = IndexState.fresh(epoch, self.made_by[name])
            self._open(name, state)
            self.save(name, state)

    def _throw_away(self, name: str) -> None:
        last = read_state(self._path(name))
        if name == "dense" and self._chroma_url is not None and last is not None:
            held = DenseIndex(self._folder / name, last.generation, self._chroma_url)
            held.discard()
            held.close()
        self.forget(name)
        shutil.rmtree(self._folder / name, ignore_errors=True)

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
