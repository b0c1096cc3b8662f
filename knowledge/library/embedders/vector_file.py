"""Vectors in one file, such as those of the built-in catalog, which ship with the program.

The same vectors give the same bytes: a magic line, a line of JSON (identity, dimensions, count), the sha256
keys in order, the vectors as little-endian float16 in that order, and the sha256 of all that. Rounding to
float16 moves a cosine by less than 0.001.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import structlog

from knowledge.library.embedders.base import unit

_MAGIC = b"IEUM-VECTORS-1\n"
_HASH_BYTES = 32
_log = structlog.get_logger(__name__)


class FileVectorCache:
    """The vectors of a file, read once. One that is absent or damaged holds none, and a log line says so."""

    def __init__(self, path: Path) -> None:
        self._identity = ""
        self._rows: dict[bytes, int] = {}
        try:
            self._identity, hashes, self._vectors = _parse(path.read_bytes())
        except (OSError, ValueError, KeyError, TypeError) as error:
            _log.warning("벡터 파일을 읽을 수 없어 벡터를 새로 만듭니다", path=str(path), error=str(error))
        else:
            self._rows = {key: row for row, key in enumerate(hashes)}

    def __len__(self) -> int:
        return len(self._rows)

    def get_many(self, identity: str, hashes: Sequence[str]) -> dict[str, np.ndarray]:
        """See ``VectorSource``: none where the file is of another identity."""
        if identity != self._identity:
            return {}
        found = {key: row for key in hashes if (row := self._rows.get(bytes.fromhex(key))) is not None}
        if not found:
            return {}
        vectors = unit(self._vectors[list(found.values())].astype(np.float32))
        return dict(zip(found, vectors, strict=True))


def write_vector_file(path: Path, identity: str, vectors: Mapping[str, np.ndarray]) -> None:
    """Write ``vectors`` (by sha256 in hex) that the embedder ``identity`` made, in place of what is there."""
    keys = sorted(vectors)
    dimensions = len(vectors[keys[0]]) if keys else 0
    head = {"identity": identity, "dimensions": dimensions, "count": len(keys)}
    body = b"".join(
        [
            _MAGIC,
            json.dumps(head, ensure_ascii=False).encode() + b"\n",
            *(bytes.fromhex(key) for key in keys),
            *(vectors[key].astype("<f2").tobytes() for key in keys),
        ]
    )
    unfinished = path.with_name(path.name + ".tmp")
    unfinished.write_bytes(body + hashlib.sha256(body).digest())
    unfinished.replace(path)


def _parse(content: bytes) -> tuple[str, list[bytes], np.ndarray]:
    body, digest = content[:-_HASH_BYTES], content[-_HASH_BYTES:]
    if not body.startswith(_MAGIC) or hashlib.sha256(body).digest() != digest:
        raise ValueError("damaged")
    line_end = body.index(b"\n", len(_MAGIC))
    head = json.loads(body[len(_MAGIC) : line_end])
    start, count = line_end + 1, int(head["count"])
    middle = start + count * _HASH_BYTES
    hashes = [body[at : at + _HASH_BYTES] for at in range(start, middle, _HASH_BYTES)]
    vectors = np.frombuffer(body, "<f2", offset=middle).reshape(count, int(head["dimensions"]))
    return str(head["identity"]), hashes, vectors
