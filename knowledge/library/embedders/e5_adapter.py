"""What was learned for questions: low-rank changes of the encoder's matrices (LoRA), shipped with Ieum.

Only the side of the question changes. Passages keep their vectors, so that learning anew never means to
embed a library again. How it was learned: docs/decisions/0005-questions.md; `evals/tuning` makes the file.
"""

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from knowledge.errors import StoreError

FILE = Path(__file__).with_name("query_adapter.npz")


class QueryAdapter:
    """For a matrix by its name in the weight file (`l0.q.w`) what to add to it.

    The file holds two float16 arrays for each: `l0.q.down` (rank, inputs) and `l0.q.up` (outputs, rank).

    Raises:
        StoreError: the file is damaged.
    """

    def __init__(self, path: Path = FILE) -> None:
        try:
            content = path.read_bytes()
            with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
                self._arrays = {name: arrays[name] for name in arrays.files}
        except (OSError, ValueError, EOFError, KeyError) as error:
            raise StoreError(
                f"질문을 읽는 모형의 파일이 손상되었습니다: {path} ({error}). 이음을 다시 설치해 주세요."
            ) from error
        self.identity = hashlib.sha256(content).hexdigest()[:16]

    def change(self, matrix: str) -> np.ndarray | None:
        """What to add to a matrix, (outputs, inputs); None where nothing was learned for it."""
        name = matrix.removesuffix(".w")
        if f"{name}.up" not in self._arrays:
            return None
        # In double precision, so that threads and alignment do not show in the last bit of the result.
        up, down = (self._arrays[f"{name}.{end}"].astype(np.float64) for end in ("up", "down"))
        return np.asarray(up @ down, dtype=np.float32)


def write_adapter(path: Path, learned: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> None:
    """Write `down` and `up` of each matrix name; the same arrays give the same bytes."""
    arrays = {}
    for name, (down, up) in sorted(learned.items()):
        arrays[f"{name}.down"], arrays[f"{name}.up"] = down.astype(np.float16), up.astype(np.float16)
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)  # type: ignore[arg-type]
    path.write_bytes(buffer.getvalue())
