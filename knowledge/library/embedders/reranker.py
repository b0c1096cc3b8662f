"""A second look at the best passages by a cross-encoder, which reads question and passage together."""

import threading
from collections.abc import Sequence
from pathlib import Path

from knowledge.errors import InputError
from knowledge.library.embedders.hub import open_model
from knowledge.library.embedders.text import QUERY_CHARACTERS, clean

_BATCH = 16


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder (the ``models`` extra). Thread-safe.

    Args:
        model: a name on the model hub, or a folder; it must give one score a pair.
        cache_dir: where models from the hub are kept.

    Raises:
        InputError: the extra is not installed, the model cannot be opened, or it does not give one score.
    """

    def __init__(self, model: str, cache_dir: Path) -> None:
        self._model = open_model("CrossEncoder", model, cache_dir)
        self._lock = threading.Lock()
        if self._model.num_labels != 1:
            raise InputError(
                f"재순위 모델은 점수 하나를 내야 합니다: {model!r}는 {self._model.num_labels}개를 냅니다. "
                "질문과 문단의 관련도를 학습한 cross-encoder를 지정하세요."
            )

    def rerank(self, query: str, passages: Sequence[str]) -> list[float]:
        """How well each passage answers ``query``, higher is better, in the order of ``passages``."""
        if not passages:
            return []
        question = clean(query, QUERY_CHARACTERS)
        pairs = [(question, clean(passage)) for passage in passages]
        with self._lock:
            scores = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
        return [float(score) for score in scores]
