"""A writer of ONNX models: just the protobuf fields that a small inference graph needs.

The ``onnx`` package (27 MB) exists to read, check and convert models. Ieum only ever writes one graph whose
shape it knows, so the dozen message fields are written by hand; a test has ``onnx.checker`` approve the
result. Field numbers are those of onnx.proto (ONNX IR version 8).
"""

from collections.abc import Mapping, Sequence

import numpy as np

Attribute = int | float | str | Sequence[int]

_VARINT, _LENGTH_DELIMITED, _FIXED32 = 0, 2, 5
_FLOAT32 = 1
_ATTRIBUTE_FLOAT, _ATTRIBUTE_INT, _ATTRIBUTE_STRING, _ATTRIBUTE_INTS = 1, 2, 3, 7
_IR_VERSION = 8


def tensor(name: str, values: np.ndarray) -> bytes:
    """A constant of the graph (TensorProto) of float32 values."""
    sizes = b"".join(_number(1, size) for size in values.shape)
    return sizes + _number(2, _FLOAT32) + _text(8, name) + _block(9, values.astype("<f4").tobytes())


def external_tensor(name: str, shape: Sequence[int]) -> bytes:
    """A float32 constant whose values the session is given apart (``add_external_initializers``)."""
    sizes = b"".join(_number(1, size) for size in shape)
    location = _block(13, _text(1, "location") + _text(2, "memory"))
    return sizes + _number(2, _FLOAT32) + _text(8, name) + location + _number(14, 1)


def node(
    operator: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    *,
    domain: str = "",
    attributes: Mapping[str, Attribute] | None = None,
) -> bytes:
    """One step of the graph (NodeProto). An optional input that is left out is an empty name."""
    message = b"".join(_text(1, name) for name in inputs) + b"".join(_text(2, name) for name in outputs)
    message += _text(4, operator)
    message += b"".join(_block(5, _attribute(key, value)) for key, value in (attributes or {}).items())
    return message + (_text(7, domain) if domain else b"")


def float_value(name: str, shape: Sequence[int | str]) -> bytes:
    """The name and shape of a float32 input or output (ValueInfoProto); a string is a free dimension."""
    dimensions = b"".join(
        _block(1, _text(2, size) if isinstance(size, str) else _number(1, size)) for size in shape
    )
    tensor_type = _number(1, _FLOAT32) + _block(2, dimensions)
    return _text(1, name) + _block(2, _block(1, tensor_type))


def model(
    nodes: Sequence[bytes],
    tensors: Sequence[bytes],
    inputs: Sequence[bytes],
    outputs: Sequence[bytes],
    operator_sets: Mapping[str, int],
) -> bytes:
    """The whole model (ModelProto), ready for ``onnxruntime.InferenceSession``."""
    graph = b"".join(
        [_block(1, item) for item in nodes]
        + [_text(2, "graph")]
        + [_block(5, item) for item in tensors]
        + [_block(11, item) for item in inputs]
        + [_block(12, item) for item in outputs]
    )
    sets = b"".join(
        _block(8, _text(1, name) + _number(2, version)) for name, version in operator_sets.items()
    )
    return _number(1, _IR_VERSION) + _text(2, "ieum") + _block(7, graph) + sets


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, float):
        kind, body = _ATTRIBUTE_FLOAT, _key(2, _FIXED32) + np.float32(value).tobytes()
    elif isinstance(value, int):
        kind, body = _ATTRIBUTE_INT, _number(3, value)
    elif isinstance(value, str):
        kind, body = _ATTRIBUTE_STRING, _text(4, value)
    else:
        kind, body = _ATTRIBUTE_INTS, b"".join(_number(8, item) for item in value)
    return _text(1, name) + body + _number(20, kind)


def _key(field: int, wire_type: int) -> bytes:
    return _varint(field << 3 | wire_type)


def _number(field: int, value: int) -> bytes:
    return _key(field, _VARINT) + _varint(value & 0xFFFF_FFFF_FFFF_FFFF)


def _text(field: int, value: str) -> bytes:
    return _block(field, value.encode())


def _block(field: int, value: bytes) -> bytes:
    return _key(field, _LENGTH_DELIMITED) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
