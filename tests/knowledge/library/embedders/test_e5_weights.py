import numpy as np
import pytest

from knowledge.errors import StoreError
from knowledge.library.embedders.e5_weights import _BLOCK_TYPE, E5Weights, check, decode, weights_path


def test_blocks_decode_low_nibbles_first():
    block = np.zeros((1, 1), dtype=_BLOCK_TYPE)
    block["scale"] = 0.5
    block["nibbles"][0, 0, 0] = 0xF0
    values = decode(block)
    assert values.shape == (1, 32)
    assert values[0, 0] == (0 - 8) * 0.5
    assert values[0, 16] == (15 - 8) * 0.5


def test_the_file_holds_the_sizes_of_multilingual_e5_small():
    weights = E5Weights(weights_path())
    assert (weights.hidden, weights.layers, weights.heads, weights.positions) == (384, 12, 12, 512)
    assert decode(weights.matrix("l0.fo.w")).shape == (384, 1536)
    assert decode(weights.matrix("l11.fi.w")).shape == (1536, 384)


def test_another_file_is_refused(tmp_path):
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(b"E5S1" + bytes(100))
    with pytest.raises(StoreError, match=r"검증된 것과 다릅니다.*다시 설치"):
        check(other)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"읽을 수 없습니다: .*없는\.bin"):
        check(tmp_path / "없는.bin")
