"""The rules over many households at once: the checked IR as straight-line programs of Polars kernels."""

from knowledge.rules.columnar.kernel import Kernel

__all__ = ["Kernel"]
