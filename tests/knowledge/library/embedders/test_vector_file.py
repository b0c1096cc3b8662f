import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from knowledge.library.embedders.vector_file import FileVectorCache, write_vector_file


def key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


@pytest.fixture
def vectors():
    random = np.random.default_rng(7).standard_normal((200, 384)).astype(np.float32)
    random /= np.linalg.norm(random, axis=1, keepdims=True)
    return {key(str(number)): vector for number, vector in enumerate(random)}


@pytest.fixture
def written(vectors, tmp_path):
    write_vector_file(tmp_path / "vectors", "model:1", vectors)
    return tmp_path / "vectors"


def test_cosines_move_by_less_than_a_thousandth(vectors, written):
    cache = FileVectorCache(written)
    read = cache.get_many("model:1", list(vectors))
    exact, rounded = np.array(list(vectors.values())), np.array([read[name] for name in vectors])
    assert len(cache) == len(read) == 200
    assert rounded.dtype == np.float32
    assert np.linalg.norm(rounded, axis=1) == pytest.approx(1)
    assert np.abs(exact @ exact.T - rounded @ rounded.T).max() < 1e-3


def test_real_vectors_rank_alike_when_rounded(fast, tmp_path):
    texts = [
        "생계급여 신청 방법",
        "주거급여 신청 방법",
        "의료급여 본인부담금",
        "기초연금 선정기준액",
        "아동수당 지급일",
    ]
    exact = dict(zip(map(key, texts), fast.embed_passages(texts), strict=True))
    write_vector_file(tmp_path / "vectors", fast.identity, exact)
    rounded = FileVectorCache(tmp_path / "vectors").get_many(fast.identity, list(exact))
    question = fast.embed_query("기초연금은 얼마까지 받을 수 있나요")
    scores = np.array([[found[name] @ question for name in exact] for found in (exact, rounded)])
    assert np.abs(scores[0] - scores[1]).max() < 1e-3
    assert np.array_equal(*scores.argsort(axis=1))


def test_the_same_vectors_give_the_same_bytes(vectors, written, tmp_path):
    write_vector_file(tmp_path / "again", "model:1", dict(reversed(vectors.items())))
    assert (tmp_path / "again").read_bytes() == written.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"vectors", "again"}


def test_another_embedder_finds_nothing(vectors, written):
    assert FileVectorCache(written).get_many("model:2", list(vectors)) == {}


def test_unknown_keys_are_left_out(written):
    assert FileVectorCache(written).get_many("model:1", [key("없음")]) == {}


def test_no_vectors_can_be_written(tmp_path):
    write_vector_file(tmp_path / "vectors", "model:1", {})
    assert len(FileVectorCache(tmp_path / "vectors")) == 0


def test_a_file_that_is_not_there_is_logged(tmp_path):
    with capture_logs() as logs:
        cache = FileVectorCache(tmp_path / "없음")
    assert len(cache) == 0
    assert [log["log_level"] for log in logs] == ["warning"]


@given(st.data())
def test_a_damaged_file_is_left_out(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("damaged") / "vectors"
    write_vector_file(path, "model:1", {key("가"): np.ones(4, dtype=np.float32)})
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content[: data.draw(st.integers(at + 1, len(content)))])
    with capture_logs() as logs:
        assert FileVectorCache(path).get_many("model:1", [key("가")]) == {}
    assert logs
