"""The vector index: Chroma, embedded or a server. It proposes candidates; scores are computed exactly.

Public and staff texts lie in separate collections, so that a citizen's query never meets a staff vector.
Chroma's own filter reads every matching row's metadata (0.6 s a query at 100,000 vectors), so dates are
handled by asking for as many neighbours as the share of texts in force demands, and by Chroma's filter
only where that share is very small.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings

from knowledge.library.days import ordinal
from knowledge.library.failures import IndexDamaged, IndexUnreachable, native_calls
from knowledge.records import Audience

SCHEMA_VERSION = 4
VIEWS = ("whole", "window", "question", "taught")
_BATCH = 2_000
_MOST_NEIGHBOURS = 1_000
_PROBED = 10
_SERVER_SECONDS = 30.0

Vector = np.ndarray
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class DenseEntry:
    """One vector: `target` is the unit it speaks for, or the document in the case of a question.

    `opening` marks the first unit of a document, so that documents can be counted.
    """

    id: str
    view: str
    audience: Audience
    document_key: str
    target: str
    start: int
    end: int
    vector: Vector
    opening: bool = False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A vector near the query; `cosine` comes from Chroma's approximate graph."""

    target: str
    cosine: float


class DenseIndex:
    """One Chroma collection for each view and audience, in a folder or on a server.

    `generation` names the collections (and the folder): a new one begins an empty index without touching
    files that another client of this process may still have open. Methods raise IndexDamaged, or
    IndexUnreachable where the server does not answer.
    """

    def __init__(self, folder: Path, generation: str, url: str | None = None) -> None:
        self._generation = generation
        self._url = url
        self._collections: dict[tuple[str, Audience], Collection] = {}
        try:
            with native_calls():
                self._client = _connect(folder / generation, url)
        except IndexDamaged as error:
            if url is None:
                raise
            raise IndexUnreachable(str(error)) from error

    def close(self) -> None:
        """Lets go of the files or the connection."""
        self._client.close()  # type: ignore[attr-defined]
        for session in _sessions(self._client):
            session.close()

    def discard(self) -> None:
        """Throws this generation's vectors away."""
        with self._calls():
            held = {collection.name for collection in self._client.list_collections()}
            for audience in Audience:
                for view in VIEWS:
                    if (name := self._name(view, audience)) in held:
                        self._client.delete_collection(name)
        self._collections.clear()

    def upsert(self, entries: Iterable[DenseEntry]) -> None:
        """Adds vectors or replaces those of the same ids."""
        groups: dict[tuple[str, Audience], list[DenseEntry]] = {}
        for entry in entries:
            groups.setdefault((entry.view, entry.audience), []).append(entry)
        with self._calls():
            for (view, audience), group in groups.items():
                for batch in _batches(group):
                    self._collection(view, audience).upsert(
                        ids=[_key(entry) for entry in batch],
                        embeddings=np.stack([entry.vector for entry in batch]),
                        metadatas=[_metadata(entry) for entry in batch],
                    )

    def delete_documents(self, keys: Sequence[str]) -> None:
        """Takes out every vector of some documents."""
        with self._calls():
            for batch in _batches(list(keys)):
                for audience in Audience:
                    for view in VIEWS:
                        self._collection(view, audience).delete(
                            where={"document": {"$in": list(batch)}}  # type: ignore[dict-item]
                        )

    def count(self, view: str = "whole") -> int:
        """How many vectors of a view there are, for both audiences."""
        with self._calls():
            return sum(self._collection(view, audience).count() for audience in Audience)

    def documents(self) -> int:
        """How many documents there are, counted by their opening units; reads all metadata."""
        with self._calls():
            return sum(
                len(self._collection("whole", audience).get(where={"opening": True}, include=[])["ids"])
                for audience in Audience
            )

    def answers(self) -> bool:
        """Whether each collection's graph finds some of what is counted: a lost graph raises nothing."""
        return all(self._finds(view, audience) for audience in Audience for view in VIEWS)

    def _finds(self, view: str, audience: Audience) -> bool:
        with self._calls():
            collection = self._collection(view, audience)
            held = collection.peek(1)["embeddings"]
            if held is None or len(held) == 0:
                return True
            wanted = min(collection.count(), _PROBED)
            found = collection.query(query_embeddings=np.asarray(held), n_results=wanted, include=[])
            return 2 * len(found["ids"][0]) >= wanted

    def near(
        self, vector: Vector, view: str, audience: Audience, as_of: date, top: int, share: float
    ) -> list[Neighbour]:
        """The `top` nearest vectors in force; `share` is how much of the audience's text is in force."""
        if share <= 0:
            return []
        day = ordinal(as_of)
        with self._calls():
            collection = self._collection(view, audience)
            wanted = math.ceil(top / share * 1.2)
            few = wanted > _MOST_NEIGHBOURS
            if not few:
                nearest = _nearest(collection, vector, wanted)
                held = ((key, distance) for key, distance in nearest if _holds(key, day))
                found = [_neighbour(*one) for one in islice(held, top)]
                # Many past editions may stand between the question and those in force.
                few = len(nearest) == wanted and 2 * len(found) < top
            if few:
                nearest = _nearest(collection, vector, top, where=_in_force(day))
                found = [_neighbour(*one) for one in nearest]
        return found

    @contextmanager
    def _calls(self) -> Iterator[None]:
        """What Chroma raises is damage, unless its server is away."""
        try:
            with native_calls():
                yield
        except IndexDamaged as error:
            if self._url is None or self._alive():
                raise
            raise IndexUnreachable(str(error)) from error

    def _alive(self) -> bool:
        try:
            self._client.heartbeat()
        except Exception:  # httpx and Chroma raise many kinds
            return False
        return True

    def _collection(self, view: str, audience: Audience) -> Collection:
        if (view, audience) not in self._collections:
            self._collections[view, audience] = self._client.get_or_create_collection(
                self._name(view, audience),
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )
        return self._collections[view, audience]

    def _name(self, view: str, audience: Audience) -> str:
        return f"ieum-{self._generation}-{audience.value}-{view}"


def _nearest(
    collection: Collection, vector: Vector, wanted: int, where: dict[str, Any] | None = None
) -> list[tuple[str, float]]:
    """Keys and distances of the nearest vectors, without their metadata, which would cost four times more."""
    found = collection.query(
        query_embeddings=vector[np.newaxis], n_results=wanted, where=where, include=["distances"]
    )
    return list(zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True))


def _in_force(day: int) -> dict[str, Any]:
    """Chroma's condition for what holds on a day; it reads the metadata of every row."""
    return {"$and": [{"start": {"$lte": day}}, {"end": {"$gte": day}}]}


def _key(entry: DenseEntry) -> str:
    """The id in Chroma says all that a query needs: from when to when, for what."""
    return f"{entry.start}:{entry.end}:{entry.target}:{entry.id}"


def _holds(key: str, day: int) -> bool:
    start, end, _ = key.split(":", 2)
    return int(start) <= day <= int(end)


def _neighbour(key: str, distance: float) -> Neighbour:
    return Neighbour(key.split(":", 3)[2], 1.0 - float(distance))


def _metadata(entry: DenseEntry) -> dict[str, str | int | bool]:
    return {
        "document": entry.document_key,
        "start": entry.start,
        "end": entry.end,
        "opening": entry.opening,
    }


def _connect(folder: Path, url: str | None) -> ClientAPI:
    settings = Settings(anonymized_telemetry=False)
    if url is None:
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(path=str(folder), settings=settings)
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    client = chromadb.HttpClient(
        host=parts.hostname or "127.0.0.1",
        port=parts.port or (443 if secure else 8000),
        ssl=secure,
        settings=settings,
    )
    for session in _sessions(client):
        session.timeout = _SERVER_SECONDS
    return client


def _sessions(client: ClientAPI) -> list[Any]:
    """The HTTP sessions beneath a client; Chroma sets them no time limit and never closes them."""
    owners = (client, getattr(client, "_admin_client", None))
    found = [getattr(getattr(owner, "_server", None), "_session", None) for owner in owners]
    return [session for session in found if session is not None]


def _batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
