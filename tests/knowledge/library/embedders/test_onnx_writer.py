import numpy as np
import onnx
import onnxruntime
import pytest

from knowledge.library.embedders import onnx_writer
from knowledge.library.embedders.e5_graph import build
from knowledge.library.embedders.e5_weights import E5Weights, weights_path


def small_model(matrix: np.ndarray) -> bytes:
    """``tanh(x) * matrix``, summed over its last axis."""
    return onnx_writer.model(
        [
            onnx_writer.node("Tanh", ["x"], ["t"]),
            onnx_writer.node("MatMul", ["t", "m"], ["p"]),
            onnx_writer.node("ReduceMax", ["p"], ["y"], attributes={"axes": [-1], "keepdims": 0}),
        ],
        [onnx_writer.tensor("m", matrix)],
        [onnx_writer.float_value("x", ["n", 3])],
        [onnx_writer.float_value("y", ["n"])],
        {"": 17},
    )


def test_a_written_model_passes_the_checker_and_computes():
    matrix = np.arange(6, dtype=np.float32).reshape(3, 2)
    model = small_model(matrix)
    onnx.checker.check_model(onnx.load_from_string(model), full_check=True)
    values = np.array([[0.5, -1.0, 2.0], [0.0, 0.0, 1.0]], dtype=np.float32)
    (found,) = onnxruntime.InferenceSession(model).run(None, {"x": values})
    assert found == pytest.approx((np.tanh(values) @ matrix).max(axis=1), abs=1e-6)


@pytest.mark.parametrize("value", [0, 127, 128, 300, 2**31, -1])
def test_whole_numbers_survive(value):
    written = onnx_writer.node("Any", [], [], attributes={"number": value})
    assert onnx.NodeProto.FromString(written).attribute[0].i == value


def test_the_encoder_is_a_well_formed_graph():
    encoder = build(E5Weights(weights_path()))
    graph = onnx.load_from_string(encoder.model).graph
    assert [node.op_type for node in graph.node].count("Attention") == 12
    apart = {tensor.name for tensor in graph.initializer if tensor.data_location == onnx.TensorProto.EXTERNAL}
    assert apart == set(encoder.matrices)
    assert len(encoder.model) < 1_000_000
